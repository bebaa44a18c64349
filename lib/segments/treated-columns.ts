import { blockRows, blocksOfRows, type RowSource } from "../core/row-source.ts";

/** Columns that are picked out of a matrix at once: as many as this much takes, yet some, so that it is not read too often. */
const mostBytes = 2 ** 26;
const fewestAtOnce = 4;

/** Columns of a row-major matrix one after the other, in the order asked for; each as true only until the next. */
export function* columnsOfRows(
  source: RowSource,
  columns: readonly number[],
  memoryBytes = mostBytes,
): Generator<Float32Array> {
  const { rows, cols } = source;
  const affordable = Math.floor(memoryBytes / (Float32Array.BYTES_PER_ELEMENT * Math.max(1, rows)));
  const atOnce = Math.min(columns.length, Math.max(fewestAtOnce, affordable));
  const picked = Array.from({ length: atOnce }, () => new Float32Array(rows));
  const size = Math.min(rows, blockRows(cols));
  const block = new Float32Array(size * cols);
  for (let start = 0; start < columns.length; start += atOnce) {
    const batch = columns.slice(start, start + atOnce);
    for (const [from, to] of blocksOfRows(rows, size)) {
      source.read(from, to, block);
      for (const [i, column] of batch.entries()) {
        const values = picked[i]?.subarray(from, to) ?? new Float32Array(0);
        for (let row = 0, at = column; row < values.length; row++, at += cols) values[row] = block[at] ?? Number.NaN;
      }
    }
    yield* picked.slice(0, batch.length);
  }
}
