import type { Random } from "../core/random.ts";
import { blocksOf, type Centred } from "./columns.ts";
import { packPanels } from "./panels.ts";
import type { Kernels } from "./pool.ts";

/**
 * k-means++ (Arthur & Vassilvitskii 2007), greedy: each next centre is the best of 2 + ⌊ln k⌋ rows drawn with
 * probability ∝ squared distance to the nearest centre so far. O(n·d·k) time with a factor of at most one panel of
 * eight, 9 floats a row of memory. Fewer distinct rows than k give repeated centres.
 * @returns k × d centres, rows of `x`.
 */
export function seedCentres(kernels: Kernels, x: Centred, k: number, random: Random): Float32Array {
  const { n, d } = x;
  const mark = kernels.mark();
  const { rows, count } = blocksOf(n);
  const panel = { values: kernels.float32(8 * d), norms: kernels.float32(8) };
  const closest = kernels.float32(n).fill(Number.POSITIVE_INFINITY);
  const reach = kernels.float32(n * 8);
  const potential = kernels.float64(count * 8);
  const chosen: number[] = [];
  let weights = new Float64Array(count);

  const take = (drawn: readonly number[]): void => {
    const rowsOfDrawn = new Float32Array(drawn.length * d);
    for (const [i, row] of drawn.entries()) rowsOfDrawn.set(x.data.subarray(row * d, (row + 1) * d), i * d);
    packPanels(panel, rowsOfDrawn, drawn.length, d);
    kernels.run(
      "candidates",
      count,
      [
        x.data.byteOffset,
        n,
        d,
        rows,
        panel.values.byteOffset,
        panel.norms.byteOffset,
        x.norms.byteOffset,
        closest.byteOffset,
        reach.byteOffset,
        potential.byteOffset,
      ],
      n * d * 8,
    );
    const best = lowestPotential(potential, count, drawn.length);
    weights = weights.map((_, block) => potential[block * 8 + best]!);
    chosen.push(drawn[best]!);
    kernels.run("takeCandidate", count, [n, rows, best, closest.byteOffset, reach.byteOffset], n);
  };

  take([random.int(n)]);
  const trials = Math.min(8, 2 + Math.floor(Math.log(k)));
  while (chosen.length < k) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    take(
      Array.from({ length: trials }, () =>
        total > 0 ? drawRow(random.next() * total, weights, closest, rows, n) : random.int(n),
      ),
    );
  }
  const centres = new Float32Array(k * d);
  for (const [i, row] of chosen.entries()) centres.set(x.data.subarray(row * d, (row + 1) * d), i * d);
  kernels.release(mark);
  return centres;
}

function lowestPotential(potential: Float64Array, count: number, candidates: number): number {
  let best = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (let candidate = 0; candidate < candidates; candidate++) {
    let sum = 0;
    for (let block = 0; block < count; block++) sum += potential[block * 8 + candidate]!;
    if (sum < lowest) {
      lowest = sum;
      best = candidate;
    }
  }
  return best;
}

/** The row at which the running sum of `closest` passes `target`; never a row of weight 0. */
function drawRow(target: number, weights: Float64Array, closest: Float32Array, rows: number, n: number): number {
  let left = target;
  let block = 0;
  while (block < weights.length - 1 && left >= weights[block]!) left -= weights[block++]!;
  let last = -1;
  for (let row = block * rows; row < Math.min(n, (block + 1) * rows); row++) {
    const weight = closest[row]!;
    if (weight === 0) continue;
    last = row;
    left -= weight;
    if (left < 0) break;
  }
  return last < 0 ? closest.findIndex((weight) => weight > 0) : last;
}
