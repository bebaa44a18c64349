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
  /** Was subtracted from every row; zeros where the data was near enough. */
  readonly shift: Float32Array;
  /** ‖x‖² of the shifted rows. */
  readonly norms: Float32Array;
  /** How many rows each stands for; undefined: each for itself. */
  readonly weights: Float32Array | undefined;
  /** Σ‖x‖² of the shifted rows by weight, summed in f64. */
  readonly totalNorm: number;
  /** Σ over columns of the variance (divisor n). */
  readonly variance: number;
}

/**
 * Puts x into shared memory (no copy where it is there already) and moves it to its mean when that is far off: where
 * ‖mean‖² is more than four times the total variance, ‖x‖² − 2xy would cancel digits away. isFixed: the origin means
 * something, and stays.
 */
export function centre(kernels: Kernels, x: Matrix, isFixed = false): Centred {
  const { rows: n, cols: d } = x;
  const data = place(kernels, x);
  const norms = kernels.float32(n);
  const shift = kernels.float32(d).fill(0);
  const { mean, totalNorm } = measure(kernels, data, n, d, norms);
  const squaredMean = mean.reduce((sum, value) => sum + value * value, 0);
  const variance = Math.max(0, totalNorm / n - squaredMean);
  if (isFixed || squaredMean <= 4 * variance || n === 0)
    return { data, n, d, shift, norms, weights: undefined, totalNorm, variance };

  shift.set(mean);
  const moved = kernels.float32(n * d);
  const { rows, count } = blocksOf(n);
  kernels.run("shiftRows", count, [data.byteOffset, n, d, rows, shift.byteOffset, moved.byteOffset], n * d);
  const after = measure(kernels, moved, n, d, norms);
  const left = after.mean.reduce((sum, value) => sum + value * value, 0);
  const rest = Math.max(0, after.totalNorm / n - left);
  return { data: moved, n, d, shift, norms, weights: undefined, totalNorm: after.totalNorm, variance: rest };
}

/** Rows in shared memory moved by −shift where they lie, ready for kernels; `variance` is left to who knows all rows. */
export function moveRows(kernels: Kernels, { data, rows: n, cols: d }: Matrix, shift: Float32Array): Centred {
  const own = kernels.float32(d);
  own.set(shift);
  const { rows, count } = blocksOf(n);
  kernels.run("shiftRows", count, [data.byteOffset, n, d, rows, own.byteOffset, data.byteOffset], n * d);
  const norms = kernels.float32(n);
  const { totalNorm } = measure(kernels, data, n, d, norms);
  return { data, n, d, shift: own, norms, weights: undefined, totalNorm, variance: Number.NaN };
}

/** The matrix' numbers in shared memory: its own view where it lies there, else a copy. */
export function place(kernels: Kernels, x: Matrix): Float32Array {
  if (kernels.holds(x.data)) return x.data;
  const data = kernels.float32(x.rows * x.cols);
  data.set(x.data.subarray(0, x.rows * x.cols));
  return data;
}

/** Mean of every column of n × d data, summed in f64. */
export function columnMeans(kernels: Kernels, data: Float32Array, n: number, d: number): Float64Array {
  return measure(kernels, data, n, d, undefined).mean;
}

/** Column means and, where norms are asked for, ‖x‖² of every row and their sum. */
function measure(
  kernels: Kernels,
  data: Float32Array,
  n: number,
  d: number,
  norms: Float32Array | undefined,
): { mean: Float64Array; totalNorm: number } {
  const { rows, count } = blocksOf(n);
  const mark = kernels.mark();
  const sums = kernels.float64(count * d);
  const totals = kernels.float64(count).fill(0);
  const addresses = [sums.byteOffset, norms?.byteOffset ?? 0, totals.byteOffset];
  kernels.run("measureColumns", count, [data.byteOffset, n, d, rows, ...addresses], n * d * 2);
  const mean = new Float64Array(d);
  for (let block = 0; block < count; block++) for (let j = 0; j < d; j++) mean[j]! += sums[block * d + j]!;
  const totalNorm = totals.reduce((sum, value) => sum + value, 0);
  kernels.release(mark);
  return { mean: mean.map((sum) => sum / Math.max(1, n)), totalNorm };
}
