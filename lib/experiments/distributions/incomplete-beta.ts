import { deviance, stirlingError } from "./stirling.ts";

const TINY = 1e-300;

/**
 * Regularised incomplete beta function I_x(a, b) = B(x; a, b)/B(a, b), for a, b > 0 and x in 0…1; `y` = 1 − x, given apart so that
 * neither end loses digits. The continued fraction DLMF 8.17.22 by Lentz' method, on the side of the mean where it converges:
 * O(√max(a, b)) steps. Relative error about 1e-13 in small tails, where a + b ≤ 1e7.
 */
export function incompleteBeta(x: number, a: number, b: number, y: number = 1 - x): number {
  if (Number.isNaN(x + a + b)) return Number.NaN;
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  if (x * (a + b + 2) > a + 1) return 1 - lowerTail(y, b, a, x);
  return lowerTail(x, a, b, y);
}

/** Its density's numerator over B(a, b), x^a·y^b/B(a, b) (Loader 2000): the beta density times x·y. */
export function betaPower(x: number, a: number, b: number, y: number = 1 - x): number {
  if (x <= 0 || y <= 0) return 0;
  const excess = b * x - a * y;
  const exponent = a * deviance(excess / a, x * (1 + b / a)) + b * deviance(-excess / b, y * (1 + a / b));
  const error = stirlingError(a + b) - stirlingError(a) - stirlingError(b);
  return Math.sqrt(((a / (a + b)) * b) / (2 * Math.PI)) * Math.exp(error - exponent);
}

function lowerTail(x: number, a: number, b: number, y: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 1_000_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return (betaPower(x, a, b, y) / a) * fraction;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
