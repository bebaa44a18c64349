import type { Comparison, ComparisonVerdict } from "./report-schema.ts";

export type ComparisonNumbers = Pick<Comparison, "difference" | "low" | "high" | "pValue" | "pValueCorrected">;

/** An interval whose null bounds are open: JSON knows no infinity. */
export function boundsOf({ low, high }: Pick<Comparison, "low" | "high">): {
  readonly low: number;
  readonly high: number;
} {
  return { low: low ?? Number.NEGATIVE_INFINITY, high: high ?? Number.POSITIVE_INFINITY };
}

/** Is no difference (0) outside of the interval? */
export function excludesZero(bounds: Pick<Comparison, "low" | "high">): boolean {
  const { low, high } = boundsOf(bounds);
  return low > 0 || high < 0;
}

/**
 * What may be said of an arm beside the control. Better or worse needs both a (corrected) p value below alpha and an interval
 * without 0, so that verdict, number and picture never contradict one another where test and interval are not quite dual.
 * direction: which way is good.
 */
export function judgeComparison(
  numbers: ComparisonNumbers,
  direction: "up" | "down",
  alpha: number,
): ComparisonVerdict {
  const { difference, pValue, pValueCorrected } = numbers;
  if (difference === null || pValue === null) return "inconclusive";
  if (!((pValueCorrected ?? pValue) < alpha && excludesZero(numbers))) return "unclear";
  return difference > 0 === (direction === "up") ? "better" : "worse";
}
