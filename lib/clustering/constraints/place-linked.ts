import type { Matrix } from "../../core/matrix.ts";
import type { RowSource } from "../../core/row-source.ts";
import type { SplitSource } from "../streaming/split-source.ts";
import type { LinkedRows } from "./link-users.ts";

/**
 * Rows that were not fitted, as they miss a feature, but that pairs speak of: a unit goes where its fitted rows are, else to
 * the centre that its rows are nearest to, by the features that they have, of those that nobody is in whom it is to be apart
 * from; where those are all, to the nearest. labels: of all rows, 0…k−1, changed in place. Units in order, so that the
 * outcome does not depend on anything else.
 */
export function placeLinked(
  labels: Int32Array,
  { units, apart }: LinkedRows,
  centres: Matrix,
  { partial, partialAt }: Pick<SplitSource, "partial" | "partialAt">,
): void {
  const k = centres.rows;
  if (units.length === 0 || k === 0 || partialAt.length === 0) return;
  const placeOf = new Map(Array.from(partialAt, (row, place) => [row, place]));
  const labelOf = units
    .map((rows) => rows.find((row) => !placeOf.has(row)))
    .map((row) => (row === undefined ? -1 : (labels[row] ?? -1)));
  for (const [unit, rows] of units.entries()) {
    const missing = rows.filter((row) => placeOf.has(row));
    if (missing.length === 0) continue;
    if ((labelOf[unit] ?? -1) < 0) {
      const taken = new Set(apart.flatMap(([a, b]) => (a === unit ? [labelOf[b]] : b === unit ? [labelOf[a]] : [])));
      const distances = distancesOf(
        missing.map((row) => placeOf.get(row) ?? 0),
        partial,
        centres,
      );
      const order = distances.map((_, c) => c).sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0) || a - b);
      labelOf[unit] = order.find((c) => !taken.has(c)) ?? order[0] ?? 0;
    }
    for (const row of missing) labels[row] = labelOf[unit] ?? 0;
  }
}

function distancesOf(places: readonly number[], partial: RowSource, centres: Matrix): number[] {
  const { cols } = partial;
  const distances = new Array<number>(centres.rows).fill(0);
  const values = new Float32Array(cols);
  for (const place of places) {
    partial.read(place, place + 1, values);
    for (const [j, value] of values.entries()) {
      if (Number.isNaN(value)) continue;
      for (let c = 0; c < centres.rows; c++)
        distances[c] = (distances[c] ?? 0) + (value - (centres.data[c * cols + j] ?? 0)) ** 2;
    }
  }
  return distances;
}
