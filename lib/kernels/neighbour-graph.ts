import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import { nearestRows } from "./nearest-rows.ts";
import { descendToNeighbours, type NeighbourGraph } from "./neighbour-descent.ts";
import type { Kernels } from "./pool.ts";
import { openSpaceCells } from "./space-cells.ts";

/** Pairs of numbers that are compared in about a second. */
const cheap = 4e9;

/**
 * The k rows nearest to each row of x, itself left out; k < n. Exact where all pairs are few, or boxes around rows that are
 * near leave few of them to look at; else nearly so.
 */
export function neighbourGraph(
  kernels: Kernels,
  x: Matrix,
  k: number,
  random: Random,
  progress?: (fraction: number) => void,
): NeighbourGraph {
  const { rows: n, cols: d } = x;
  const seen = d <= 3 ? Math.min(n, 2000) : n;
  return n <= 4 * k || n * seen * d <= cheap
    ? exactly(kernels, x, k)
    : descendToNeighbours(kernels, x, k, random, progress);
}

function exactly(kernels: Kernels, x: Matrix, k: number): NeighbourGraph {
  const n = x.rows;
  const rows = kernels.int32(n * k);
  const distances = kernels.float32(n * k);
  const rowAt = kernels.int32(n);
  const mark = kernels.mark();
  const cells = openSpaceCells(kernels, x);
  const { squared, places } = nearestRows(kernels, cells, cells, k + 1);
  rowAt.set(cells.rowAt);
  for (let place = 0; place < n; place++) {
    let filled = 0;
    for (let at = place * (k + 1); filled < k; at++) {
      if (places[at] === place) continue;
      rows[place * k + filled] = places[at]!;
      distances[place * k + filled] = Math.sqrt(squared[at]!);
      filled++;
    }
  }
  kernels.release(mark);
  return { k, rowAt, rows, distances };
}
