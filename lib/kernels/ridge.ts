import { CladeError } from "../core/errors.ts";
import type { Matrix } from "../core/matrix.ts";
import { type SparseMatrix, transpose } from "../core/sparse.ts";
import { blocksOf } from "./columns.ts";
import type { Kernels } from "./pool.ts";
import { paddedWidth, placeSparse, timesDense } from "./sparse.ts";

export interface RidgeOptions {
  /** λ, > 0. */
  readonly penalty: number;
  /** Stops where no column's gradient is longer than this share of what it was at the start… */
  readonly tolerance: number;
  /** …or here. */
  readonly maxIterations: number;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((iteration: number, gradient: number) => void) | undefined;
}

export interface RidgeResult {
  /** x.cols × y.cols. */
  readonly weights: Matrix;
  readonly iterations: number;
  /** Longest gradient among the columns at the end, as a share of its start. */
  readonly gradient: number;
}

/**
 * The weights W that minimise ‖x·W − y‖² + λ‖W‖², by conjugate gradients on (xᵀx + λI)·W = xᵀy for all columns of y side by
 * side (Hestenes & Stiefel 1952), each with its own steps. x: sparse n × m; y: n × d, best centred, as there is no
 * intercept. f32 vectors, f64 sums; O(entries · d) an iteration, 4·m·d floats of memory. Same bytes whatever the threads.
 * @throws CANCELLED by the signal.
 */
export function fitRidge(kernels: Kernels, x: SparseMatrix, y: Matrix, options: RidgeOptions): RidgeResult {
  const { penalty, tolerance, maxIterations, signal, progress } = options;
  const width = paddedWidth(y.cols);
  const mark = kernels.mark();
  const rows = placeSparse(kernels, x);
  const columns = placeSparse(kernels, transpose(x));
  const image = kernels.float32(x.rows * width).fill(0);
  for (let i = 0; i < x.rows; i++) image.set(y.data.subarray(i * y.cols, (i + 1) * y.cols), i * width);
  const [solution, residual, direction, moved] = Array.from({ length: 4 }, () => kernels.float32(x.cols * width)) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const scale = kernels.float32(width);
  const by = columnwise(kernels, x.cols, width);
  solution.fill(0);
  timesDense(kernels, columns, image, width, residual);
  direction.set(residual);
  let squares = by.dots(residual, residual);
  const first = squares.slice();
  const share = () => Math.sqrt(squares.reduce((most, square, j) => Math.max(most, ratio(square, first[j]!)), 0));
  let iterations = 0;
  while (iterations < maxIterations && share() > tolerance) {
    if (signal?.aborted) throw new CladeError("CANCELLED");
    timesDense(kernels, rows, direction, width, image);
    timesDense(kernels, columns, image, width, moved);
    by.add(moved, direction, scale.fill(penalty));
    const curvature = by.dots(direction, moved);
    const step = squares.map((square, j) => ratio(square, curvature[j]!));
    scale.set(step);
    by.add(solution, direction, scale);
    scale.set(step.map((value) => -value));
    by.add(residual, moved, scale);
    const next = by.dots(residual, residual);
    scale.set(next.map((square, j) => ratio(square, squares[j]!)));
    by.turn(direction, residual, scale);
    squares = next;
    iterations++;
    progress?.(iterations, share());
  }
  const weights = new Float32Array(x.cols * y.cols);
  for (let i = 0; i < x.cols; i++) weights.set(solution.subarray(i * width, i * width + y.cols), i * y.cols);
  kernels.release(mark);
  return { weights: { data: weights, rows: x.cols, cols: y.cols }, iterations, gradient: share() };
}

function ratio(top: number, bottom: number): number {
  return bottom > 0 ? top / bottom : 0;
}

/** Operations on n × width matrices, column by column. */
function columnwise(kernels: Kernels, n: number, width: number) {
  const { rows, count } = blocksOf(n, 64, 64);
  const sums = kernels.float64(count * width);
  const work = n * width;
  return {
    /** Σ_i a[i][j] · b[i][j] of every column. */
    dots(a: Float32Array, b: Float32Array): Float64Array {
      kernels.run("columnDots", count, [a.byteOffset, b.byteOffset, n, width, rows, sums.byteOffset], work);
      const dots = new Float64Array(width);
      for (let block = 0; block < count; block++) for (let j = 0; j < width; j++) dots[j]! += sums[block * width + j]!;
      return dots;
    },
    /** a += scale · b. */
    add(a: Float32Array, b: Float32Array, scale: Float32Array): void {
      kernels.run("addScaled", count, [a.byteOffset, b.byteOffset, n, width, rows, scale.byteOffset], work);
    },
    /** a = b + scale · a. */
    turn(a: Float32Array, b: Float32Array, scale: Float32Array): void {
      kernels.run("scaleAndAdd", count, [a.byteOffset, b.byteOffset, n, width, rows, scale.byteOffset], work);
    },
  };
}
