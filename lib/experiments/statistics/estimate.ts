import { computed, inconclusive, type Outcome } from "../../core/outcome.ts";
import { studentQuantile, studentSurvival } from "../distributions/student.ts";
import { reasons } from "./reasons.ts";
import type { CompareOptions, Estimate } from "./statistic.ts";

/** What the two tails of a comparison need. */
export type Tails = Pick<CompareOptions, "alpha" | "alternative" | "metric">;

/**
 * An estimate whose error is t-distributed: estimate ± t·SE with its p value; one-sided in the metric's good direction where that is
 * the alternative. degreesOfFreedom Infinity: normal. Inconclusive where the standard error is 0 or no number.
 * nullValue: what "no effect" is on this scale.
 */
export function studentEstimate(
  estimate: number,
  standardError: number,
  degreesOfFreedom: number,
  options: Tails,
  nullValue = 0,
): Outcome<Estimate> {
  if (Number.isNaN(standardError)) return inconclusive(reasons.unknownVariance);
  if (!(standardError > 0)) return inconclusive(reasons.constant);
  const t = (estimate - nullValue) / standardError;
  return computed({
    estimate,
    standardError,
    degreesOfFreedom,
    ...boundsOf((tail) => -studentQuantile(tail, degreesOfFreedom) * standardError, estimate, options),
    pValue: tailsOf((score) => studentSurvival(score, degreesOfFreedom), t, options),
  });
}

/** A symmetric interval, one-sided where that is asked. halfWidth: of the probability beyond it on one side. */
export function boundsOf(
  halfWidth: (tail: number) => number,
  estimate: number,
  { alpha, alternative, metric }: Tails,
): { readonly low: number; readonly high: number } {
  const half = halfWidth(alternative === "two-sided" ? alpha / 2 : alpha);
  const isOpen = (side: "up" | "down") => alternative === "better" && metric.direction === side;
  return {
    low: isOpen("down") ? Number.NEGATIVE_INFINITY : estimate - half,
    high: isOpen("up") ? Number.POSITIVE_INFINITY : estimate + half,
  };
}

/** The p value of a score whose distribution is symmetric around 0. */
export function tailsOf(survival: (score: number) => number, score: number, { alternative, metric }: Tails): number {
  if (alternative === "two-sided") return Math.min(1, 2 * survival(Math.abs(score)));
  return survival(metric.direction === "up" ? score : -score);
}
