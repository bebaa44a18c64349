import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import { type SparseMatrix, transpose } from "../core/sparse.ts";
import { blocksOf } from "./columns.ts";
import { eigenSymmetric } from "./eigen.ts";
import type { Kernels } from "./pool.ts";
import { paddedWidth, placeSparse, timesDense } from "./sparse.ts";

export interface TruncatedSvd {
  /** Falling; fewer than asked for where the rank is smaller. */
  readonly singularValues: Float64Array;
  /** x.cols × components: right singular vectors as columns; the entry of largest size is positive. */
  readonly axes: Matrix;
  /** x.rows × components: x · axes. */
  readonly scores: Matrix;
}

export interface SvdOptions {
  readonly components: number;
  readonly random: Random;
  /** Directions beside those asked for, and passes that sharpen them. */
  readonly oversampling?: number;
  readonly passes?: number;
}

/** Below this share of the largest squared length a direction is rounding. */
const rankTolerance = 1e-7;

/**
 * Truncated singular value decomposition of a sparse n × m matrix by randomised subspace iteration (Halko, Martinsson &
 * Tropp 2011, doi:10.1137/090771806), not centred. Products in float32, small systems in f64: singular values to about
 * 1e-6 of the largest where a gap separates them. O(entries · (components + oversampling) · passes) time, same bytes
 * whatever the threads.
 */
export function truncatedSvd(kernels: Kernels, x: SparseMatrix, options: SvdOptions): TruncatedSvd {
  const { random, oversampling = 10, passes = 5 } = options;
  const asked = Math.min(options.components, x.rows, x.cols);
  const d = Math.min(asked + oversampling, x.rows, x.cols);
  const width = paddedWidth(d);
  const mark = kernels.mark();
  const by = { kernels, width, d };
  const rows = placeSparse(kernels, x);
  const columns = placeSparse(kernels, transpose(x));
  const right = kernels.float32(x.cols * width).fill(0);
  const left = kernels.float32(x.rows * width);
  for (let row = 0; row < x.cols; row++) for (let j = 0; j < d; j++) right[row * width + j] = random.normal();
  for (let pass = 0; pass < passes; pass++) {
    timesDense(kernels, rows, right, width, left);
    orthonormalise(by, left, x.rows);
    timesDense(kernels, columns, left, width, right);
    orthonormalise(by, right, x.cols);
  }
  // Twice is enough: the second pass takes away what rounding left of the first (Giraud et al. 2005).
  orthonormalise(by, right, x.cols);
  timesDense(kernels, rows, right, width, left);
  const { values, vectors } = eigenSymmetric(gramOf(by, left, x.rows), d);
  const largest = values[0] ?? 0;
  const rank = values.findIndex((value) => value <= rankTolerance * largest || value <= 0);
  const count = Math.min(asked, rank < 0 ? d : rank);
  const turn = vectors.slice(0, count * d);
  const axes = multiply(by, right, x.cols, turn, count);
  const scores = multiply(by, left, x.rows, turn, count);
  for (let c = 0; c < count; c++) {
    if (largestIsNegative(axes, c)) {
      for (const matrix of [axes, scores])
        for (let at = c; at < matrix.data.length; at += count) matrix.data[at] = -matrix.data[at]!;
    }
  }
  kernels.release(mark);
  return { singularValues: values.slice(0, count).map(Math.sqrt), axes, scores };
}

interface Shape {
  readonly kernels: Kernels;
  readonly width: number;
  readonly d: number;
}

/** Makes the columns of n × d data orthonormal through the Cholesky factor of their products; dependent ones become 0. */
function orthonormalise(by: Shape, data: Float32Array, n: number): void {
  const { width, d } = by;
  const inverse = inverseCholesky(gramOf(by, data, n), d);
  const turned = multiply(by, data, n, inverse, d).data;
  const { length } = turned;
  if (width === d) data.set(turned);
  else for (let at = 0, row = 0; at < length; at += d, row += width) data.set(turned.subarray(at, at + d), row);
}

/** d × d: products of the columns. */
function gramOf({ kernels, width, d }: Shape, data: Float32Array, n: number): Float64Array {
  const mark = kernels.mark();
  const padded = Math.ceil(width / 8) * 8;
  const { rows, count } = blocksOf(n, 32, 512);
  const shift = kernels.float32(padded).fill(0);
  const products = kernels.float64(count * padded * padded);
  const sums = kernels.float64(count * padded);
  const scratch = kernels.float32(kernels.threads * 128 * padded);
  const addresses = [shift, products, sums, scratch].map((view) => view.byteOffset);
  kernels.run("crossProducts", count, [data.byteOffset, n, width, rows, ...addresses], (n * width * width) / 2);
  const gram = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = i; j < d; j++) {
      let sum = 0;
      for (let block = 0; block < count; block++) sum += products[(block * padded + i) * padded + j]!;
      gram[i * d + j] = sum;
      gram[j * d + i] = sum;
    }
  }
  kernels.release(mark);
  return gram;
}

/** The n × count product of data with the transpose of `turn` (count × d, f64); not in shared memory. */
function multiply(
  { kernels, width, d }: Shape,
  data: Float32Array,
  n: number,
  turn: Float64Array,
  count: number,
): Matrix {
  const mark = kernels.mark();
  const shift = kernels.float32(width).fill(0);
  const offsets = kernels.float64(count).fill(0);
  const axes = kernels.float32(count * width).fill(0);
  for (let c = 0; c < count; c++) axes.set(turn.subarray(c * d, (c + 1) * d), c * width);
  const out = kernels.float32(n * count);
  const { rows, count: blocks } = blocksOf(n);
  const addresses = [shift, axes, offsets].map((view) => view.byteOffset);
  kernels.run(
    "project",
    blocks,
    [data.byteOffset, n, width, rows, ...addresses, count, out.byteOffset],
    n * width * count,
  );
  const copy = Float32Array.from(out);
  kernels.release(mark);
  return { data: copy, rows: n, cols: count };
}

/**
 * L⁻¹ of a Gram matrix G = L·Lᵀ, row-major: data times its transpose has orthonormal columns. A pivot that is rounding
 * gives a row of zeros.
 */
function inverseCholesky(gram: Float64Array, d: number): Float64Array {
  const lower = new Float64Array(d * d);
  const inverse = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < i; j++) {
      let sum = gram[i * d + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * d + k]! * lower[j * d + k]!;
      lower[i * d + j] = lower[j * d + j] === 0 ? 0 : sum / lower[j * d + j]!;
    }
    let pivot = gram[i * d + i]!;
    for (let k = 0; k < i; k++) pivot -= lower[i * d + k]! ** 2;
    if (pivot <= rankTolerance * gram[i * d + i]! || pivot <= 0) continue;
    lower[i * d + i] = Math.sqrt(pivot);
    inverse[i * d + i] = 1 / lower[i * d + i]!;
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum += lower[i * d + k]! * inverse[k * d + j]!;
      inverse[i * d + j] = -sum / lower[i * d + i]!;
    }
  }
  return inverse;
}

function largestIsNegative(axes: Matrix, component: number): boolean {
  let largest = 0;
  for (let at = component; at < axes.data.length; at += axes.cols) {
    if (Math.abs(axes.data[at]!) > Math.abs(largest)) largest = axes.data[at]!;
  }
  return largest < 0;
}
