import type { Matrix } from "./matrix.ts";

/** Rows that are read a block at a time: of a matrix, or of a file that memory does not take. */
export interface RowSource {
  readonly rows: number;
  readonly cols: number;
  /** Puts rows from…to−1 at the front of `into`. */
  read(from: number, to: number, into: Float32Array): void;
}

export function rowsOfMatrix({ data, rows, cols }: Matrix): RowSource {
  return {
    rows,
    cols,
    read: (from, to, into) => into.set(data.subarray(from * cols, to * cols)),
  };
}

/** How many rows of `cols` columns make a block of about 16 MB: large enough for threads, small beside any memory. */
export function blockRows(cols: number): number {
  return Math.max(256, Math.ceil(2 ** 22 / Math.max(1, cols)));
}

/** From and to of every block, in order. */
export function* blocksOfRows(rows: number, size: number): Generator<readonly [from: number, to: number]> {
  for (let from = 0; from < rows; from += size) yield [from, Math.min(rows, from + size)];
}

/**
 * Rows `picked` (ascending, repeats allowed) of a source, in `target` or in memory of their own. Every stretch of the source
 * that holds some is read once.
 */
export function gatherSourceRows(source: RowSource, picked: Int32Array, target?: Matrix): Matrix {
  const { cols } = source;
  const data = target?.data ?? new Float32Array(picked.length * cols);
  const block = new Float32Array(stretch * cols);
  for (let i = 0; i < picked.length; ) {
    const first = picked[i] ?? 0;
    let end = i + 1;
    while (end < picked.length && (picked[end] ?? 0) < first + stretch) end++;
    source.read(first, (picked[end - 1] ?? first) + 1, block);
    for (; i < end; i++) {
      const at = ((picked[i] ?? 0) - first) * cols;
      data.set(block.subarray(at, at + cols), i * cols);
    }
  }
  return { data, rows: picked.length, cols };
}

/** Rows that are read at once where some of them are picked. */
const stretch = 512;
