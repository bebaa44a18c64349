import type { Random } from "../core/random.ts";
import { blocksOf, type Centred } from "./columns.ts";
import type { Kernels } from "./pool.ts";
import { describeRows } from "./rows.ts";

/**
 * k-means++ (Arthur & Vassilvitskii 2007), greedy: each next centre is the best of 2 + ⌊ln k⌋ rows drawn with
 * probability ∝ squared distance to the nearest centre so far. One set of k × d centres (rows of x) for each stream of
 * random numbers. O(n·d·k·ln k) time and 4 or 8 floats a row of memory, for each. Fewer distinct rows than k give repeats.
 */
export function seedCentres(kernels: Kernels, x: Centred, k: number, streams: readonly Random[]): Float32Array[] {
  const { n, d } = x;
  const mark = kernels.mark();
  const trials = Math.min(8, 2 + Math.floor(Math.log(k)));
  const halves = Math.ceil(trials / 4);
  const lanes = 4 * halves;
  const blocks = blocksOf(n, 64);
  const panels = kernels.float32(streams.length * lanes * d);
  const norms = kernels.float32(streams.length * lanes);
  const chosen = kernels.int32(streams.length).fill(-1);
  const reach = kernels.float32(streams.length * n * lanes);
  const potential = kernels.float64(streams.length * blocks.count * lanes);
  const seeds = kernels.int32(6);
  seeds.set([halves, ...[panels, norms, chosen, reach, potential].map((view) => view.byteOffset)]);
  const args = [describeRows(kernels, x, blocks), seeds.byteOffset];
  const results = streams.map(() => new Float32Array(k * d));

  /** The weights of a start: reach of the candidate it took last, and its sums over blocks. */
  const draw = (start: number, random: Random): number => {
    const taken = chosen[start]!;
    const sum = (block: number): number => potential[(start * blocks.count + block) * lanes + taken]!;
    const weight = (row: number): number => reach[(start * n + row) * lanes + taken]! * (x.weights?.[row] ?? 1);
    let total = 0;
    for (let block = 0; block < blocks.count; block++) total += sum(block);
    if (!(total > 0)) return random.int(n);
    let left = random.next() * total;
    let block = 0;
    while (block < blocks.count - 1 && left >= sum(block)) left -= sum(block++);
    let last = -1;
    for (let row = block * blocks.rows; row < Math.min(n, (block + 1) * blocks.rows); row++) {
      if (weight(row) === 0) continue;
      last = row;
      left -= weight(row);
      if (left < 0) break;
    }
    return last < 0 ? random.int(n) : last;
  };

  for (let centre = 0; centre < k; centre++) {
    const drawn = streams.map((random, start) =>
      centre === 0 ? [random.int(n)] : Array.from({ length: trials }, () => draw(start, random)),
    );
    for (const [start, rows] of drawn.entries()) packCandidates(x, rows, panels, norms, start * lanes, lanes);
    kernels.run("seedStarts", streams.length * blocks.count, args, streams.length * n * d * lanes);
    for (const [start, rows] of drawn.entries()) {
      const from = start * blocks.count * lanes;
      const best = lowestColumn(potential.subarray(from, from + blocks.count * lanes), lanes, rows.length);
      chosen[start] = best;
      const row = rows[best]!;
      results[start]!.set(x.data.subarray(row * d, (row + 1) * d), centre * d);
    }
  }
  kernels.release(mark);
  return results;
}

/** Half panels `[d][4]` of candidates times −2 with their norms; pads have norm +∞ and are never nearer. */
function packCandidates(
  { data, d, norms: rowNorms }: Centred,
  rows: readonly number[],
  panels: Float32Array,
  norms: Float32Array,
  first: number,
  lanes: number,
): void {
  for (let lane = 0; lane < lanes; lane++) {
    const row = rows[lane];
    const half = (first + (lane & ~3)) * d;
    norms[first + lane] = row === undefined ? Number.POSITIVE_INFINITY : rowNorms[row]!;
    for (let j = 0; j < d; j++) panels[half + 4 * j + (lane & 3)] = row === undefined ? 0 : -2 * data[row * d + j]!;
  }
}

/** Of the first `candidates` columns, the one with the lowest sum; the first on ties. */
function lowestColumn(table: Float64Array, columns: number, candidates: number): number {
  let best = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (let column = 0; column < candidates; column++) {
    let sum = 0;
    for (let at = column; at < table.length; at += columns) sum += table[at]!;
    if (sum < lowest) {
      lowest = sum;
      best = column;
    }
  }
  return best;
}
