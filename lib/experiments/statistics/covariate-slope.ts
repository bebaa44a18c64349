import type { Moments } from "./moments.ts";

/** Slope of y on x within arms, Σ(n_i − 1)·s_yx / Σ(n_i − 1)·s²_x (analysis of covariance); null where x does not vary. */
export function thetaWithin(a: Moments, b: Moments): number | null {
  return slopeOf(a, b, 0);
}

/** Slope of y on x over both arms together, which also sees the difference between them. */
export function thetaJoint(a: Moments, b: Moments): number | null {
  return slopeOf(a, b, (a.n * b.n) / (a.n + b.n));
}

/** between: weight of the arms' differences of means in both sums. */
function slopeOf(a: Moments, b: Moments, between: number): number | null {
  if (a.covariate === null || b.covariate === null) return null;
  const [dy, dx] = [b.mean - a.mean, b.covariate.mean - a.covariate.mean];
  const products = (a.n - 1) * a.covariate.covariance + (b.n - 1) * b.covariate.covariance + between * dy * dx;
  const squares = (a.n - 1) * a.covariate.variance + (b.n - 1) * b.covariate.variance + between * dx * dx;
  return squares > 0 ? products / squares : null;
}

/** Moments of y − θ·x. */
export function adjustedMoments(moments: Moments, theta: number): Moments {
  const { covariate } = moments;
  if (covariate === null) return moments;
  return {
    n: moments.n,
    mean: moments.mean - theta * covariate.mean,
    variance: Math.max(0, moments.variance - 2 * theta * covariate.covariance + theta ** 2 * covariate.variance),
    covariate: null,
  };
}
