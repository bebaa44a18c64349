import { CladeError } from "../core/errors.ts";
import type { Matrix } from "../core/matrix.ts";

/** Which rows are fitted: those that have every feature, but for some, and some more. */
export interface FittedRows {
  /** Rows that are not fitted though they may be complete. */
  staysOut(row: number): boolean;
  /** Rows that are fitted though they have gaps. */
  comesIn(row: number): boolean;
}

/** Those that have every feature. */
export const completeRows: FittedRows = { staysOut: () => false, comesIn: () => false };

/** A matrix taken apart into the rows that are fitted, as they have every feature or come in all the same, and the others. */
export interface SplitRows {
  /** Rows without NaN (but for those that come in with it), in their old order, at the front of the same memory. */
  readonly complete: Matrix;
  /** Where each complete row stood; null when every row is complete. */
  readonly completeAt: Int32Array | null;
  /** Rows with at least one NaN, and those that were to stay out, in their old order, in memory of their own. */
  readonly partial: Matrix;
  readonly partialAt: Int32Array;
}

/**
 * Moves the complete rows of x to its front, so that kernels read them without another copy of the matrix; x itself
 * is used up. NaN means missing. `columns` names the features for the error.
 * @throws NOT_FINITE for an infinite value, naming its feature and row (counted from 1).
 */
export function splitCompleteRows(x: Matrix, columns: readonly string[], which = completeRows): SplitRows {
  const { data, rows, cols } = x;
  const partialAt = Int32Array.from(partialRows(x, columns, which));
  if (partialAt.length === 0) {
    return { complete: x, completeAt: null, partial: { data: new Float32Array(0), rows: 0, cols }, partialAt };
  }
  const partial = new Float32Array(partialAt.length * cols);
  const completeAt = new Int32Array(rows - partialAt.length);
  let moved = 0;
  let kept = 0;
  for (let row = 0; row < rows; row++) {
    if (partialAt[moved] === row) {
      partial.set(data.subarray(row * cols, (row + 1) * cols), moved++ * cols);
    } else {
      if (kept < row) data.copyWithin(kept * cols, row * cols, (row + 1) * cols);
      completeAt[kept++] = row;
    }
  }
  return {
    complete: { ...x, data: data.subarray(0, kept * cols), rows: kept },
    completeAt,
    partial: { data: partial, rows: moved, cols },
    partialAt,
  };
}

/**
 * Values of complete and partial rows, equally many a row, put together in the order in which the rows once stood.
 * Fills and returns `target`.
 */
export function mergeRows<T extends Int32Array | Float32Array>(
  split: Pick<SplitRows, "completeAt" | "partialAt">,
  parts: { readonly complete: T; readonly partial: T },
  target: T,
): T {
  const { completeAt, partialAt } = split;
  if (completeAt === null) {
    target.set(parts.complete);
    return target;
  }
  const width = target.length / (completeAt.length + partialAt.length);
  for (const [i, row] of completeAt.entries()) {
    target.set(parts.complete.subarray(i * width, (i + 1) * width), row * width);
  }
  for (const [i, row] of partialAt.entries()) {
    target.set(parts.partial.subarray(i * width, (i + 1) * width), row * width);
  }
  return target;
}

/** Rows of x that are not fitted, ascending. x begins at row `first` of all, which counts for the error. */
export function partialRows(
  { data, rows, cols }: Matrix,
  columns: readonly string[],
  { staysOut, comesIn }: FittedRows,
  first = 0,
): number[] {
  const found: number[] = [];
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let at = row * cols; at < (row + 1) * cols; at++) sum += (data[at] ?? 0) * 0;
    if (sum === 0) {
      if (staysOut(row)) found.push(row);
      continue;
    }
    for (let column = 0; column < cols; column++) {
      const value = data[row * cols + column];
      if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
        const value = `row ${first + row + 1}`;
        throw new CladeError("NOT_FINITE", { column: columns[column] ?? `#${column + 1}`, value });
      }
    }
    if (staysOut(row) || !comesIn(row)) found.push(row);
  }
  return found;
}
