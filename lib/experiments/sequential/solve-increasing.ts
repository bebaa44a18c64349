/**
 * Root of an increasing function between two points of unlike sign: false position, the end that stays weighed down by half
 * (Illinois), which is as sure as bisection and takes some ten steps.
 */
export function solveIncreasing(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [below, above] = [f(low), f(high)];
  for (let step = 0; step < 200 && high - low > 1e-12 * (1 + Math.abs(high)); step++) {
    const next = (low * above - high * below) / (above - below);
    const value = f(next);
    if (Math.abs(value) < 1e-13) return next;
    if (value < 0) {
      [low, below] = [next, value];
      above /= 2;
    } else {
      [high, above] = [next, value];
      below /= 2;
    }
  }
  return (low + high) / 2;
}
