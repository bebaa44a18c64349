import type { Outcome } from "../core/outcome.ts";
import type { ArmSample } from "./arm-statistics.ts";
import { bayesianEffect } from "./bayes/bayesian-effect.ts";
import { type CompareContext, finite, methodResult, type Tried, tryMethods } from "./compare-arms.ts";
import type { MetricConfig } from "./config-schema.ts";
import { describeArm } from "./metric-arms.ts";
import type { ReducedMetric } from "./reduced.ts";
import type { Comparison, MetricReport } from "./report-schema.ts";
import { leadingLift, leadingStatistic } from "./statistics/leading-statistic.ts";
import { testNonInferiority } from "./statistics/non-inferiority.ts";
import { errorOf, smallestAtLook, smallestEffect } from "./statistics/smallest-effect.ts";
import type { Estimate, Statistic } from "./statistics/statistic.ts";

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
  context: CompareContext,
): UnjudgedMetric {
  const { config } = context;
  const [control, ...treatments] = samples;
  const { name, type, role, direction } = metric;
  return {
    ...{ metric, name, type, role, direction },
    unit: config.money?.metric === name ? config.money.currency : null,
    arms: samples.map((sample, at) => describeArm(metric, arms[at] ?? "", sample, config.alpha)),
    comparisons: control
      ? treatments.map((treatment, at) => compare(metric, arms[at + 1] ?? "", [control, treatment], context))
      : [],
  };
}

function compare(
  metric: MetricConfig,
  arm: string,
  pair: readonly [ArmSample, ArmSample],
  context: CompareContext,
): UnjudgedComparison {
  const { config } = context;
  const tried = tryMethods(metric, arm, pair, context);
  const lead = leadingStatistic(metric, ...pair, config.mode);
  const outcome = lead.ok ? outcomeOf(lead.value, tried) : lead;
  const found = outcome.ok ? outcome.value : null;
  const lift = leadingLift(metric, ...pair, config.mode);
  const relative = lift && outcomeOf(lift, tried);
  const bayes = bayesianEffect(metric, ...pair, outcome, relative, config.alpha);
  const error = found && errorOf(found, metric, ...pair);
  const chances = bayes.ok ? bayes.value : null;
  return {
    ...{ arm, method: lead.ok ? lead.value.id : "none" },
    ...numbersOf(found),
    relative: liftOf(relative?.ok ? relative.value : null),
    bayes: {
      ...{ chanceToWin: finite(chances?.chanceToWin ?? null), expectedLoss: finite(chances?.expectedLoss ?? null) },
      ...{ low: finite(chances?.low ?? null), high: finite(chances?.high ?? null) },
    },
    smallestEffect: error === null ? null : smallestOf(found, error, config),
    nonInferiority:
      found === null || metric.margin === undefined
        ? null
        : testNonInferiority(found, metric.margin, { metric, ...config }),
    reason: outcome.ok ? null : outcome.reason,
    methods: tried.map(methodResult),
  };
}

function smallestOf(found: Estimate | null, error: number, config: CompareContext["config"]): number | null {
  if (found === null) return null;
  return finite(config.mode === "fixed" ? smallestEffect(error, config) : smallestAtLook(found, error));
}

function numbersOf(found: Estimate | null) {
  return {
    ...{ difference: finite(found?.estimate ?? null), low: finite(found?.low ?? null) },
    ...{ high: finite(found?.high ?? null), pValue: finite(found?.pValue ?? null) },
  };
}

function liftOf(found: Estimate | null): Comparison["relative"] {
  const { difference, low, high } = numbersOf(found);
  return { lift: difference, low, high };
}

/** Of a method that leads: it is among those that apply. */
function outcomeOf({ id }: Statistic, tried: readonly Tried[]): Outcome<Estimate> {
  const outcome = tried.find(({ statistic }) => statistic.id === id)?.outcome;
  if (!outcome) throw new Error(`${id} leads and does not apply`);
  return outcome;
}
