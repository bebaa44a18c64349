import type { Matrix } from "../core/matrix.ts";
import { blocksOf, columnMeans, place } from "./columns.ts";
import { eigenSymmetric } from "./eigen.ts";
import type { Kernels } from "./pool.ts";

export interface PcaResult {
  /** d means, in the units of x. */
  readonly mean: Float64Array;
  /** components × d unit vectors, by falling variance; the loading of largest size is positive. */
  readonly axes: Float64Array;
  /** Variance (divisor n − 1) along each axis. */
  readonly variance: Float64Array;
  /** Share of the total variance along each axis, 0…1; 0 where nothing varies. */
  readonly explained: number[];
  /** rows × components: x − mean along the axes; not in shared memory. */
  readonly scores: Matrix;
}

/**
 * Principal components: eigenvectors of the covariance (divisor n − 1) of the columns of x. x: n × d, finite, any unit;
 * not scaled. At most min(components, d) axes. The covariance is summed from columns moved to their means, in float32
 * over 128 rows and in f64 beyond. O(n·d² / 2) time, O(d²) memory a block.
 */
export function pca(kernels: Kernels, x: Matrix, components: number): PcaResult {
  const { rows: n, cols: d } = x;
  const count = Math.min(components, d);
  const mark = kernels.mark();
  const data = place(kernels, x);
  const shift = kernels.float32(Math.ceil(d / 8) * 8).fill(0);
  shift.set(columnMeans(kernels, data, n, d));
  const { covariance, mean } = covarianceOf(kernels, data, n, d, shift);
  const { values, vectors } = eigenSymmetric(covariance, d);
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  const axes = vectors.slice(0, count * d);
  for (let c = 0; c < count; c++) makeLargestPositive(axes.subarray(c * d, (c + 1) * d));
  const variance = values.slice(0, count).map((value) => Math.max(0, value));
  const scores = project(kernels, data, { n, d, count }, shift, axes, mean);
  kernels.release(mark);
  return {
    mean,
    axes,
    variance,
    explained: [...variance].map((value) => (total > 0 ? value / total : 0)),
    scores: { data: scores, rows: n, cols: count },
  };
}

export function covarianceOf(
  kernels: Kernels,
  data: Float32Array,
  n: number,
  d: number,
  shift: Float32Array,
): { covariance: Float64Array; mean: Float64Array } {
  const width = shift.length;
  const mark = kernels.mark();
  const { rows, count } = blocksOf(n, Math.min(64, Math.max(8, Math.floor(2 ** 21 / (width * width)))), 512);
  const products = kernels.float64(count * width * width);
  const sums = kernels.float64(count * width);
  const scratch = kernels.float32(kernels.threads * 128 * width);
  const addresses = [shift, products, sums, scratch].map((view) => view.byteOffset);
  kernels.run("crossProducts", count, [data.byteOffset, n, d, rows, ...addresses], (n * d * (d + 8)) / 2);
  const rest = new Float64Array(d);
  for (let block = 0; block < count; block++) for (let j = 0; j < d; j++) rest[j]! += sums[block * width + j]! / n;
  const covariance = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = i; j < d; j++) {
      let product = 0;
      for (let block = 0; block < count; block++) product += products[(block * width + i) * width + j]!;
      const value = n > 1 ? (product - n * rest[i]! * rest[j]!) / (n - 1) : 0;
      covariance[i * d + j] = value;
      covariance[j * d + i] = value;
    }
  }
  kernels.release(mark);
  return { covariance, mean: rest.map((value, j) => value + shift[j]!) };
}

export function project(
  kernels: Kernels,
  data: Float32Array,
  { n, d, count }: { readonly n: number; readonly d: number; readonly count: number },
  shift: Float32Array,
  axes: Float64Array,
  mean: Float64Array,
): Float32Array {
  const single = kernels.float32(count * d);
  single.set(axes);
  const offsets = kernels.float64(count);
  for (let c = 0; c < count; c++) {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += (shift[j]! - mean[j]!) * axes[c * d + j]!;
    offsets[c] = sum;
  }
  const scores = kernels.float32(n * count);
  const { rows, count: blocks } = blocksOf(n);
  const addresses = [shift, single, offsets].map((view) => view.byteOffset);
  kernels.run("project", blocks, [data.byteOffset, n, d, rows, ...addresses, count, scores.byteOffset], n * d * count);
  return Float32Array.from(scores);
}

function makeLargestPositive(axis: Float64Array): void {
  let largest = 0;
  for (const value of axis) if (Math.abs(value) > Math.abs(largest)) largest = value;
  if (largest < 0) for (let j = 0; j < axis.length; j++) axis[j] = -axis[j]!;
}
