import { dipQuantiles, dipSizes, dipTails } from "./dip-table.ts";

/**
 * Hartigan's dip: the largest distance between the empirical distribution function and the nearest one with a single peak
 * (Hartigan & Hartigan 1985, doi:10.1214/aos/1176346577). The peak's interval is narrowed, as in their algorithm AS 217, to where
 * the greatest convex minorant of the steps' lower ends and the least concave majorant of their upper ends lie furthest apart, until
 * what is left outside of it dips more. values: ascending, finite, any unit, n of them; ties count as they are. Range 1/(2n)…¼; n = 0
 * and values that are all alike give 1/(2n) and 0 for none. O(n) a step, a handful of steps.
 */
export function dipStatistic(values: ArrayLike<number>): number {
  const n = values.length;
  if (n === 0) return 0;
  let [low, high] = [0, n - 1];
  let dip = 1;
  while ((values[high] ?? 0) > (values[low] ?? 0)) {
    const minorant = hull(values, low, high, 1);
    const majorant = hull(values, low, high, -1);
    const { distance, left, right } = widest(values, minorant, majorant);
    if (distance < dip) break;
    dip = Math.max(dip, deviation(values, minorant, low, left, 1), deviation(values, majorant, right, high, -1));
    if (left === low && right === high) break;
    [low, high] = [left, right];
  }
  return dip / (2 * n);
}

/** Corners of the convex (turn 1) or concave (turn −1) hull of the points (x_i, i) from one index to another. */
function hull(x: ArrayLike<number>, from: number, to: number, turn: 1 | -1): number[] {
  const corners: number[] = [];
  const at = (i: number) => x[i] ?? 0;
  for (let i = from; i <= to; i++) {
    for (;;) {
      const b = corners.at(-1);
      const a = corners.at(-2);
      if (a === undefined || b === undefined) break;
      if (turn * ((at(b) - at(a)) * (i - b) - (b - a) * (at(i) - at(b))) > 0) break;
      corners.pop();
    }
    corners.push(i);
  }
  return corners;
}

/** Height of the line through two corners at a value between them. */
function heightAt(x: ArrayLike<number>, left: number, right: number, value: number): number {
  const [start = 0, end = 0] = [x[left], x[right]];
  return end > start ? left + ((right - left) * (value - start)) / (end - start) : right;
}

/** Where the majorant (through upper ends i + 1) is furthest above the minorant (through lower ends i), in counts. */
function widest(x: ArrayLike<number>, minorant: readonly number[], majorant: readonly number[]) {
  let best = { distance: 0, left: minorant[0] ?? 0, right: majorant.at(-1) ?? 0 };
  const consider = (distance: number, left: number, right: number) => {
    if (distance > best.distance) best = { distance, left, right };
  };
  let below = 0;
  for (const right of majorant) {
    while (below + 1 < minorant.length && (minorant[below + 1] ?? 0) <= right) below++;
    const left = minorant[below] ?? 0;
    const next = minorant[below + 1] ?? left;
    consider(right + 1 - (next > left ? heightAt(x, left, next, x[right] ?? 0) : left), left, right);
  }
  let above = 0;
  for (const left of minorant) {
    while (above + 1 < majorant.length && (majorant[above] ?? 0) < left) above++;
    const right = majorant[above] ?? 0;
    const before = majorant[above - 1] ?? right;
    consider((right > before ? heightAt(x, before, right, x[left] ?? 0) : right) + 1 - left, left, right);
  }
  return best;
}

/** How far the steps leave a hull between two of its corners, in counts; at least one, the height of a step. */
function deviation(x: ArrayLike<number>, corners: readonly number[], from: number, to: number, turn: 1 | -1): number {
  let most = 1;
  for (const [at, left] of corners.entries()) {
    const right = corners[at + 1];
    if (right === undefined || left < from || right > to || !((x[right] ?? 0) > (x[left] ?? 0))) continue;
    for (let i = left; i <= right; i++) most = Math.max(most, 1 + turn * (i - heightAt(x, left, right, x[i] ?? 0)));
  }
  return most;
}

/**
 * Chance that a uniform sample of n, the likeliest of those with one peak to dip, dips at least as much. Interpolated in √n·dip between the simulated
 * quantiles of dip-table.ts, and in log n between its sizes. 0.0005 stands for it and less, 1 for n < 4.
 */
export function dipPValue(statistic: number, n: number): number {
  const [smallest = 4] = dipSizes;
  if (n < smallest) return 1;
  const scaled = statistic * Math.sqrt(n);
  const last = dipSizes.length - 1;
  const upper = dipSizes.findIndex((size) => size >= n);
  const above = upper < 0 ? last : upper;
  const below = upper < 0 ? last : Math.max(0, (dipSizes[above] ?? 0) === n ? above : above - 1);
  const [a = 1, b = 1] = [dipSizes[below], dipSizes[above]];
  const weight = b > a ? (Math.log(n) - Math.log(a)) / (Math.log(b) - Math.log(a)) : 0;
  const quantiles = dipTails.map(
    (_, i) => (1 - weight) * (dipQuantiles[below]?.[i] ?? 0) + weight * (dipQuantiles[above]?.[i] ?? 0),
  );
  const at = quantiles.findIndex((quantile) => quantile >= scaled);
  if (at < 0) return dipTails.at(-1) ?? 0;
  if (at === 0) return 1;
  const [from = 0, to = 0] = [quantiles[at - 1], quantiles[at]];
  const [p = 1, q = 1] = [dipTails[at - 1], dipTails[at]];
  return to > from ? p + ((q - p) * (scaled - from)) / (to - from) : q;
}
