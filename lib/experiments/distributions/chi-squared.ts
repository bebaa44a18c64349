import { gammaPower, incompleteGamma } from "./incomplete-gamma.ts";
import { solveTail } from "./solve-tail.ts";

/** P(X > x) of the χ² distribution with df > 0 degrees of freedom: Q(df/2, x/2). */
export function chiSquaredSurvival(x: number, df: number): number {
  return incompleteGamma(df / 2, x / 2).upper;
}

/** The x with P(X ≤ x) = p, p in 0…1. */
export function chiSquaredQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0 || p === 1) return p === 0 ? 0 : Number.POSITIVE_INFINITY;
  const density = (x: number) => gammaPower(df / 2, x / 2) / x;
  if (p > 0.5) return solveTail((x) => chiSquaredSurvival(x, df), density, 1 - p, df);
  return solveTail((x) => incompleteGamma(df / 2, x / 2).lower, density, p, df);
}
