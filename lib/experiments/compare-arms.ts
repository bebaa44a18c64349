import type { Outcome } from "../core/outcome.ts";
import { createRandom } from "../core/random.ts";
import type { Kernels } from "../kernels/pool.ts";
import type { ArmSample } from "./arm-statistics.ts";
import type { ExperimentConfig, MetricConfig } from "./config-schema.ts";
import type { MethodResult } from "./report-schema.ts";
import type { LookPlan } from "./sequential/look-plan.ts";
import { statistics } from "./statistics/index.ts";
import type { CompareOptions, Estimate, Statistic } from "./statistics/statistic.ts";

/** What all comparisons of a report have in common. */
export interface CompareContext {
  readonly config: ExperimentConfig;
  readonly look: LookPlan | null;
  readonly kernels: Kernels;
}

/** What a method made of two arms. */
export interface Tried {
  readonly statistic: Statistic;
  readonly outcome: Outcome<Estimate>;
}

/** Every method that applies to a metric of two arms, in the registry's order. */
export function tryMethods(
  metric: MetricConfig,
  arm: string,
  [control, treatment]: readonly [ArmSample, ArmSample],
  context: CompareContext,
): Tried[] {
  const { config, kernels, look } = context;
  return statistics
    .filter(({ mode = config.mode }) => mode === config.mode)
    .filter((statistic) => statistic.appliesTo(metric, control, treatment))
    .map((statistic) => ({
      statistic,
      outcome: statistic.compare(
        control,
        treatment,
        optionsOf(metric, `${arm}/${statistic.id}`, config, kernels, look),
      ),
    }));
}

/** `purpose`: names the comparison's own stream of random numbers, so that no other one moves it. */
export function optionsOf(
  metric: MetricConfig,
  purpose: string,
  config: ExperimentConfig,
  kernels: Kernels,
  look: LookPlan | null = null,
): CompareOptions {
  const { alpha, alternative, tuning, seed } = config;
  return {
    metric,
    alpha,
    alternative,
    tuning,
    look,
    kernels,
    random: createRandom(seed).fork(`${metric.name}/${purpose}`),
  };
}

export function methodResult({ statistic: { id, label, scale }, outcome }: Tried): MethodResult {
  const none = { estimate: null, standardError: null, low: null, high: null, pValue: null };
  if (!outcome.ok) return { id, label, scale, ...none, reason: outcome.reason };
  const { estimate, standardError, low, high, pValue } = outcome.value;
  return {
    ...{ id, label, scale, estimate: finite(estimate), standardError: finite(standardError) },
    ...{ low: finite(low), high: finite(high), pValue: finite(pValue), reason: null },
  };
}

/** JSON has no infinity: an open end is null. */
export function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
