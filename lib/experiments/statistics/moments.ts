import { computed, inconclusive, type Outcome } from "../../core/outcome.ts";
import { type ArmStatistics, covarianceOf, meanOf, type Variable } from "../arm-statistics.ts";
import { reasons } from "./reasons.ts";

/** What an arm's mean, or its ratio of two means, is like: all that means, ratios and their adjustment need. */
export interface Moments {
  readonly n: number;
  /** Mean a user, or ratio of means. */
  readonly mean: number;
  /** Of one user; divided by n it is that of `mean`. */
  readonly variance: number;
  readonly covariate: {
    readonly mean: number;
    readonly variance: number;
    /** With what `variance` is the variance of. */
    readonly covariance: number;
  } | null;
}

/**
 * Moments of a mean, or of a ratio R = ȳ/d̄ by the delta method: that of the mean of z = (y − R·d)/d̄, whose variance is
 * (s²_y − 2R·s_yd + R²·s²_d)/d̄² (Deng, Knoblich & Lu 2018, doi:10.1145/3219819.3219919). The user is the unit of analysis.
 * Variances have divisor n − 1. Inconclusive with fewer than two users, unknown squares, or a denominator of 0.
 */
export function momentsOf(arm: ArmStatistics): Outcome<Moments> {
  if (arm.n === 0) return inconclusive(reasons.nobody);
  if (arm.n < 2) return inconclusive(reasons.fewerThanTwo);
  const isRatio = arm.variables.includes("denominator");
  const denominator = isRatio ? meanOf(arm, "denominator") : 1;
  if (denominator === 0) return inconclusive(reasons.noDenominator);
  const mean = meanOf(arm) / denominator;
  const withLinear = (other: Variable) =>
    (covarianceOf(arm, "value", other) - (isRatio ? mean * covarianceOf(arm, "denominator", other) : 0)) / denominator;
  const variance = (withLinear("value") - (isRatio ? mean * withLinear("denominator") : 0)) / denominator;
  if (Number.isNaN(variance)) return inconclusive(reasons.unknownVariance);
  return computed({
    n: arm.n,
    mean,
    variance: Math.max(0, variance),
    covariate: arm.variables.includes("covariate")
      ? {
          mean: meanOf(arm, "covariate"),
          variance: covarianceOf(arm, "covariate"),
          covariance: withLinear("covariate"),
        }
      : null,
  });
}

/** Both arms' moments go on, or the first reason why not. */
export function withMoments<T>(
  control: ArmStatistics,
  treatment: ArmStatistics,
  use: (control: Moments, treatment: Moments) => Outcome<T>,
): Outcome<T> {
  const a = momentsOf(control);
  if (!a.ok) return a;
  const b = momentsOf(treatment);
  return b.ok ? use(a.value, b.value) : b;
}

/**
 * Welch–Satterthwaite degrees of freedom, (v_a + v_b)² / (v_a²/(n_a − 1) + v_b²/(n_b − 1)), v the variances of the two means.
 */
export function welchDegrees(a: Moments, b: Moments): number {
  const [va, vb] = [a.variance / a.n, b.variance / b.n];
  return (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
}

/** Standard error of the difference of two independent means. */
export function differenceError(a: Moments, b: Moments): number {
  return Math.sqrt(a.variance / a.n + b.variance / b.n);
}
