/** Rows that stand together from the start: alike in every run, or in as many as the limit lets tell apart. */
export interface Cells {
  /** Row → cell. */
  readonly of: Int32Array;
  readonly count: number;
  /** Every cell is of rows that no run tells apart. */
  readonly isExact: boolean;
}

interface Cell {
  readonly start: number;
  readonly end: number;
  /** Runs that it was split by. */
  readonly depth: number;
}

/**
 * The rows (n) split by one run after another until no run tells the rows of a cell apart, always the largest cell first, so that
 * beyond `limit` it is the small differences that stay together. labels: one list a run, from 0. O(n·runs) time, O(n + limit) memory.
 */
export function splitIntoCells(labels: readonly Uint8Array[], n: number, limit: number): Cells {
  const rows = Int32Array.from({ length: n }, (_, row) => row);
  const sort = openSorting(rows);
  const waiting: Cell[][] = [];
  const put = (cell: Cell) => {
    const size = cell.end - cell.start;
    waiting[size] ??= [];
    waiting[size].push(cell);
  };
  const done: Cell[] = [];
  let count = 1;
  let isExact = true;
  put({ start: 0, end: n, depth: 0 });
  // Parts are no larger than their whole: sizes go down, and a list may grow while it is gone through.
  for (let size = n; size > 0; size--)
    for (const cell of waiting[size] ?? []) {
      const run = labels[cell.depth];
      const ends = size > 1 && run ? sort(cell, run) : [];
      if (ends.length === 0 || count + ends.length - 1 > limit) {
        isExact &&= ends.length === 0;
        done.push(cell);
        continue;
      }
      count += ends.length - 1;
      for (const [part, end] of ends.entries())
        put({ start: ends[part - 1] ?? cell.start, end, depth: cell.depth + 1 });
    }
  const of = new Int32Array(n);
  for (const [cell, { start, end }] of done.entries()) for (let at = start; at < end; at++) of[rows[at] ?? 0] = cell;
  return { of, count: done.length, isExact };
}

/** Puts a cell's rows in the order of their labels, each label's in their old order, and tells where each label's end. */
function openSorting(rows: Int32Array) {
  const old = new Int32Array(rows.length);
  const next = new Int32Array(256);
  return ({ start, end }: Cell, run: Uint8Array): number[] => {
    const first = run[rows[start] ?? 0];
    let same = start;
    while (same < end && run[rows[same] ?? 0] === first) same++;
    if (same === end) return [end];
    next.fill(0);
    for (let at = start; at < end; at++) {
      const row = rows[at] ?? 0;
      old[at] = row;
      next[run[row] ?? 0] = (next[run[row] ?? 0] ?? 0) + 1;
    }
    const ends: number[] = [];
    let place = start;
    for (let label = 0; label < 256; label++) {
      const size = next[label] ?? 0;
      next[label] = place;
      place += size;
      if (size > 0) ends.push(place);
    }
    for (let at = start; at < end; at++) {
      const row = old[at] ?? 0;
      const label = run[row] ?? 0;
      const to = next[label] ?? 0;
      rows[to] = row;
      next[label] = to + 1;
    }
    return ends;
  };
}
