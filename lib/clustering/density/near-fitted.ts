import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import { nearestRows } from "../../kernels/nearest-rows.ts";
import { openWalk } from "../../kernels/neighbour-walk.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { openSpaceCells } from "../../kernels/space-cells.ts";
import type { NearRows } from "./predict-row.ts";

/** Rows that are held against the fitted ones at a time. */
const chunk = 65_536;
/** Pairs of numbers that are compared in about a second. */
const cheapPairs = 4e9;
/** Of so few columns boxes around rows leave few to compare. */
const fewColumns = 3;

/**
 * Calls `tell` with the k nearest fitted rows of every row of x, in no particular order: exactly where columns are few or all pairs are
 * quickly compared, else with nearly all of them (openWalk). O(chunk·k) memory beside the fitted rows.
 */
export function tellNearFitted(
  kernels: Kernels,
  fitted: Matrix,
  x: Matrix,
  k: number,
  random: Random,
  tell: (row: number, near: NearRows) => void,
): void {
  const before = kernels.mark();
  const { cols } = x;
  const most = Math.min(k, fitted.rows);
  const isCheap =
    cols <= fewColumns || x.rows * fitted.rows * cols <= cheapPairs || fitted.rows <= 8 * Math.max(most, 64);
  const search = isCheap ? openComparison(kernels, fitted, most) : openWalk(kernels, fitted, most, random);
  const near = { rows: new Int32Array(most), distances: new Float64Array(most) };
  for (let first = 0; first < x.rows; first += chunk) {
    const mark = kernels.mark();
    const rows = Math.min(chunk, x.rows - first);
    const found = search({ data: x.data.subarray(first * cols, (first + rows) * cols), rows, cols });
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < most; i++) {
        near.rows[i] = found.rows[row * most + i] ?? 0;
        near.distances[i] = found.distances[row * most + i] ?? 0;
      }
      tell(first + row, near);
    }
    kernels.release(mark);
  }
  kernels.release(before);
}

interface Found {
  readonly rows: Int32Array;
  readonly distances: ArrayLike<number>;
}

function openComparison(kernels: Kernels, fitted: Matrix, k: number): (x: Matrix) => Found {
  const cells = openSpaceCells(kernels, fitted);
  return (x) => {
    const queries = openSpaceCells(kernels, x, cells);
    const { squared, places } = nearestRows(kernels, queries, cells, k);
    const found = { rows: new Int32Array(x.rows * k), distances: new Float64Array(x.rows * k) };
    for (const [place, row] of queries.rowAt.entries())
      for (let i = 0; i < k; i++) {
        found.rows[row * k + i] = cells.rowAt[places[place * k + i] ?? 0] ?? 0;
        found.distances[row * k + i] = Math.sqrt(squared[place * k + i] ?? 0);
      }
    return found;
  };
}
