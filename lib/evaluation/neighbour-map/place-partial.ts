import type { Matrix } from "../../core/matrix.ts";

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
  partial: Matrix,
  place: Place,
  most = 12,
): Float32Array {
  const { rows, cols } = partial;
  const placed = new Float32Array(rows * 2);
  const middle = middleOf(coordinates);
  for (const { columns, members } of groupByColumns(partial, most)) {
    if (columns.length === 0 || fitted.rows === 0) {
      for (const row of members) placed.set(middle, row * 2);
      continue;
    }
    const own = new Float32Array(members.length * columns.length);
    for (const [i, row] of members.entries())
      for (const [j, column] of columns.entries()) own[i * columns.length + j] = partial.data[row * cols + column] ?? 0;
    const found = place(narrow(fitted, columns), { data: own, rows: members.length, cols: columns.length });
    for (const [i, row] of members.entries()) placed.set(found.subarray(2 * i, 2 * i + 2), row * 2);
  }
  return placed;
}

interface Pattern {
  readonly columns: readonly number[];
  readonly members: readonly number[];
}

/** Rows by the columns they have: the commonest patterns first, equal ones in order of their first row. */
function groupByColumns({ data, rows, cols }: Matrix, most: number): Pattern[] {
  const patterns = new Map<string, { columns: number[]; members: number[] }>();
  for (let row = 0; row < rows; row++) {
    const columns: number[] = [];
    for (let j = 0; j < cols; j++) if (!Number.isNaN(data[row * cols + j])) columns.push(j);
    const key = columns.join();
    const known = patterns.get(key);
    if (known) known.members.push(row);
    else patterns.set(key, { columns, members: [row] });
  }
  const sorted = [...patterns.values()].sort((a, b) => b.members.length - a.members.length);
  if (sorted.length <= most) return sorted;
  const rest = sorted.slice(most - 1);
  const shared = (rest[0]?.columns ?? []).filter((column) => rest.every(({ columns }) => columns.includes(column)));
  return [...sorted.slice(0, most - 1), { columns: shared, members: rest.flatMap(({ members }) => members) }];
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
