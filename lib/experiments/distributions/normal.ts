import { incompleteGamma } from "./incomplete-gamma.ts";
import { solveTail } from "./solve-tail.ts";

/** φ(z), density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** 1 − Φ(z) = Q(½, z²/2)/2 for z ≥ 0, with full relative precision down to 1e-308. */
export function normalSurvival(z: number): number {
  const { lower, upper } = incompleteGamma(0.5, (z * z) / 2);
  return z >= 0 ? upper / 2 : 0.5 + lower / 2;
}

/** Φ(z). */
export function normalCdf(z: number): number {
  return normalSurvival(-z);
}

/** Φ⁻¹(p); ±Infinity at 0 and 1, NaN outside. Give a small upper tail as −normalQuantile(tail): 1 − p has no digits left for it. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0 || p === 1) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (p === 0.5) return 0;
  if (p > 0.5) return -normalQuantile(1 - p);
  return -solveTail(normalSurvival, normalDensity, p, Math.sqrt(-2 * Math.log(p)));
}
