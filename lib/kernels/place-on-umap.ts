import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import { nearestRows } from "./nearest-rows.ts";
import type { Kernels } from "./pool.ts";
import { openSpaceCells } from "./space-cells.ts";
import type { UmapResult } from "./umap.ts";

export interface PlaceOptions extends Pick<UmapResult, "a" | "b" | "neighbours"> {
  readonly random: Random;
}

/**
 * Lays new rows into a finished map: where their nearest fitted rows lie, weighted by nearness.
 * fitted: n × d; coordinates: n × 2; rows: m × d. Gives m × 2.
 */
export function placeOnUmap(
  kernels: Kernels,
  fitted: Matrix,
  coordinates: Float32Array,
  rows: Matrix,
  { neighbours }: PlaceOptions,
): Float32Array {
  const k = Math.min(neighbours, fitted.rows);
  const placed = new Float32Array(2 * rows.rows);
  if (k === 0 || rows.rows === 0) return placed;
  const mark = kernels.mark();
  const cells = openSpaceCells(kernels, fitted);
  const queries = openSpaceCells(kernels, rows, cells);
  const { squared, places } = nearestRows(kernels, queries, cells, k);
  for (const [place, row] of queries.rowAt.entries()) {
    const own = squared.subarray(place * k, (place + 1) * k);
    const nearest = Math.sqrt(own[0]!);
    const scale = Math.sqrt(own[k >> 1]!) - nearest || 1;
    let [sum, left, top] = [0, 0, 0];
    for (const [i, distance] of own.entries()) {
      const weight = Math.exp(-(Math.sqrt(distance) - nearest) / scale);
      const near = cells.rowAt[places[place * k + i]!]!;
      sum += weight;
      left += weight * coordinates[2 * near]!;
      top += weight * coordinates[2 * near + 1]!;
    }
    placed[2 * row] = left / sum;
    placed[2 * row + 1] = top / sum;
  }
  kernels.release(mark);
  return placed;
}
