/**
 * Error of Stirling's formula, δ(x) = ln Γ(x + 1) − (x + ½)·ln x + x − ½·ln 2π, for x > 0 (else NaN): the series 1/12x − 1/360x³ + … from 15 on,
 * below that δ(x) = δ(x + 1) + (x + ½)·ln(1 + 1/x) − 1. Absolute error under 1e-14. Densities of gamma and beta are put together
 * from δ and `deviance`, because differences of ln Γ lose as many digits as their arguments have (Loader 2000).
 */
export function stirlingError(x: number): number {
  if (!(x > 0)) return Number.NaN;
  if (x < 15) return stirlingError(x + 1) + (x + 0.5) * Math.log1p(1 / x) - 1;
  const square = 1 / (x * x);
  return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - (square * 5) / 5940)))) / x;
}

/**
 * u − ln(ratio), u = ratio − 1, for ratio > 0, both given so that neither loses digits: without cancellation near 0: there v·(u − 2v²·(1/3 + v²/5 + v⁴/7 + …)), v = u/(2 + u)
 * (Loader 2000, "Fast and accurate computation of binomial probabilities"). ≥ 0.
 */
export function deviance(u: number, ratio: number): number {
  if (Math.abs(u) > 0.2) return u - Math.log(ratio);
  const v = u / (2 + u);
  const square = v * v;
  let power = 1;
  let series = 0;
  for (let odd = 3; odd < 41 && power > 1e-18; odd += 2, power *= square) series += power / odd;
  return v * (u - 2 * square * series);
}
