import { CladeError } from "../core/errors.ts";
import { sqlName, sqlText } from "../platform/duckdb.ts";
import type { SegmentsSummary } from "../segments/schema.ts";
import { artefactOf, membersFile, type RunKeys, readJson } from "../segments/stored-members.ts";
import type { ExperimentConfig } from "./config-schema.ts";
import { leadingMetric } from "./reduced.ts";
import { isShopColumn, shopColumns } from "./shop-metrics-schema.ts";
import { type KnownFeature, knownColumn } from "./stored-known-features.ts";

const { boughtBefore, ordersBefore, revenueBefore } = shopColumns;
const always = ["segment", boughtBefore, ordersBefore, revenueBefore];

/** As many as a config's list of features holds. */
const mostFeatures = 50;

/** What is learnt of a design that asks for it: from all that its people's run knows of them, about money where it is reckoned. */
export function learnFrom(
  { metrics, money }: Pick<ExperimentConfig, "metrics" | "money">,
  run: RunKeys | null,
): NonNullable<ExperimentConfig["uplift"]> {
  const metric = money?.metric ?? leadingMetric(metrics)?.name ?? "";
  const own = featuresOf(run).filter(({ coverage, id }) => coverage > 0 && !isShopColumn(id));
  // What the segments were made of comes first, should there be too many.
  const ids = own.toSorted((a, b) => Number(b.inMatrix) - Number(a.inMatrix)).map(({ id }) => id);
  return { metric, features: [...always, ...ids.slice(0, mostFeatures - always.length)] };
}

/** Features of the people's run that a config asks for. @throws UNKNOWN_COLUMN where it asks for what nobody knows */
export function knownOf({ uplift, targeting }: ExperimentConfig, run: RunKeys | null): KnownFeature[] {
  const features = featuresOf(run);
  const names = [...new Set([...(uplift?.features ?? []), ...(targeting?.segmentations ?? [])])];
  return names.flatMap((name) => {
    if (isShopColumn(name)) return [];
    const found = features.find(({ id }) => id === name);
    if (found) return { id: found.id, label: found.label };
    const columns = [...always, ...features.map(({ id }) => id)].join(", ");
    throw new CladeError("UNKNOWN_COLUMN", { file: "orders", column: name, columns });
  });
}

/** `people` (user_id, …) with what their run knows of them beside it. */
export async function withKnown(people: string, known: readonly KnownFeature[], run: RunKeys | null): Promise<string> {
  if (known.length === 0 || run === null) return people;
  const own = known.map(({ id }) => `m.${sqlName(id)}::DOUBLE AS ${knownColumn(id)}`);
  return `SELECT p.*, ${own.join(", ")} FROM (${people}) p
    LEFT JOIN read_parquet(${sqlText(await membersFile(run))}) m ON m.user_id = p.user_id`;
}

function featuresOf(run: RunKeys | null): SegmentsSummary["features"] {
  return run === null ? [] : readJson<SegmentsSummary>(artefactOf(run, "segments"), "segments.json").features;
}
