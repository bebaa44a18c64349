import type { BoardMeasure, BoardRow } from "../../../lib/runs/board-schema.ts";

/** Of each value its place among all, 1 the best; equal ones share a place; null: it has none. */
export function rankValues(values: readonly (number | null)[], better: BoardMeasure["better"]): (number | null)[] {
  const known = values.filter((value) => value !== null);
  return values.map((value) => {
    if (value === null) return null;
    return 1 + known.filter((other) => (better === "higher" ? other > value : other < value)).length;
  });
}

/** Runs from the best by one measure to the worst, those without it last and in their own order. */
export function orderRuns(rows: readonly BoardRow[], { id, better }: BoardMeasure): BoardRow[] {
  const measureOf = ({ measures }: BoardRow) => measures[id]?.value ?? null;
  const sign = better === "higher" ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [one, other] = [measureOf(a), measureOf(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return sign * (one - other);
  });
}

/** Whoever is first by most measures, alone, and by how many; null where nobody is, or fewer than two runs are measured. */
export function leadingRun(
  rows: readonly BoardRow[],
  measures: readonly BoardMeasure[],
): { readonly run: BoardRow; readonly firsts: number } | null {
  const measured = rows.filter((row) => Object.keys(row.measures).length > 0);
  if (measured.length < 2) return null;
  const firsts = measured.map(() => 0);
  for (const { id, better } of measures) {
    const ranks = rankValues(
      measured.map((row) => row.measures[id]?.value ?? null),
      better,
    );
    for (const [at, rank] of ranks.entries()) if (rank === 1) firsts[at] = (firsts[at] ?? 0) + 1;
  }
  const most = Math.max(...firsts);
  const at = firsts.indexOf(most);
  const run = measured[at];
  return run && most > 0 && firsts.lastIndexOf(most) === at ? { run, firsts: most } : null;
}
