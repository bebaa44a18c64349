/** Who is who on two maps. */
export interface LinkedRows {
  /** Rows of the one map's people on the other; who is not there is left out. */
  toRight(rows: readonly number[]): number[];
  toLeft(rows: readonly number[]): number[];
}

/** pairs: for each row on the left its row on the right, −1 where that person is not there; right: people on the right. */
export function linkRows(pairs: Int32Array, right: number): LinkedRows {
  const back = new Int32Array(right).fill(-1);
  for (const [row, other] of pairs.entries()) if (other >= 0 && other < right) back[other] = row;
  const through = (table: Int32Array) => (rows: readonly number[]) =>
    rows.flatMap((row) => {
      const other = table[row] ?? -1;
      return other < 0 ? [] : [other];
    });
  return { toRight: through(pairs), toLeft: through(back) };
}

/** In which segments some rows are, those with most first: [segment, how many]. −1: in none. */
export function countSegments(rows: readonly number[], segments: Int32Array): [segment: number, count: number][] {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const segment = segments[row] ?? -1;
    counts.set(segment, (counts.get(segment) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}
