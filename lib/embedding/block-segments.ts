import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import { kMeans } from "../kernels/k-means.ts";
import type { Kernels } from "../kernels/pool.ts";

/**
 * Segments by one block alone: k-means of the rows that have every column; the others go to the centre nearest by what they
 * have, and −1 where that is nothing. x: n × d, NaN where missing. Fewer complete rows than k make that many segments; without
 * any, everybody is −1.
 */
export function segmentBlock(kernels: Kernels, x: Matrix, k: number, random: Random): Int32Array {
  const { data, rows, cols } = x;
  const rowOf = (row: number) => data.subarray(row * cols, (row + 1) * cols);
  const complete = Array.from({ length: rows }, (_, row) => row).filter((row) => !rowOf(row).some(Number.isNaN));
  const labels = new Int32Array(rows).fill(-1);
  if (complete.length === 0 || cols === 0) return labels;
  const mark = kernels.mark();
  const shared = kernels.matrix(complete.length, cols);
  for (const [at, row] of complete.entries()) shared.data.set(rowOf(row), at * cols);
  const fit = kMeans(kernels, shared, { k: Math.min(k, complete.length), restarts: 5, random });
  kernels.release(mark);
  const isComplete = new Set(complete);
  for (const [at, row] of complete.entries()) labels[row] = fit.labels[at] ?? -1;
  for (let row = 0; row < rows; row++) if (!isComplete.has(row)) labels[row] = nearest(rowOf(row), fit.centres);
  return labels;
}

/** The centre of least squared distance along the values that are there; −1 where none is. */
function nearest(values: Float32Array, { data, rows, cols }: Matrix): number {
  if (values.every(Number.isNaN)) return -1;
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let k = 0; k < rows; k++) {
    let distance = 0;
    for (const [j, value] of values.entries())
      if (!Number.isNaN(value)) distance += (value - (data[k * cols + j] ?? 0)) ** 2;
    if (distance < least) [best, least] = [k, distance];
  }
  return best;
}

/**
 * Labels as a matrix of 0 and 1, a column a segment; NaN rows for −1. k-means of such columns side by side is a consensus of
 * the partitions they came from (Wu et al. 2015, K-means-based consensus clustering, doi:10.1109/TKDE.2014.2316512).
 */
export function membershipColumns(labels: Int32Array): Matrix {
  const k = labels.reduce((most, label) => Math.max(most, label), -1) + 1;
  const data = new Float32Array(labels.length * k);
  for (const [row, label] of labels.entries()) {
    if (label < 0) data.fill(Number.NaN, row * k, (row + 1) * k);
    else data[row * k + label] = 1;
  }
  return { data, rows: labels.length, cols: k, categories: [{ first: 0, count: k }] };
}
