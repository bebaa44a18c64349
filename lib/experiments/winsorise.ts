import type { ArmValues } from "./arm-statistics.ts";
import { quantileOf } from "./quantile-of.ts";

/** Where values are cut: the quantile of all arms' users together. One per arm would take part of the effect away. */
export function winsoriseAt(arms: readonly ArmValues[], quantile: number): number {
  return quantileOf(arms, quantile);
}

/** Values above the threshold are set to it. */
export function winsorise({ values, counts }: ArmValues, threshold: number): ArmValues {
  const kept = values.findIndex((value) => value > threshold);
  if (kept === -1) return { values, counts };
  const above = counts.subarray(kept).reduce((sum, count) => sum + count, 0);
  const isThere = kept > 0 && values[kept - 1] === threshold;
  const length = isThere ? kept : kept + 1;
  const cut = { values: values.slice(0, length), counts: counts.slice(0, length) };
  cut.values[length - 1] = threshold;
  cut.counts[length - 1] = above + (isThere ? (counts[kept - 1] ?? 0) : 0);
  return cut;
}
