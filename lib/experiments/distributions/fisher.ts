import { betaPower, incompleteBeta } from "./incomplete-beta.ts";
import { solveTail } from "./solve-tail.ts";

/** P(F > f) of the F distribution with d1 and d2 degrees of freedom, f ≥ 0: I_x(d2/2, d1/2), x = d2/(d2 + d1·f). */
export function fisherSurvival(f: number, d1: number, d2: number): number {
  if (f <= 0) return 1;
  return incompleteBeta(d2 / (d2 + d1 * f), d2 / 2, d1 / 2, (d1 * f) / (d2 + d1 * f));
}

/** The f with P(F ≤ f) = p, p in 0…1. */
export function fisherQuantile(p: number, d1: number, d2: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0 || p === 1) return p === 0 ? 0 : Number.POSITIVE_INFINITY;
  const density = (f: number) => betaPower(d2 / (d2 + d1 * f), d2 / 2, d1 / 2, (d1 * f) / (d2 + d1 * f)) / f;
  return solveTail((f) => fisherSurvival(f, d1, d2), density, 1 - p, 1);
}
