import type { Matrix } from "../core/matrix.ts";
import type { Kernels } from "./pool.ts";

/** Rows cut into blocks: the unit of sharing work and of summing, whatever the number of threads. */
export interface Blocks {
  readonly rows: number;
  readonly count: number;
}

export function blocksOf(n: number, most = 256, least = 256): Blocks {
  const rows = Math.max(least, Math.ceil(n / most / 4) * 4);
  return { rows, count: Math.ceil(n / rows) };
}

/** A matrix ready for kernels that work with ‖x‖² − 2xy: in shared memory and near the origin. */
export interface Centred {
  readonly data: Float32Array;
  readonly n: number;
  readonly d: number;
  /** Was subtracted from every row, exactly representable in float32; zeros where the data was near enough. */
  readonly shift: Float32Array;
  /** ‖x‖² of the shifted rows. */
  readonly norms: Float32Array;
  /** Σ‖x‖² of the shifted rows, summed in f64. */
  readonly totalNorm: number;
  /** Σ over columns of the variance (divisor n). */
  readonly variance: number;
}

/**
 * Puts x into shared memory (no copy where it is there already) and moves it to its mean when that is far off: where
 * ‖mean‖² is more than four times the total variance, ‖x‖² − 2xy would cancel digits away.
 */
export function centre(kernels: Kernels, x: Matrix): Centred {
  const { rows: n, cols: d } = x;
  const data = place(kernels, x);
  const norms = kernels.float32(n);
  const shift = kernels.float32(d).fill(0);
  const mean = columnMeans(kernels, data, n, d);
  const squaredMean = mean.reduce((sum, value) => sum + value * value, 0);
  const totalNorm = rowNorms(kernels, data, n, d, norms);
  const variance = Math.max(0, totalNorm / n - squaredMean);
  if (squaredMean <= 4 * variance || n === 0) return { data, n, d, shift, norms, totalNorm, variance };

  shift.set(mean);
  const moved = kernels.float32(n * d);
  const { rows, count } = blocksOf(n);
  kernels.run("shiftRows", count, [data.byteOffset, n, d, rows, shift.byteOffset, moved.byteOffset], n * d);
  const movedNorm = rowNorms(kernels, moved, n, d, norms);
  const left = mean.reduce((sum, value, j) => sum + (value - shift[j]!) ** 2, 0);
  return { data: moved, n, d, shift, norms, totalNorm: movedNorm, variance: Math.max(0, movedNorm / n - left) };
}

/** The matrix' numbers in shared memory: its own view where it lies there, else a copy. */
export function place(kernels: Kernels, x: Matrix): Float32Array {
  if (kernels.holds(x.data)) return x.data;
  const data = kernels.float32(x.rows * x.cols);
  data.set(x.data.subarray(0, x.rows * x.cols));
  return data;
}

/** Mean of every column, summed in f64 block by block. */
export function columnMeans(kernels: Kernels, data: Float32Array, n: number, d: number): Float64Array {
  const { rows, count } = blocksOf(n);
  const mark = kernels.mark();
  const sums = kernels.float64(count * d);
  kernels.run("columnSums", count, [data.byteOffset, n, d, rows, sums.byteOffset], n * d);
  const mean = new Float64Array(d);
  for (let block = 0; block < count; block++) for (let j = 0; j < d; j++) mean[j]! += sums[block * d + j]!;
  kernels.release(mark);
  return mean.map((sum) => (n === 0 ? 0 : sum / n));
}

/** Fills norms with ‖x‖² of every row and returns their sum. */
export function rowNorms(kernels: Kernels, data: Float32Array, n: number, d: number, norms: Float32Array): number {
  const { rows, count } = blocksOf(n);
  const mark = kernels.mark();
  const totals = kernels.float64(count);
  kernels.run("rowNorms", count, [data.byteOffset, n, d, rows, norms.byteOffset, totals.byteOffset], n * d);
  const total = totals.reduce((sum, value) => sum + value, 0);
  kernels.release(mark);
  return total;
}
