import { blockRows, blocksOfRows, gatherSourceRows, type RowSource } from "../../core/row-source.ts";
import { completeRows, partialRows } from "../complete-rows.ts";

/** A source taken apart into the rows that have every feature and those that miss some; nothing is held but where they stand. */
export interface SplitSource {
  readonly complete: RowSource;
  /** Where each complete row stands; null when every row is complete. */
  readonly completeAt: Int32Array | null;
  readonly partial: RowSource;
  readonly partialAt: Int32Array;
}

/**
 * Reads every row once. NaN means missing. `columns` names the features for the error; `staysOut` says which rows are not
 * fitted though they may be complete.
 * @throws NOT_FINITE for an infinite value, naming its feature and row (counted from 1).
 */
export function splitSource(
  source: RowSource,
  columns: readonly string[],
  staysOut: (row: number) => boolean,
  rowsAtOnce = blockRows(source.cols),
): SplitSource {
  const { rows, cols } = source;
  const block = new Float32Array(Math.min(rows, rowsAtOnce) * cols);
  const found: number[] = [];
  for (const [from, to] of blocksOfRows(rows, rowsAtOnce)) {
    source.read(from, to, block);
    const data = block.subarray(0, (to - from) * cols);
    const x = { data, rows: to - from, cols };
    for (const row of partialRows(x, columns, { ...completeRows, staysOut: (at) => staysOut(from + at) }, from))
      found.push(from + row);
  }
  const partialAt = Int32Array.from(found);
  const partial = rowsAt(source, partialAt);
  if (partialAt.length === 0) return { complete: source, completeAt: null, partial, partialAt };
  const completeAt = new Int32Array(rows - partialAt.length);
  let [kept, passed] = [0, 0];
  for (let row = 0; row < rows; row++) {
    if (partialAt[passed] === row) passed++;
    else completeAt[kept++] = row;
  }
  return { complete: rowsAt(source, completeAt), completeAt, partial, partialAt };
}

function rowsAt(source: RowSource, at: Int32Array): RowSource {
  const { cols } = source;
  return {
    rows: at.length,
    cols,
    read(from, to, into) {
      gatherSourceRows(source, at.subarray(from, to), { data: into, rows: to - from, cols });
    },
  };
}
