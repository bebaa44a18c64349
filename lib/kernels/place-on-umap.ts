import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import { searchNeighbours } from "./neighbour-search.ts";
import type { Kernels } from "./pool.ts";
import type { UmapResult } from "./umap.ts";
import { weighNeighbours } from "./umap-edges.ts";
import { layAmong } from "./umap-layout.ts";

export interface PlaceOptions extends Pick<UmapResult, "a" | "b" | "neighbours"> {
  readonly random: Random;
}

const epochs = 30;
const rate = 0.25;

/**
 * Lays new rows into a finished map: amid their nearest fitted rows, weighted by e^−distance/sigma with sigma as in the fit, then moved for 30
 * epochs while all others stay (McInnes, Healy & Melville 2018, arXiv:1802.03426, and its program). fitted: n × d; coordinates: n × 2, finite;
 * rows: m × d in the same units. Gives m × 2, not in shared memory; without fitted rows everybody is at 0. The same bytes whatever the
 * threads; where a row goes does not depend on the rows placed with it, but for their number before it.
 */
export function placeOnUmap(
  kernels: Kernels,
  fitted: Matrix,
  coordinates: Float32Array,
  rows: Matrix,
  { a, b, neighbours, random }: PlaceOptions,
): Float32Array {
  const m = rows.rows;
  const k = Math.min(neighbours, fitted.rows);
  const placed = new Float32Array(2 * m);
  if (k === 0 || m === 0) return placed;
  const mark = kernels.mark();
  const found = searchNeighbours(kernels, fitted, rows, k, random.fork("neighbours"));
  const weights = weighNeighbours(kernels, found.distances, k, false);
  for (let row = 0; row < m; row++) {
    let [sum, x, y] = [0, 0, 0];
    for (let at = row * k; at < (row + 1) * k; at++) {
      const near = found.rows[at]!;
      sum += weights[at]!;
      x += weights[at]! * coordinates[2 * near]!;
      y += weights[at]! * coordinates[2 * near + 1]!;
    }
    placed[2 * row] = x / sum;
    placed[2 * row + 1] = y / sum;
  }
  const starts = Int32Array.from({ length: m + 1 }, (_, row) => row * k);
  const options = { curve: { a, b }, epochs, rate, random: random.fork("layout") };
  layAmong(kernels, coordinates, placed, { starts, targets: found.rows, weights }, options);
  kernels.release(mark);
  return placed;
}
