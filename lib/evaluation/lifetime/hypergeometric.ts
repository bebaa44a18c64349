/** Terms of a series at most; enough up to z = .99 or so, past which its callers should know better. */
const mostTerms = 5_000;

/**
 * Gauss' hypergeometric function ₂F₁(a, b; c; z) for 0 ≤ z < 1 and c > 0, by its series, after Euler's transformation
 * (1 − z)^(c−a−b) ₂F₁(c − a, c − b; c; z) where that has the smaller parameters (Abramowitz & Stegun 15.3.3). Relative error
 * about 1e-13. NaN outside the range.
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  if (!(z >= 0 && z < 1 && c > 0)) return Number.NaN;
  if (Math.abs(c - a) + Math.abs(c - b) < Math.abs(a) + Math.abs(b))
    return (1 - z) ** (c - a - b) * series(c - a, c - b, c, z);
  return series(a, b, c, z);
}

function series(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < mostTerms; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
    if (Math.abs(term) <= 1e-16 * Math.abs(sum)) break;
  }
  return sum;
}

/** From here on the series takes hundreds of terms, and the integral fewer steps. */
const farFrom = 0.9;
const step = 1 / 16;

/**
 * ln ₂F₁(a, b; a + 1; z) for a, b > 0 and 0 ≤ z < 1, which is a·∫₀¹ u^(a−1)·(1 − zu)^(−b) du (Abramowitz & Stegun 15.3.1): by the
 * series, and near z = 1 by double-exponential quadrature (Takahasi & Mori 1974). Relative error about 1e-10.
 */
export function logHypergeometricNext(a: number, b: number, z: number): number {
  if (z < farFrom) return Math.log(hypergeometric(a, b, a + 1, z));
  let largest = Number.NEGATIVE_INFINITY;
  const logs: number[] = [];
  for (let k = -4 / step; k <= 4 / step; k++) {
    const t = k * step;
    const s = (Math.PI / 2) * Math.sinh(t);
    // u = 1/(1 + e^(−2s)); 1 − u keeps its digits beside it.
    const logU = -softplus(-2 * s);
    const away = Math.exp(-softplus(2 * s));
    const weight = Math.log(Math.PI * Math.cosh(t)) + logU - softplus(2 * s);
    const log = weight + (a - 1) * logU - b * Math.log(1 - z + z * away);
    logs.push(log);
    largest = Math.max(largest, log);
  }
  return Math.log(a * step * logs.reduce((sum, log) => sum + Math.exp(log - largest), 0)) + largest;
}

/** ln(1 + eˣ) */
function softplus(x: number): number {
  return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
}
