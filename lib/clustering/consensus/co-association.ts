import type { BaseRuns } from "./base-runs.ts";

/** Of cells of rows, how many rows are in each group of each run, as shares; one entry a group that has any. */
export interface CellProfiles {
  /** Where each cell's entries start; one more at the end. */
  readonly starts: Int32Array;
  /** Groups of all runs, counted through. */
  readonly groups: Int32Array;
  readonly shares: Float64Array;
  readonly sizes: Float64Array;
}

/** of: row → cell. O(n·runs). */
export function profileCells({ labels, groups: perRun }: BaseRuns, of: Int32Array, count: number): CellProfiles {
  const sizes = new Float64Array(count);
  for (const cell of of) sizes[cell] = (sizes[cell] ?? 0) + 1;
  const { rows, ends } = rowsOfCells(of, sizes);
  const firsts = firstGroups(perRun);
  const starts = new Int32Array(count + 1);
  const groups: number[] = [];
  const shares: number[] = [];
  const counts = new Float64Array(256);
  for (let cell = 0; cell < count; cell++) {
    const own = rows.subarray(ends[cell - 1] ?? 0, ends[cell]);
    for (const [run, of] of labels.entries()) {
      counts.fill(0);
      for (const row of own) counts[of[row] ?? 0] = (counts[of[row] ?? 0] ?? 0) + 1;
      for (let label = 0; label < (perRun[run] ?? 0); label++) {
        const members = counts[label] ?? 0;
        if (members === 0) continue;
        groups.push((firsts[run] ?? 0) + label);
        shares.push(members / own.length);
      }
    }
    starts[cell + 1] = groups.length;
  }
  return { starts, groups: Int32Array.from(groups), shares: Float64Array.from(shares), sizes };
}

/**
 * How seldom the rows of two cells stand together (evidence accumulation: Fred & Jain 2005, doi:10.1109/TPAMI.2005.113): 1 less the share of
 * runs that put a row of the one and a row of the other into one group, mean over such pairs of rows, 0…1. Those of cell 1 to cell 0, of
 * 2 to 0 and 1, and so on. O(cells²·runs) time.
 */
export function cellDistances({ starts, groups, shares, sizes }: CellProfiles, { labels, groups: perRun }: BaseRuns) {
  const count = sizes.length;
  const distances = new Float64Array((count * (count - 1)) / 2);
  const own = new Float64Array(perRun.reduce((sum, k) => sum + k, 0));
  const runs = labels.length;
  let place = 0;
  for (let a = 1; a < count; a++) {
    own.fill(0);
    for (let at = starts[a] ?? 0; at < (starts[a + 1] ?? 0); at++) own[groups[at] ?? 0] = shares[at] ?? 0;
    for (let b = 0; b < a; b++) {
      let together = 0;
      const end = starts[b + 1] ?? 0;
      for (let at = starts[b] ?? 0; at < end; at++) together += (own[groups[at] ?? 0] ?? 0) * (shares[at] ?? 0);
      distances[place++] = 1 - together / runs;
    }
  }
  return distances;
}

function rowsOfCells(of: Int32Array, sizes: Float64Array) {
  const ends = new Int32Array(sizes.length);
  let at = 0;
  const next = Int32Array.from(sizes, (size) => {
    const start = at;
    at += size;
    return start;
  });
  const rows = new Int32Array(of.length);
  for (const [row, cell] of of.entries()) {
    rows[next[cell] ?? 0] = row;
    next[cell] = (next[cell] ?? 0) + 1;
  }
  ends.set(next);
  return { rows, ends };
}

export function firstGroups(perRun: readonly number[]): number[] {
  let first = 0;
  return perRun.map((k) => {
    first += k;
    return first - k;
  });
}
