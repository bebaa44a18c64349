import { CladeError } from "../core/errors.ts";
import type { Localised } from "../core/localised.ts";
import type { CategoryColumns } from "../core/matrix.ts";
import type { Database } from "./database.ts";
import type { FeatureColumn } from "./feature-column.ts";
import { judgeFeature, overridesOf } from "./judge-feature.ts";
import type { FeatureInfo, FeaturesParams } from "./schema.ts";
import { treatValues } from "./treatments.ts";

/** Columns that are in memory as float64 at a time, at most; fewer where users are many, but one. */
const mostColumns = 16;
const mostBytes = 2 ** 27;

/** Those rows of table `users` that are clustered: how many, and the SQL condition that holds for them. */
export interface KeptUsers {
  readonly users: number;
  readonly kept: string;
}

export interface TreatedFeatures {
  readonly features: readonly FeatureInfo[];
  readonly categories: readonly CategoryColumns[];
}

/**
 * Judges every feature by its values and treats those that enter the matrix: `keep` is given their columns in order, an array
 * of `users` each, NaN where a feature is missing.
 * @throws NO_FEATURES where none does, unless that may be; NOT_FINITE, naming the user, where a value cannot be held.
 */
export async function treatFeatures(
  database: Database,
  columns: readonly FeatureColumn[],
  { users, kept }: KeptUsers,
  config: FeaturesParams,
  keep: (column: Float32Array) => void,
): Promise<TreatedFeatures> {
  const features: FeatureInfo[] = [];
  const columnsAtOnce = Math.min(mostColumns, Math.max(1, Math.floor(mostBytes / (8 * users))));
  const groups: (string | null)[] = [];
  for (let start = 0; start < columns.length; start += columnsAtOnce) {
    const batch = columns.slice(start, start + columnsAtOnce);
    const sql = `SELECT ${batch.map(({ id }) => database.name(id)).join(", ")} FROM users WHERE ${kept}`;
    for (const [at, values] of (await database.columns(sql, users, batch.length)).entries()) {
      const column = batch[at];
      if (column === undefined) continue;
      const info = judgeFeature(column, values, overridesOf(column, config.treatments), config.keepsGaps);
      features.push(info);
      if (!info.inMatrix) continue;
      const treated = Float32Array.from(treatValues(values, info.treatment));
      const bad = treated.findIndex((value, row) => !Number.isFinite(value) && !Number.isNaN(values[row]));
      if (bad >= 0) throw new CladeError("NOT_FINITE", { column: info.id, value: await userAt(database, kept, bad) });
      keep(treated);
      groups.push(column.unit === "yes-no" ? (column.group ?? column.id) : null);
    }
  }
  if (groups.length === 0 && !config.mayBeEmpty) {
    throw new CladeError("NO_FEATURES", { problem: describeLeftOut(features) });
  }
  return { features, categories: categoriesOf(groups) };
}

/** groups: of each column, null: a number. Levels of a category stand side by side. */
function categoriesOf(groups: readonly (string | null)[]): CategoryColumns[] {
  return groups.flatMap((group, first) => {
    if (group === null || groups[first - 1] === group) return [];
    const end = groups.findIndex((other, at) => at > first && other !== group);
    return [{ first, count: (end < 0 ? groups.length : end) - first }];
  });
}

function describeLeftOut(features: readonly FeatureInfo[]): Localised {
  const [first, ...others] = features.map(({ label, leftOut }) => ({
    en: `${label.en}: ${leftOut?.en ?? ""}`.replace(/\.$/, ""),
    zh: `${label.zh}：${leftOut?.zh ?? ""}`.replace(/。$/, ""),
  }));
  if (!first) return { en: "the files have no column that could be one", zh: "文件中没有可作特征的列" };
  return {
    en: [first, ...others].map(({ en }) => en).join("; "),
    zh: [first, ...others].map(({ zh }) => zh).join("；"),
  };
}

async function userAt(database: Database, kept: string, row: number): Promise<string> {
  const [found] = await database.rows(`SELECT user_id FROM users WHERE ${kept} LIMIT 1 OFFSET ${row}`);
  return String(found?.[0]);
}
