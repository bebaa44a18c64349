import type { Matrix } from "../core/matrix.ts";
import { pca } from "../kernels/pca.ts";
import type { Kernels } from "../kernels/pool.ts";

export interface ReducedBlock {
  /** rows × min(dimensions, cols), NaN where the vector is. */
  readonly matrix: Matrix;
  /** Rows that have a vector. */
  readonly covered: number;
  /** Of the vectors' variance that each column holds, 0…1, falling. */
  readonly shares: readonly number[];
}

/** Columns of a block as its stage leaves it, at most; the fusion keeps the first of them. */
export const blockWidth = 64;

/**
 * The first principal components of the rows that have a vector. Nothing is rescaled: distances along the columns are those
 * of the vectors, less what the other components say. vectors: rows × cols, each row finite or NaN throughout.
 */
export function reduceBlock(kernels: Kernels, vectors: Matrix, dimensions: number): ReducedBlock {
  const { rows, cols } = vectors;
  const at = Array.from({ length: rows }, (_, row) => row).filter((row) => !Number.isNaN(vectors.data[row * cols]));
  const width = Math.min(dimensions, cols);
  const data = new Float32Array(rows * width).fill(Number.NaN);
  const present = kernels.matrix(at.length, cols);
  for (const [i, row] of at.entries()) {
    present.data.set(vectors.data.subarray(row * cols, (row + 1) * cols), i * cols);
  }
  const { scores, explained } = pca(kernels, present, width);
  for (const [i, row] of at.entries()) data.set(scores.data.subarray(i * width, (i + 1) * width), row * width);
  const matrix = { data, rows, cols: width };
  return { matrix, covered: at.length, shares: Array.from(explained) };
}
