import type { Matrix } from "../../core/matrix.ts";
import { rowsOfMatrix } from "../../core/row-source.ts";
import type { StoredMatrix } from "../../embedding/stored-matrix.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { openRows, readNumbers } from "../../platform/number-file.ts";
import { completeRows, splitCompleteRows } from "../complete-rows.ts";
import { type SplitSource, splitSource } from "./split-source.ts";

/** Bytes of a matrix that is read into memory as a whole; kernels reach 4 GiB, and some need it three times over. */
const mostInMemory = 2 ** 30;

export interface ReadingOptions {
  /** Rows that are not fitted though they may be complete. */
  readonly staysOut?: (row: number) => boolean;
  /** Tells of the whole matrix, before it is taken apart, which rows are fitted though they have gaps; where it is read at once. Absent: none. */
  readonly withGaps?: ((x: Matrix) => (row: number) => boolean) | undefined;
  /** Absent: 1 GiB. By the matrix' size alone, so that another machine gives the same bytes. */
  readonly memoryBytes?: number | undefined;
}

/** The users' matrix, its complete rows apart from the others. */
export interface OpenedMatrix extends SplitSource {
  /** The complete rows in kernel memory; null where there is too much of them: they are read a block at a time. */
  readonly matrix: Matrix | null;
  close(): void;
}

/** @throws NOT_FINITE for an infinite value. */
export function openMatrix(
  kernels: Kernels,
  { path, users, columns, categories }: StoredMatrix,
  { staysOut = () => false, withGaps, memoryBytes = mostInMemory }: ReadingOptions = {},
): OpenedMatrix {
  const cols = columns.length;
  if (users * cols * Float32Array.BYTES_PER_ELEMENT > memoryBytes) {
    const rows = openRows(path, users, cols);
    return { ...splitSource(rows, columns, staysOut), matrix: null, close: rows.close };
  }
  const x = { ...kernels.matrix(users, cols), categories };
  readNumbers(path, x.data);
  const { complete, completeAt, partial, partialAt } = splitCompleteRows(x, columns, {
    staysOut,
    comesIn: withGaps?.(x) ?? completeRows.comesIn,
  });
  return {
    ...{ completeAt, partialAt, matrix: complete },
    complete: rowsOfMatrix(complete),
    partial: rowsOfMatrix(partial),
    close() {},
  };
}
