import { studentSurvival } from "../distributions/student.ts";
import type { CompareOptions, Estimate } from "./statistic.ts";

/**
 * May it be worse by `margin` or more? One-sided at the level of one tail of the interval (alpha/2; alpha of a one-sided test), so
 * that it passes just where the interval's bad end stays within the margin. p = P(T ≥ (gain + margin)/SE); null where the method has
 * no standard error, then the interval alone decides. margin ≥ 0, absolute, in the metric's unit.
 */
export function testNonInferiority(
  { estimate, standardError, degreesOfFreedom, low, high }: Estimate,
  margin: number,
  { metric, alpha, alternative }: Pick<CompareOptions, "metric" | "alpha" | "alternative">,
): { readonly margin: number; readonly passed: boolean; readonly pValue: number | null } {
  const isUp = metric.direction === "up";
  const worst = isUp ? low : -high;
  if (standardError === null || degreesOfFreedom === null) return { margin, passed: worst > -margin, pValue: null };
  const gain = isUp ? estimate : -estimate;
  const pValue = studentSurvival((gain + margin) / standardError, degreesOfFreedom);
  return { margin, passed: pValue < (alternative === "two-sided" ? alpha / 2 : alpha), pValue };
}
