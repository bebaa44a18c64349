import { inconclusive } from "../../core/outcome.ts";
import type { ArmValues } from "../arm-statistics.ts";
import { quantileOf } from "../quantile-of.ts";
import { studentEstimate } from "./estimate.ts";
import { reasons } from "./reasons.ts";
import type { Statistic } from "./statistic.ts";

/** Standard deviations of the rank at which the neighbourhood of a quantile is measured. */
const REACH = 1.959963984540054;

/**
 * Difference of quantiles (type 7). SE of each from order statistics (Woodruff 1952, doi:10.1080/01621459.1952.10483443):
 * (Q(q + zs) − Q(q − zs))/2z, s = √(q(1 − q)/n), z = 1.96 whatever alpha is: half the width of a range that the ranks' own error spans.
 * Normal. Inconclusive where so many users share a value that this is 0 in both arms.
 */
export const quantileDifference: Statistic = {
  id: "quantile-difference",
  label: { en: "Difference of quantiles (order statistics)", zh: "分位数差（次序统计量）" },
  help: {
    en: "Makes no assumption on the shape of the values; needs some dozens of users beyond the quantile.",
    zh: "不假定分布形状；分位点以外至少需要几十名用户。",
  },
  scale: "difference",
  appliesTo: ({ type }, control, treatment) =>
    type === "quantile" && control.values !== null && treatment.values !== null,
  compare(control, treatment, options) {
    const [a, b] = [control.values, treatment.values];
    const { quantile: q } = options.metric;
    if (a === null || b === null || q === undefined) return inconclusive(reasons.nobody);
    if (control.statistics.n === 0 || treatment.statistics.n === 0) return inconclusive(reasons.nobody);
    if (control.statistics.n < 2 || treatment.statistics.n < 2) return inconclusive(reasons.fewerThanTwo);
    const error = Math.hypot(quantileError(a, q), quantileError(b, q));
    if (error === 0) return inconclusive(reasons.tiedQuantile);
    return studentEstimate(quantileOf([b], q) - quantileOf([a], q), error, Number.POSITIVE_INFINITY, options);
  },
};

/** Standard error of an arm's quantile. */
export function quantileError(values: ArmValues, q: number): number {
  const n = values.counts.reduce((sum, count) => sum + count, 0);
  const reach = REACH * Math.sqrt((q * (1 - q)) / n);
  const at = (p: number) => quantileOf([values], Math.min(1, Math.max(0, p)));
  return (at(q + reach) - at(q - reach)) / (2 * REACH);
}
