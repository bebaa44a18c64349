import type { Matrix } from "../../core/matrix.ts";
import { blockRows, blocksOfRows, gatherSourceRows, type RowSource } from "../../core/row-source.ts";

/** Lays rows into a finished picture of `fitted`, all of the same columns; n × 2. */
export type Place = (fitted: Matrix, rows: Matrix) => Float32Array;

/**
 * Places of rows that miss some features, each by the features that it has: rows that miss the same ones are laid in
 * together, among the fitted rows seen in those columns alone. Missing is not a place: no value is imputed. Who has no
 * feature at all stands in the middle of the picture. Patterns beyond the `most` commonest are few rows each: they are
 * seen in the columns that all rows of such patterns have, or stand in the middle where they share none.
 * fitted: n × d, finite; coordinates: n × 2; partial: m × d, NaN where missing. Returns m × 2.
 */
export function placePartial(
  fitted: Matrix,
  coordinates: Float32Array,
  partial: RowSource,
  place: Place,
  most = 12,
): Float32Array {
  const placed = new Float32Array(partial.rows * 2);
  const middle = middleOf(coordinates);
  for (const { columns, members } of groupByColumns(partial, most)) {
    if (columns.length === 0 || fitted.rows === 0) {
      for (const row of members) placed.set(middle, row * 2);
      continue;
    }
    const seen = narrow(fitted, columns);
    for (const [from, to] of blocksOfRows(members.length, blockRows(partial.cols))) {
      const rows = members.slice(from, to);
      const found = place(seen, narrow(gatherSourceRows(partial, Int32Array.from(rows)), columns));
      for (const [i, row] of rows.entries()) placed.set(found.subarray(2 * i, 2 * i + 2), row * 2);
    }
  }
  return placed;
}

interface Pattern {
  readonly columns: readonly number[];
  /** Ascending. */
  readonly members: number[];
}

/** Rows by the columns they have: the commonest patterns first, equal ones in order of their first row. */
function groupByColumns(partial: RowSource, most: number): Pattern[] {
  const patterns = new Map<string, Pattern>();
  const { rows, cols } = partial;
  const block = new Float32Array(Math.min(rows, blockRows(cols)) * cols);
  for (const [from, to] of blocksOfRows(rows, blockRows(cols))) {
    partial.read(from, to, block);
    for (let row = from; row < to; row++) {
      const columns: number[] = [];
      for (let j = 0; j < cols; j++) if (!Number.isNaN(block[(row - from) * cols + j])) columns.push(j);
      const key = columns.join();
      const known = patterns.get(key);
      if (known) known.members.push(row);
      else patterns.set(key, { columns, members: [row] });
    }
  }
  const sorted = [...patterns.values()].sort((a, b) => b.members.length - a.members.length);
  if (sorted.length <= most) return sorted;
  const rest = sorted.slice(most - 1);
  const shared = (rest[0]?.columns ?? []).filter((column) => rest.every(({ columns }) => columns.includes(column)));
  const members = rest.flatMap((pattern) => pattern.members).sort((a, b) => a - b);
  return [...sorted.slice(0, most - 1), { columns: shared, members }];
}

function narrow({ data, rows, cols }: Matrix, columns: readonly number[]): Matrix {
  const narrowed = new Float32Array(rows * columns.length);
  for (let row = 0; row < rows; row++)
    for (const [j, column] of columns.entries()) narrowed[row * columns.length + j] = data[row * cols + column] ?? 0;
  return { data: narrowed, rows, cols: columns.length };
}

function middleOf(coordinates: Float32Array): [x: number, y: number] {
  const n = Math.max(1, coordinates.length / 2);
  let [x, y] = [0, 0];
  for (let at = 0; at < coordinates.length; at += 2) {
    x += coordinates[at] ?? 0;
    y += coordinates[at + 1] ?? 0;
  }
  return [x / n, y / n];
}
