import { deviance, stirlingError } from "./stirling.ts";

/**
 * Regularised incomplete gamma functions, P(a, x) (lower) and Q(a, x) = 1 − P (upper), for a > 0 and x ≥ 0. The smaller one is
 * computed: the series DLMF 8.7.1 below a + 1, above it the continued fraction DLMF 8.9.2. Relative error about 1e-14 in small tails.
 */
export function incompleteGamma(a: number, x: number): { readonly lower: number; readonly upper: number } {
  if (Number.isNaN(a + x)) return { lower: Number.NaN, upper: Number.NaN };
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  if (x < a + 1) {
    const lower = series(a, x) * gammaPower(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = fraction(a, x) * gammaPower(a, x);
  return { lower: 1 - upper, upper };
}

/** x^a·e^−x/Γ(a): the gamma density times x. */
export function gammaPower(a: number, x: number): number {
  if (x <= 0) return 0;
  return Math.sqrt(a / (2 * Math.PI)) * Math.exp(-stirlingError(a) - a * deviance((x - a) / a, x / a));
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 1_000_000 && term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 1_000_000; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const step = d * c;
    value *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return value;
}
