import { computed } from "../../core/outcome.ts";
import { permuteSums } from "../../kernels/resample.ts";
import { normalQuantile } from "../distributions/normal.ts";
import { errorOfSums, type ResampledArms, seedOf, withResampledArms } from "./resampled-arms.ts";
import { canResample, RESAMPLES } from "./sparse-arms.ts";
import type { CompareOptions, Statistic } from "./statistic.ts";

/**
 * Randomisation test of Welch's t (Janssen 1997, doi:10.1016/S0167-7152(97)00043-6; Chung & Romano 2013, doi:10.1214/13-AOS1090):
 * both arms' users are assigned anew, and each side's p = (1 + #{T* as far out})/(B + 1). Exact at any size and skew where the
 * treatment does nothing; right for large arms where it only leaves the mean alone. The interval holds every δ that is not rejected
 * once it is taken off the treated (an additive effect), found on the same assignments, so that it and p agree.
 */
export const permutationT: Statistic = {
  id: "permutation-t",
  label: { en: "Difference of means (randomisation test)", zh: "均值差（随机化检验）" },
  help: {
    en: "Assigns the users anew thousands of times: its errors are right however skewed the values and uneven the variants.",
    zh: "将用户重新随机分组数千次：无论取值多偏、两组多不均，误判率都正确。",
  },
  scale: "difference",
  appliesTo: canResample,
  compare: (control, treatment, options) =>
    withResampledArms(control, treatment, (arms) => {
      const { estimate, error } = arms;
      const chances = reassign(arms, options);
      const { alpha, alternative, metric } = options;
      const isTwoSided = alternative === "two-sided";
      const tail = isTwoSided ? alpha / 2 : alpha;
      const isOpen = (side: "up" | "down") => !isTwoSided && metric.direction === side;
      const none = chances(0);
      const oneSided = metric.direction === "up" ? none.above : none.below;
      return computed({
        ...{ estimate, standardError: null, degreesOfFreedom: null },
        low: isOpen("down")
          ? Number.NEGATIVE_INFINITY
          : lastRejected((effect) => chances(effect).above, tail, estimate, -error),
        high: isOpen("up")
          ? Number.POSITIVE_INFINITY
          : lastRejected((effect) => chances(effect).below, tail, estimate, error),
        pValue: isTwoSided ? Math.min(1, 2 * none.above, 2 * none.below) : oneSided,
      });
    }),
};

/** For rounding: the assignment itself is one of those drawn. */
const SAME = 1e-9;

/** Chances of a difference as high, and as low, as this one where the true effect is `effect`, by reassignment of all users less it. */
function reassign({ first, second, sign, estimate, error }: ResampledArms, { kernels, random }: CompareOptions) {
  const sums = permuteSums(kernels, [first, second], RESAMPLES, seedOf(random));
  const [n, m] = [first.n, second.n];
  const [total1, square1] = totalsOf(first.others);
  const [total2, square2] = totalsOf(second.others);
  return (effect: number): { readonly above: number; readonly below: number } => {
    // As it is of the first arm against the second, all of it lying in the first.
    const shift = sign * effect;
    const total = total1 + total2 - shift * n;
    const squares = square1 + square2 - 2 * shift * total1 + shift * shift * n;
    const t = (sign * (estimate - effect)) / error;
    let [above, below] = [1, 1];
    for (let at = 0; at < sums.length; at += 4) {
      const stayed = sums[at + 2] ?? 0;
      const sum = (sums[at] ?? 0) - shift * stayed;
      const square = (sums[at + 1] ?? 0) - 2 * shift * (sums[at + 3] ?? 0) + shift * shift * stayed;
      const own = errorOfSums(n, sum, square, m, total - sum, squares - square);
      const drawn = (sum / n - (total - sum) / m) / own;
      if (!(drawn < t - SAME)) above++;
      if (!(drawn > t + SAME)) below++;
    }
    const chances = { above: above / (RESAMPLES + 1), below: below / (RESAMPLES + 1) };
    return sign === 1 ? chances : { above: chances.below, below: chances.above };
  };
}

function totalsOf(values: Float64Array): readonly [sum: number, squares: number] {
  return [values.reduce((sum, value) => sum + value, 0), values.reduce((sum, value) => sum + value * value, 0)];
}

/**
 * The effect nearest to the estimate that is rejected, to a ten-thousandth of a step; infinite where none is. Steps away from the
 * estimate double until one is, then false position on normal scores, in which the chances are nearly straight.
 */
function lastRejected(chanceOf: (effect: number) => number, tail: number, estimate: number, step: number): number {
  const excess = (distance: number) => normalQuantile(chanceOf(estimate + distance * step)) - normalQuantile(tail);
  let [inside, outside] = [0, 2];
  let [above, below] = [-normalQuantile(tail), excess(2)];
  while (below > 0) {
    [inside, above] = [outside, below];
    outside *= 2;
    below = excess(outside);
    if (outside > 1e6) return step < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  while (outside - inside > 1e-4) {
    const width = outside - inside;
    const share = Math.min(0.9, Math.max(0.1, above / (above - below)));
    const middle = inside + share * width;
    const value = excess(middle);
    if (value > 0) [inside, above] = [middle, value];
    else [outside, below] = [middle, value];
  }
  return estimate + outside * step;
}
