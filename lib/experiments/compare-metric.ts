import type { ArmSample } from "./arm-statistics.ts";
import { finite, methodResult, type Tried, tryMethods } from "./compare-arms.ts";
import type { ExperimentConfig, MetricConfig } from "./config-schema.ts";
import { describeArm } from "./metric-arms.ts";
import type { ReducedMetric } from "./reduced.ts";
import type { Comparison, MetricReport } from "./report-schema.ts";

/** A metric's arms and comparisons; what looks at all comparisons together (corrections, verdicts, sentences) comes after. */
export type UnjudgedComparison = Omit<Comparison, "pValueCorrected" | "verdict" | "sentence">;
export type UnjudgedMetric = Omit<MetricReport, "comparisons"> & {
  readonly metric: MetricConfig;
  readonly comparisons: readonly UnjudgedComparison[];
};

/** Compares every arm of a metric with the first, the control. */
export function compareMetric(
  { metric, samples }: ReducedMetric,
  arms: readonly string[],
  config: ExperimentConfig,
): UnjudgedMetric {
  const [control, ...treatments] = samples;
  const { name, type, role, direction } = metric;
  return {
    ...{ metric, name, type, role, direction },
    unit: config.money?.metric === name ? config.money.currency : null,
    arms: samples.map((sample, at) => describeArm(metric, arms[at] ?? "", sample, config.alpha)),
    comparisons: control
      ? treatments.map((treatment, at) => compare(metric, arms[at + 1] ?? "", [control, treatment], config))
      : [],
  };
}

function compare(
  metric: MetricConfig,
  arm: string,
  pair: readonly [ArmSample, ArmSample],
  config: ExperimentConfig,
): UnjudgedComparison {
  const tried = tryMethods(metric, arm, pair, config);
  const lead = leadOf(tried, leadingDifference);
  const lift = leadOf(tried, leadingRelative);
  const found = lead?.outcome.ok ? lead.outcome.value : null;
  const relative = lift?.outcome.ok ? lift.outcome.value : null;
  return {
    ...{ arm, method: lead?.statistic.id ?? "none" },
    difference: finite(found?.estimate ?? null),
    low: finite(found?.low ?? null),
    high: finite(found?.high ?? null),
    pValue: finite(found?.pValue ?? null),
    relative: {
      lift: finite(relative?.estimate ?? null),
      low: finite(relative?.low ?? null),
      high: finite(relative?.high ?? null),
    },
    bayes: { chanceToWin: null, expectedLoss: null, low: null, high: null },
    smallestEffect: null,
    nonInferiority: null,
    reason: lead && !lead.outcome.ok ? lead.outcome.reason : null,
    methods: tried.map(methodResult),
  };
}

const leadingDifference = ["quantile-difference", "ratio-delta", "cuped", "two-proportions", "welch"];
const leadingRelative = ["cuped-relative", "relative-delta"];

/** The method that leads, of those that apply. */
function leadOf(tried: readonly Tried[], order: readonly string[]): Tried | undefined {
  return order.flatMap((id) => tried.filter(({ statistic }) => statistic.id === id))[0];
}
