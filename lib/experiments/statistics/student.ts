import { studentEstimate } from "./estimate.ts";
import { type Moments, withMoments } from "./moments.ts";
import type { Statistic } from "./statistic.ts";

/** Student's t with one variance for both arms, s² = Σ(n_i − 1)s²_i / (n − 2): beside Welch's, which does not assume it. */
export const student: Statistic = {
  id: "student",
  label: { en: "Difference of means (Student)", zh: "均值差（Student）" },
  help: {
    en: "Assumes the same variance in both variants; for comparison with other tools.",
    zh: "假定两组方差相同；用于与其他工具对照。",
  },
  scale: "difference",
  appliesTo: ({ type }) => type === "mean",
  compare: (control, treatment, options) =>
    withMoments(control.statistics, treatment.statistics, (a, b) =>
      studentEstimate(b.mean - a.mean, Math.sqrt(pooledVariance(a, b) * (1 / a.n + 1 / b.n)), a.n + b.n - 2, options),
    ),
};

/** Variance within arms, divisor n − 2. */
export function pooledVariance(a: Moments, b: Moments): number {
  return ((a.n - 1) * a.variance + (b.n - 1) * b.variance) / (a.n + b.n - 2);
}
