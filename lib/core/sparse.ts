/**
 * A sparse matrix by rows (CSR): the entries of row i are columns[starts[i]…starts[i + 1]) with their values, columns
 * rising within a row, none twice.
 */
export interface SparseMatrix {
  readonly rows: number;
  readonly cols: number;
  /** rows + 1 of them, from 0 to the number of entries. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array | Float32Array;
}

/**
 * Rows become columns, by counting: O(entries + rows + cols). The columns of a row need not rise in the input and do in
 * the result, so two of them sort a matrix.
 */
export function transpose(x: SparseMatrix): SparseMatrix {
  const starts = new Int32Array(x.cols + 1);
  const entries = x.starts[x.rows] ?? 0;
  for (let e = 0; e < entries; e++) starts[(x.columns[e] ?? 0) + 1] = (starts[(x.columns[e] ?? 0) + 1] ?? 0) + 1;
  for (let c = 0; c < x.cols; c++) starts[c + 1] = (starts[c + 1] ?? 0) + (starts[c] ?? 0);
  const next = starts.slice(0, x.cols);
  const columns = new Int32Array(entries);
  const values = x.values instanceof Float32Array ? new Float32Array(entries) : new Float64Array(entries);
  for (let row = 0; row < x.rows; row++) {
    for (let e = x.starts[row] ?? 0; e < (x.starts[row + 1] ?? 0); e++) {
      const column = x.columns[e] ?? 0;
      const at = next[column] ?? 0;
      columns[at] = row;
      values[at] = x.values[e] ?? 0;
      next[column] = at + 1;
    }
  }
  return { rows: x.cols, cols: x.rows, starts, columns, values };
}
