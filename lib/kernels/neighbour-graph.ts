import type { Matrix } from "../core/matrix.ts";
import { nearestRows } from "./nearest-rows.ts";
import type { Kernels } from "./pool.ts";
import { openSpaceCells } from "./space-cells.ts";

/** In shared memory until the caller releases it. */
export interface NeighbourGraph {
  readonly k: number;
  /** n × k: the other rows that are nearest to each, nearest first. */
  readonly rows: Int32Array;
  /** n × k: how far they are. */
  readonly distances: Float32Array;
}

/** The k rows nearest to each row of x, itself left out; k < n. */
export function neighbourGraph(kernels: Kernels, x: Matrix, k: number): NeighbourGraph {
  const rows = kernels.int32(x.rows * k);
  const distances = kernels.float32(x.rows * k);
  const mark = kernels.mark();
  const cells = openSpaceCells(kernels, x);
  const { squared, places } = nearestRows(kernels, cells, cells, k + 1);
  for (const [place, row] of cells.rowAt.entries()) {
    let filled = 0;
    for (let at = place * (k + 1); filled < k; at++) {
      if (places[at] === place) continue;
      rows[row * k + filled] = cells.rowAt[places[at]!]!;
      distances[row * k + filled] = Math.sqrt(squared[at]!);
      filled++;
    }
  }
  kernels.release(mark);
  return { k, rows, distances };
}
