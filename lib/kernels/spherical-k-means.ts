import { CladeError } from "../core/errors.ts";
import type { Matrix } from "../core/matrix.ts";
import { type KMeansOptions, kMeans } from "./k-means.ts";
import type { Kernels } from "./pool.ts";

export interface SphericalResult {
  /** n, 0…k−1: the centre of the largest cosine, the lowest index on ties; −1 for rows of length 0, which have no direction. */
  readonly labels: Int32Array;
  /** k × d, each of length 1. */
  readonly centres: Matrix;
  /** Σ(1 − cosine to the own centre) over rows that have a direction. */
  readonly objective: number;
  readonly iterations: number;
}

/**
 * Spherical k-means (Dhillon & Modha 2001, doi:10.1023/A:1007612920971): the directions that rows have most in common. Rows
 * count by direction alone; 1 − cosine is half the squared distance of unit vectors, so that k-means' passes and thresholds
 * serve, with centres scaled to length 1. x: n × d, finite. Time and memory of k-means, and a copy of x.
 * @throws TOO_FEW_USERS when fewer than k rows have a direction.
 */
export function sphericalKMeans(
  kernels: Kernels,
  x: Matrix,
  options: Omit<KMeansOptions, "onSphere">,
): SphericalResult {
  const { rows: n, cols: d } = x;
  const mark = kernels.mark();
  const { unit, rowOf } = unitRows(kernels, x);
  if (unit.rows < options.k) throw new CladeError("TOO_FEW_USERS", { users: unit.rows, k: options.k });
  const fit = kMeans(kernels, unit, { ...options, onSphere: true });
  const labels = new Int32Array(n).fill(-1);
  for (const [i, label] of fit.labels.entries()) labels[rowOf[i]!] = label;
  let objective = 0;
  for (let i = 0; i < unit.rows; i++) {
    let cosine = 0;
    for (let j = 0; j < d; j++) cosine += unit.data[i * d + j]! * fit.centres.data[fit.labels[i]! * d + j]!;
    objective += 1 - cosine;
  }
  kernels.release(mark);
  return { labels, centres: fit.centres, objective, iterations: fit.iterations };
}

/** Rows of length 1 in shared memory, those without a direction left out. */
function unitRows(kernels: Kernels, { data, rows, cols }: Matrix): { unit: Matrix; rowOf: Int32Array } {
  const target = kernels.float32(rows * cols);
  const rowOf = new Int32Array(rows);
  let kept = 0;
  for (let row = 0; row < rows; row++) {
    let squared = 0;
    for (let j = 0; j < cols; j++) squared += data[row * cols + j]! ** 2;
    if (!(squared > 0)) continue;
    const scale = 1 / Math.sqrt(squared);
    for (let j = 0; j < cols; j++) target[kept * cols + j] = data[row * cols + j]! * scale;
    rowOf[kept++] = row;
  }
  return { unit: { data: target.subarray(0, kept * cols), rows: kept, cols }, rowOf };
}
