/**
 * The q > 0 at which a monotone probability equals p: Newton on ln(probability) against ln(q), kept inside a bracket that bisection
 * closes where Newton leaves it. Power-law tails are straight lines there, exponential ones nearly so. Relative error about 1e-14.
 * probability: of q, monotone, 0…1; density: |its derivative|; p in 0…1 exclusive; start > 0.
 */
export function solveTail(
  probability: (q: number) => number,
  density: (q: number) => number,
  p: number,
  start: number,
): number {
  const increasing = probability(1e-300) < probability(1e300);
  let [low, high] = [Math.log(1e-300), Math.log(1e300)];
  let at = Math.log(start);
  for (let step = 0; step < 200; step++) {
    const q = Math.exp(at);
    const value = probability(q);
    const isBelow = increasing ? value < p : value > p;
    if (isBelow) low = at;
    else high = at;
    const slope = ((increasing ? 1 : -1) * density(q) * q) / value;
    const newton = at - Math.log(value / p) / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - at) <= 1e-15 * Math.max(1, Math.abs(at))) return Math.exp(next);
    at = next;
  }
  return Math.exp(at);
}
