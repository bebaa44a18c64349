import { betaPower, incompleteBeta } from "./incomplete-beta.ts";
import { solveTail } from "./solve-tail.ts";

/** Density of the beta distribution at x in 0…1 exclusive. */
export function betaDensity(x: number, a: number, b: number): number {
  return x <= 0 || x >= 1 ? 0 : betaPower(x, a, b) / (x * (1 - x));
}

/** P(X ≤ x). */
export function betaCdf(x: number, a: number, b: number): number {
  return incompleteBeta(x, a, b);
}

/** P(X > x), its small values precise. */
export function betaSurvival(x: number, a: number, b: number): number {
  return incompleteBeta(1 - x, b, a, x);
}

/** The x with P(X ≤ x) = p, p in 0…1. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0 || p === 1) return p;
  const mean = a / (a + b);
  if (p > betaCdf(mean, a, b)) {
    // Above the mean its complement is the small one: x = 1 − q of the mirrored distribution.
    return 1 - lowerQuantile(1 - p, b, a);
  }
  return lowerQuantile(p, a, b);
}

function lowerQuantile(p: number, a: number, b: number): number {
  return solveTail(
    (x) => betaCdf(x, a, b),
    (x) => betaDensity(x, a, b),
    p,
    a / (a + b),
  );
}
