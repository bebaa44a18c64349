import { CladeError } from "../core/errors.ts";
import { extractors } from "./extractors/index.ts";
import type { FeatureColumn } from "./feature-column.ts";
import type { FeaturesConfig } from "./schema.ts";

/** Names that users.parquet has beside the features. Its column names are compared without case. */
const reserved = ["user_id", "revenue"];

/** Columns with ids that differ from each other whatever their case: a later one that clashes gets a number. */
export function makeIdsUnique(columns: readonly FeatureColumn[]): FeatureColumn[] {
  const taken = new Set(reserved);
  return columns.map((column) => {
    let id = column.id;
    for (let number = 2; taken.has(id.toLowerCase()); number++) id = `${column.id} (${number})`;
    taken.add(id.toLowerCase());
    return id === column.id ? column : { ...column, id };
  });
}

/**
 * @throws BAD_CONFIG when the config speaks of a feature that does not exist, or asks for one that this file cannot give.
 */
export function checkTreatments(treatments: FeaturesConfig["treatments"], columns: readonly FeatureColumn[]): void {
  const here = new Set(columns.flatMap(({ id, group }) => (group === undefined ? [id] : [id, group])));
  const known = new Set(extractors.map(({ id }) => id));
  for (const [id, { use }] of Object.entries(treatments)) {
    if (here.has(id) || (known.has(id) && use !== true)) continue;
    const list = [...here].slice(0, 40).join(", ");
    const problem = known.has(id)
      ? { en: "the file has no column for this feature", zh: "文件中没有该特征所需的列" }
      : { en: "no such feature", zh: "没有这个特征" };
    throw new CladeError("BAD_CONFIG", {
      path: `features.treatments.${id}`,
      problem: { en: `${problem.en}; there are: ${list}`, zh: `${problem.zh}，可用的有：${list}` },
    });
  }
}
