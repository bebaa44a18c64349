import { computed } from "../../core/outcome.ts";
import { bootstrapSums } from "../../kernels/resample.ts";
import { boundsOf, tailsOf } from "./estimate.ts";
import { errorOfSums, type ResampledArms, seedOf, withResampledArms } from "./resampled-arms.ts";
import { canResample, RESAMPLES } from "./sparse-arms.ts";
import type { CompareOptions, Statistic } from "./statistic.ts";

/**
 * Bootstrap-t (Efron & Tibshirani 1993, An Introduction to the Bootstrap, 12.5): each arm's users are drawn again with replacement,
 * T* = (d* − d)/SE*. Equal-tailed: d − t*₁₋ₐ·SE … d − t*ₐ·SE; p = 2·min over the sides of (1 + #{T* as far out as d/SE})/(B + 1), which
 * is below α just where 0 is outside. A resample that does not vary counts as far out on both sides.
 */
export const bootstrapT: Statistic = {
  id: "bootstrap-t",
  label: { en: "Difference of means (bootstrap-t)", zh: "均值差（bootstrap-t）" },
  help: {
    en: "For skewed means where some dozens of users in each variant have anything; follows the skew on each side.",
    zh: "适用于每组至少有几十名用户不为零的偏态均值；两侧分别反映偏态。",
  },
  scale: "difference",
  appliesTo: canResample,
  compare: (control, treatment, options) =>
    withResampledArms(control, treatment, (arms) => {
      const { estimate, error } = arms;
      const { ascending, undefinedCount } = studentised(arms, options);
      const chanceAbove = (score: number) => asFarOut(ascending.length - firstFrom(ascending, score), undefinedCount);
      const chanceBelow = (score: number) => asFarOut(firstAbove(ascending, score), undefinedCount);
      const t = estimate / error;
      const { alpha, alternative, metric } = options;
      const isTwoSided = alternative === "two-sided";
      const place = rankOf(isTwoSided ? alpha / 2 : alpha) - undefinedCount;
      const highest = place < 1 ? Number.POSITIVE_INFINITY : (ascending.at(-place) ?? Number.POSITIVE_INFINITY);
      const lowest = place < 1 ? Number.NEGATIVE_INFINITY : (ascending[place - 1] ?? Number.NEGATIVE_INFINITY);
      const isOpen = (side: "up" | "down") => !isTwoSided && metric.direction === side;
      const oneSided = metric.direction === "up" ? chanceAbove(t) : chanceBelow(t);
      return computed({
        ...{ estimate, standardError: null, degreesOfFreedom: null },
        low: isOpen("down") ? Number.NEGATIVE_INFINITY : estimate - highest * error,
        high: isOpen("up") ? Number.POSITIVE_INFINITY : estimate - lowest * error,
        pValue: isTwoSided ? Math.min(1, 2 * chanceAbove(t), 2 * chanceBelow(t)) : oneSided,
      });
    }),
};

/** The same by |T*|: d ± |t|*₁₋ₐ·SE (Hall 1988, doi:10.1214/aos/1176350933). Its tails are not equal where the skew is strong. */
export const bootstrapTSymmetric: Statistic = {
  id: "bootstrap-t-symmetric",
  label: { en: "Difference of means (bootstrap-t, symmetric)", zh: "均值差（bootstrap-t，对称）" },
  help: {
    en: "The same range on both sides: right in total, not in each tail.",
    zh: "两侧区间等宽：总错误率正确，但两侧不均。",
  },
  scale: "difference",
  appliesTo: canResample,
  compare: (control, treatment, options) =>
    withResampledArms(control, treatment, (arms) => {
      const { estimate, error } = arms;
      const { ascending, undefinedCount } = studentised(arms, options);
      const sizes = ascending.map(Math.abs).sort();
      const survival = (score: number) => {
        const beyond = asFarOut(sizes.length - firstFrom(sizes, Math.abs(score)), undefinedCount) / 2;
        return score >= 0 ? beyond : 1 - beyond;
      };
      const halfWidth = (tail: number) => {
        const place = rankOf(2 * tail) - undefinedCount;
        return error * (place < 1 ? Number.POSITIVE_INFINITY : (sizes.at(-place) ?? Number.POSITIVE_INFINITY));
      };
      return computed({
        ...{ estimate, standardError: null, degreesOfFreedom: null },
        ...boundsOf(halfWidth, estimate, options),
        pValue: tailsOf(survival, estimate / error, options),
      });
    }),
};

/** T* of all resamples that vary, ascending. */
function studentised({ first, second, sign, estimate }: ResampledArms, { kernels, random }: CompareOptions) {
  const [a, b] = [first, second].map((arm) => bootstrapSums(kernels, arm, RESAMPLES, seedOf(random)));
  const found: number[] = [];
  for (let at = 0; at < 2 * RESAMPLES; at += 2) {
    const [sum, squares, sum2, squares2] = [a?.[at] ?? 0, a?.[at + 1] ?? 0, b?.[at] ?? 0, b?.[at + 1] ?? 0];
    const error = errorOfSums(first.n, sum, squares, second.n, sum2, squares2);
    if (error > 0) found.push((sign * (sum / first.n - sum2 / second.n) - estimate) / error);
  }
  return { ascending: Float64Array.from(found).sort(), undefinedCount: RESAMPLES - found.length };
}

function asFarOut(count: number, undefinedCount: number): number {
  return Math.min(1, (1 + count + undefinedCount) / (RESAMPLES + 1));
}

/** How many resamples may be as far out at this level; the small addition is for products such as .025·5000. */
function rankOf(tail: number): number {
  return Math.floor(tail * (RESAMPLES + 1) + 1e-9);
}

/** Place of the first entry ≥ score. */
function firstFrom(ascending: Float64Array, score: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < score) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Place of the first entry > score. */
function firstAbove(ascending: Float64Array, score: number): number {
  let place = firstFrom(ascending, score);
  while (place < ascending.length && ascending[place] === score) place++;
  return place;
}
