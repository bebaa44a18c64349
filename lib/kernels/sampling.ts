import type { Random } from "../core/random.ts";
import { blocksOf, type Centred } from "./columns.ts";
import type { Kernels } from "./pool.ts";

/**
 * About `size` rows of x with weights, such that weighted sums over them estimate sums over x: half of the draws even, half
 * by squared distance from the origin that x was moved to, so that far rows, which decide where centres go, are not missed
 * (lightweight coresets: Bachem, Lucic & Krause 2018, doi:10.1145/3219819.3219973). A row that is drawn more than once is
 * there once. Ascending rows; O(n) time.
 */
export function sampleRows(kernels: Kernels, x: Centred, size: number, random: Random): Centred {
  const { n, d, shift } = x;
  const index = kernels.int32(size);
  const weights = kernels.float32(size);
  const even = x.totalNorm > 0 ? 0.5 / n : 1 / n;
  const byNorm = x.totalNorm > 0 ? 0.5 / x.totalNorm : 0;
  const offset = random.next();
  let reached = 0;
  let drawn = 0;
  let count = 0;
  for (let row = 0; row < n && drawn < size; row++) {
    const share = even + byNorm * x.norms[row]!;
    reached += share * size;
    let times = 0;
    while (drawn + times < size && drawn + times + offset < reached) times++;
    if (times === 0) continue;
    index[count] = row;
    weights[count] = times / (share * size);
    drawn += times;
    count++;
  }
  const data = kernels.float32(count * d);
  const { rows, count: blocks } = blocksOf(count);
  kernels.run("gatherRows", blocks, [x.data.byteOffset, d, index.byteOffset, count, rows, data.byteOffset], count * d);
  const norms = kernels.float32(count);
  let totalNorm = 0;
  for (let i = 0; i < count; i++) {
    const norm = x.norms[index[i]!]!;
    norms[i] = norm;
    totalNorm += weights[i]! * norm;
  }
  return { data, n: count, d, shift, norms, weights: weights.subarray(0, count), totalNorm, variance: x.variance };
}
