import type { BoardMeasure, BoardRow } from "../../../lib/runs/board-schema.ts";

/** From this share of users in no segment on, a run's measures are of the few that are easy to tell apart. */
const mostLeftOut = 0.5;

/** Measures leave out who is in no segment: a run that leaves out most of all users would win by what it does not say. */
export function isRanked({ noise }: Pick<BoardRow, "noise">): boolean {
  return noise === null || noise < mostLeftOut;
}

/** A run's value that counts among the others; null where it has none, or is not ranked. */
export function rankedValue(row: BoardRow, { id }: Pick<BoardMeasure, "id">): number | null {
  return isRanked(row) ? (row.measures[id]?.value ?? null) : null;
}

/** Of each value its place among all, 1 the best; equal ones share a place; null: it has none. */
export function rankValues(values: readonly (number | null)[], better: BoardMeasure["better"]): (number | null)[] {
  const known = values.filter((value) => value !== null);
  return values.map((value) => {
    if (value === null) return null;
    return 1 + known.filter((other) => (better === "higher" ? other > value : other < value)).length;
  });
}

/** Runs from the best by one measure to the worst, those without it or not ranked last and in their own order. */
export function orderRuns(rows: readonly BoardRow[], measure: BoardMeasure): BoardRow[] {
  const sign = measure.better === "higher" ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [one, other] = [rankedValue(a, measure), rankedValue(b, measure)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return sign * (one - other);
  });
}

/** Whoever is first by most measures, alone, and by how many; null where nobody is, or fewer than two runs are ranked. */
export function leadingRun(
  rows: readonly BoardRow[],
  measures: readonly BoardMeasure[],
): { readonly run: BoardRow; readonly firsts: number } | null {
  const measured = rows.filter((row) => isRanked(row) && Object.keys(row.measures).length > 0);
  if (measured.length < 2) return null;
  const firsts = measured.map(() => 0);
  for (const measure of measures) {
    const values = measured.map((row) => rankedValue(row, measure));
    const ranks = rankValues(values, measure.better);
    for (const [at, rank] of ranks.entries()) if (rank === 1) firsts[at] = (firsts[at] ?? 0) + 1;
  }
  const most = Math.max(...firsts);
  const at = firsts.indexOf(most);
  const run = measured[at];
  return run && most > 0 && firsts.lastIndexOf(most) === at ? { run, firsts: most } : null;
}
