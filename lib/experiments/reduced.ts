import type { ArmSample } from "./arm-statistics.ts";
import type { CheckDay, CheckLooks } from "./checks/check.ts";
import type { ExperimentConfig, MetricConfig } from "./config-schema.ts";
import type { ExperimentReport, LeftOut } from "./report-schema.ts";

/** An experiment's rows, orders or sums, reduced to what formulas see. Lists by arm are in the order of `arms`. */
export interface ReducedExperiment {
  /** Complete: nothing in it is left to be found out. */
  readonly config: ExperimentConfig;
  /** The control first, then by name. */
  readonly arms: readonly string[];
  readonly users: readonly number[];
  readonly rows: { readonly in: number; readonly used: number; readonly leftOut: readonly LeftOut[] };
  /** Set aside; null where rows are not told apart by user. */
  readonly usersInSeveralArms: number | null;
  /** Users assigned by arm, where that is known beside the results. */
  readonly assigned: readonly number[] | null;
  readonly looks: CheckLooks | null;
  readonly metrics: readonly ReducedMetric[];
  /** Users by arm of each stratum of the samples, in the strata's order. */
  readonly segments: readonly { readonly segment: string; readonly n: readonly number[] }[];
  /** Of assignment and results; null where there are no dates. */
  readonly period: ExperimentReport["period"];
  /** By the day on which users came in, with the first primary metric's statistics; in the order of time. */
  readonly days: readonly CheckDay[];
  /** What was decided while reading, in words: empty cells counted as 0, rows that were added up. */
  readonly notes: ExperimentReport["notes"];
}

export interface ReducedMetric {
  readonly metric: MetricConfig;
  readonly samples: readonly ArmSample[];
  /** Users of each arm without a value; they count as 0, of a quantile not at all. */
  readonly missing: readonly number[];
}

/** The metric that is followed by day and that decides: the first primary one, else the first. */
export function leadingMetric(metrics: readonly MetricConfig[]): MetricConfig | undefined {
  return metrics.find(({ role }) => role === "primary") ?? metrics[0];
}
