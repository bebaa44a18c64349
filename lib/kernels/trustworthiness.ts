import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import type { Kernels } from "./pool.ts";

export interface TrustworthinessOptions {
  readonly neighbours: number;
  /** At most so many rows are looked at, drawn by `random`. */
  readonly sample: number;
  readonly random: Random;
}

const rowsOfBlock = 32;

/**
 * Are rows that are neighbours on a map neighbours in truth? 1 − 2/(n·k·(2n − 3k − 1)) · Σ_i Σ_j max(0, r(i, j) − k) over the k nearest
 * rows j of each i on the map, r(i, j) the rank of j among the rows nearest to i by x, 1 where none is nearer (Venna & Kaski 2001,
 * doi:10.1007/3-540-44668-0_68). x: n × d; coordinates: n × 2, any units. 0…1, 1 where none was mistaken; all of it among the sample.
 * NaN unless there are more than 2k rows. O(sample²·d) time.
 */
export function trustworthiness(
  kernels: Kernels,
  x: Matrix,
  coordinates: Float32Array,
  { neighbours: k, sample, random }: TrustworthinessOptions,
): number {
  const rows = drawRows(x.rows, sample, random);
  const n = rows.length;
  if (n <= 2 * k) return Number.NaN;
  const mark = kernels.mark();
  const width = Math.ceil(x.cols / 4) * 4;
  const data = kernels.float32(n * width).fill(0);
  const at = kernels.float32(2 * n);
  for (const [i, row] of rows.entries()) {
    data.set(x.data.subarray(row * x.cols, (row + 1) * x.cols), i * width);
    at.set(coordinates.subarray(2 * row, 2 * row + 2), 2 * i);
  }
  const blocks = Math.ceil(n / rowsOfBlock);
  const bytes = (2 * Math.ceil(n / 4) * 4 + 2 * k + 8) * 4;
  const scratch = kernels.int32((kernels.threads * bytes) / 4);
  const sums = kernels.float64(blocks);
  const description = kernels.int32(9);
  const parts = [scratch.byteOffset, bytes, rowsOfBlock, sums.byteOffset];
  description.set([data.byteOffset, n, width, at.byteOffset, k, ...parts]);
  kernels.run("mistakenPlaces", blocks, [description.byteOffset], n * n * (width + 2 * k));
  const excess = sums.reduce((sum, part) => sum + part, 0);
  kernels.release(mark);
  return 1 - (2 * excess) / (n * k * (2 * n - 3 * k - 1));
}

/** Ascending; all where there are no more. */
function drawRows(n: number, most: number, random: Random): Int32Array {
  const rows = Int32Array.from({ length: n }, (_, row) => row);
  if (n <= most) return rows;
  for (let i = 0; i < most; i++) {
    const j = i + random.int(n - i);
    [rows[i], rows[j]] = [rows[j]!, rows[i]!];
  }
  return rows.slice(0, most).sort();
}
