/**
 * A dense float32 matrix, row-major: entry (i, j) is data[i * cols + j]. `data` is often a view of the kernels' shared
 * memory, so that a kernel reads it without a copy.
 */
export interface Matrix {
  readonly data: Float32Array;
  readonly rows: number;
  readonly cols: number;
  /** Absent: every column is a number. */
  readonly categories?: readonly CategoryColumns[];
}

/** Columns that are the levels of one category: each has two values, and at most one of them is on in a row. */
export interface CategoryColumns {
  readonly first: number;
  readonly count: number;
}
