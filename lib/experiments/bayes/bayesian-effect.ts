import { computed, inconclusive, type Outcome } from "../../core/outcome.ts";
import { type ArmSample, meanOf } from "../arm-statistics.ts";
import type { MetricConfig } from "../config-schema.ts";
import { reasons } from "../statistics/reasons.ts";
import type { Estimate } from "../statistics/statistic.ts";
import { isShare, shareOf } from "../statistics/two-by-two.ts";
import { betaBinomialPosterior, UNIFORM } from "./beta-binomial.ts";
import { normalPosterior } from "./normal-posterior.ts";
import type { Posterior } from "./posterior.ts";

/** A comparison as chances: in the metric's unit and its good direction. */
export interface BayesianEffect {
  readonly chanceToWin: number;
  /** What is lost a user in the mean by choosing the treatment, where it is worse. */
  readonly expectedLoss: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Chance to win, expected loss and credible interval of a difference. A share without a prior of its own: beta-binomial, both shares
 * uniform before the data. A stated prior of the relative lift: normal, times the control's mean. Everything else: normal around the
 * leading estimate, the prior flat. Inconclusive where the leading method has no standard error.
 * lift: the leading relative estimate, where a prior is stated.
 */
export function bayesianEffect(
  metric: MetricConfig,
  control: ArmSample,
  treatment: ArmSample,
  difference: Outcome<Estimate>,
  lift: Outcome<Estimate> | null,
  alpha: number,
): Outcome<BayesianEffect> {
  const [c, t] = [control.statistics, treatment.statistics];
  if (metric.prior !== undefined) {
    if (!difference.ok) return difference;
    if (lift === null) return inconclusive(reasons.controlNotPositive);
    if (!lift.ok) return lift;
    const { estimate, standardError } = lift.value;
    if (standardError === null) return inconclusive(reasons.constant);
    const level = meanOf(c) / (metric.type === "ratio" ? meanOf(c, "denominator") : 1);
    return computed(towards(metric, normalPosterior(estimate, standardError, metric.prior, alpha), level));
  }
  if (metric.type === "proportion" && !c.variables.includes("covariate")) {
    if (c.n === 0 || t.n === 0) return inconclusive(reasons.nobody);
    const [before, after] = [shareOf(c), shareOf(t)];
    if (!isShare(before) || !isShare(after)) return inconclusive(reasons.notAShare);
    return computed(towards(metric, betaBinomialPosterior(before, after, UNIFORM, alpha), 1));
  }
  if (!difference.ok) return difference;
  const { estimate, standardError } = difference.value;
  if (standardError === null) return inconclusive(reasons.constant);
  return computed(towards(metric, normalPosterior(estimate, standardError, null, alpha), 1));
}

function towards({ direction }: MetricConfig, posterior: Posterior, unit: number): BayesianEffect {
  const isUp = direction === "up";
  return {
    chanceToWin: isUp ? posterior.chanceAbove : 1 - posterior.chanceAbove,
    expectedLoss: unit * (isUp ? posterior.lossOfTreatment : posterior.lossOfControl),
    low: unit * posterior.low,
    high: unit * posterior.high,
  };
}
