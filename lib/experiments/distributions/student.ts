import { betaPower, incompleteBeta } from "./incomplete-beta.ts";
import { normalQuantile, normalSurvival } from "./normal.ts";
import { solveTail } from "./solve-tail.ts";

/** From here on the normal deviate of Hill is exact to the last digit, and the continued fraction is not. */
const MANY = 1e5;

/**
 * P(T > t) of Student's t with real df > 0 (Infinity: normal): for t ≥ 0 half of I_x(df/2, ½), x = df/(df + t²). Beyond 10⁵ the
 * normal deviate z = √y·(1 + (y + 3)/b), y = (df − ½)·ln(1 + t²/df), b = 48(df − ½)² (first term of Hill 1970, algorithm 395).
 * Small tails keep their relative precision, about 1e-12.
 */
export function studentSurvival(t: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return normalSurvival(t);
  if (!Number.isFinite(t)) return t > 0 ? 0 : t < 0 ? 1 : Number.NaN;
  const square = t * t;
  if (df > MANY) {
    const y = (df - 0.5) * Math.log1p(square / df);
    return normalSurvival(Math.sign(t) * Math.sqrt(y) * (1 + (y + 3) / (48 * (df - 0.5) ** 2)));
  }
  const half = incompleteBeta(df / (df + square), df / 2, 0.5, square / (df + square)) / 2;
  return t >= 0 ? half : 1 - half;
}

/** The t with P(T ≤ t) = p; ±Infinity at 0 and 1. Give a small upper tail as −studentQuantile(tail, df). */
export function studentQuantile(p: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return normalQuantile(p);
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0 || p === 1) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (p === 0.5) return 0;
  if (p > 0.5) return -studentQuantile(1 - p, df);
  const start = -normalQuantile(p);
  return -solveTail(
    (t) => studentSurvival(t, df),
    (t) => betaPower(df / (df + t * t), df / 2, 0.5, (t * t) / (df + t * t)) / t,
    p,
    start,
  );
}
