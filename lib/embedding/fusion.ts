import type { CategoryColumns, Matrix } from "../core/matrix.ts";

export type BlockId = "features" | "text" | "behaviour";

/** What one kind of knowledge says of every user: a row each, NaN where it says nothing. */
export interface Block {
  readonly id: BlockId;
  readonly matrix: Matrix;
  readonly columns: readonly string[];
  /** Share of the fused matrix' total variance, relative to the other blocks' weights; above 0. */
  readonly weight: number;
}

export interface FusedBlock {
  readonly id: BlockId;
  readonly columns: number;
  readonly weight: number;
  /** Share of users that have every column of the block, 0…1. */
  readonly coverage: number;
  /** Sum of the columns' variances before scaling, in the block's own units squared. */
  readonly variance: number;
}

export interface Fusion {
  readonly matrix: Matrix;
  readonly columns: readonly string[];
  readonly blocks: readonly FusedBlock[];
}

/**
 * Blocks side by side (early fusion): each is divided by the root of its total variance and multiplied by the root of its
 * weight, so that a block weighs what its weight says, however many columns it has and whatever their units. Within a
 * block nothing is rescaled. Variances (divisor n) are of the values that are there, summed in f64; missing values stay
 * NaN, and a block in which nothing varies stays 0. Blocks are users × d, all with the same users, finite or NaN.
 * @throws RangeError where blocks differ in rows, or a weight is not above 0
 */
export function fuseBlocks(blocks: readonly Block[]): Fusion {
  const rows = blocks[0]?.matrix.rows ?? 0;
  const cols = blocks.reduce((sum, { matrix }) => sum + matrix.cols, 0);
  const data = new Float32Array(rows * cols);
  const categories: CategoryColumns[] = [];
  let start = 0;
  const fused = blocks.map(({ id, matrix, weight }): FusedBlock => {
    if (matrix.rows !== rows) throw new RangeError(`block ${id} has ${matrix.rows} rows, not ${rows}`);
    if (!(weight > 0)) throw new RangeError(`block ${id} has the weight ${weight}`);
    const variance = totalVariance(matrix);
    const scale = variance > 0 ? Math.sqrt(weight / variance) : 0;
    const { data: values, cols: width } = matrix;
    for (let row = 0; row < rows; row++) {
      for (let j = 0; j < width; j++) {
        data[row * cols + start + j] = (values[row * width + j] ?? Number.NaN) * scale;
      }
    }
    for (const { first, count } of matrix.categories ?? []) categories.push({ first: start + first, count });
    start += width;
    return { id, columns: width, weight, coverage: coverageOf(matrix), variance };
  });
  return { matrix: { data, rows, cols, categories }, columns: blocks.flatMap(({ columns }) => columns), blocks: fused };
}

/** Share of rows without NaN, 0…1; 1 of no rows. */
export function coverageOf({ data, rows, cols }: Matrix): number {
  let complete = 0;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let at = row * cols; at < (row + 1) * cols; at++) sum += data[at] ?? 0;
    if (!Number.isNaN(sum)) complete++;
  }
  return rows === 0 ? 1 : complete / rows;
}

function totalVariance({ data, rows, cols }: Matrix): number {
  const counts = new Float64Array(cols);
  const means = new Float64Array(cols);
  const squares = new Float64Array(cols);
  for (let at = 0; at < rows * cols; at++) {
    const value = data[at] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const j = at % cols;
    // Welford 1962: stable beside huge offsets.
    const n = (counts[j] ?? 0) + 1;
    const before = value - (means[j] ?? 0);
    const mean = (means[j] ?? 0) + before / n;
    counts[j] = n;
    means[j] = mean;
    squares[j] = (squares[j] ?? 0) + before * (value - mean);
  }
  return squares.reduce((sum, square, j) => sum + square / Math.max(1, counts[j] ?? 0), 0);
}
