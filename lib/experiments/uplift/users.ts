import { CladeError } from "../../core/errors.ts";
import type { ExperimentConfig, MetricConfig } from "../config-schema.ts";
import type { MoneyConfig } from "../money.ts";
import type { Feature } from "./features.ts";
import type { Worth } from "./policy-value.ts";

/** Users of two arms, one by one: what they were, whether they were treated and what came of it. */
export interface TestUsers {
  /** As the file writes them; the row's number where it has no users. */
  readonly ids: readonly string[];
  readonly arm: string;
  readonly treated: Uint8Array;
  /** By metric that was asked for. */
  readonly outcomes: ReadonlyMap<string, Float64Array>;
  /** Columns asked for, by name. */
  readonly features: ReadonlyMap<string, Feature>;
  /** Columns of segments, by name. */
  readonly segmentations: ReadonlyMap<string, Levels>;
  /** Place of the config's segment, −1 in none. */
  readonly segment: Int32Array;
  /** Of both arms before a sample was taken. */
  readonly all: number;
}

/** Words as codes. */
export interface Levels {
  /** Place among the levels, −1 where there is none. */
  readonly codes: Int32Array;
  /** By name. */
  readonly levels: readonly string[];
}

export function codeLevels(cells: readonly (string | null)[]): Levels {
  const levels = [...new Set(cells)].filter((cell) => cell !== null && cell !== "").sort() as string[];
  const places = new Map<string | null, number>(levels.map((level, at) => [level, at]));
  return { codes: Int32Array.from(cells, (cell) => places.get(cell) ?? -1), levels };
}

/** Fewer users of an arm say nothing of whom to treat. */
export const fewestUsers = 200;

/** What a metric's outcome is worth: margin in the money metric's currency, else the outcome itself. */
export function worthOf(
  metric: Pick<MetricConfig, "name" | "direction">,
  { money }: { readonly money?: MoneyConfig | undefined },
): Worth & { readonly currency: string | null } {
  const sign = metric.direction === "down" ? -1 : 1;
  if (money?.metric !== metric.name) return { benefit: sign, cost: 0, currency: null };
  return { benefit: money.grossMargin * (1 - money.returns), cost: money.costPerUser, currency: money.currency };
}

/** Columns that are read as features, each once. */
export function featureColumns({ uplift, targeting }: Pick<ExperimentConfig, "uplift" | "targeting">): string[] {
  return [...new Set([...(uplift?.features ?? []), ...(targeting?.segmentations ?? [])])];
}

/**
 * Whom to treat is learnt from what was known before: a column that the treatment may have moved would tell the answer.
 * outcomes: columns of after assignment, and the variant's.
 * @throws BAD_CONFIG where a feature or a segmentation is one of them
 */
export function refuseOutcomes(
  { uplift, targeting }: Pick<ExperimentConfig, "uplift" | "targeting">,
  outcomes: readonly (string | undefined)[],
): void {
  const asked = [
    ["uplift.features", uplift?.features ?? []],
    ["targeting.segmentations", targeting?.segmentations ?? []],
  ] as const;
  for (const [path, columns] of asked) {
    const column = columns.find((name) => outcomes.includes(name));
    if (column === undefined) continue;
    const problem = {
      en: `“${column}” is a result of the test or its variant, not something known before it`,
      zh: `“${column}”是实验结果或分组本身，不是实验前已知的信息`,
    };
    throw new CladeError("BAD_CONFIG", { path, problem });
  }
}
