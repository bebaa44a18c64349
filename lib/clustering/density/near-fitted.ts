import type { Matrix } from "../../core/matrix.ts";
import { nearestRows } from "../../kernels/nearest-rows.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { openSpaceCells } from "../../kernels/space-cells.ts";
import type { NearRows } from "./predict-row.ts";

/** Rows that are held against the fitted ones at a time. */
const chunk = 65_536;

/** Calls `tell` with the k nearest fitted rows of every row of x, in no particular order. O(chunk·k) memory beside the fitted rows. */
export function tellNearFitted(
  kernels: Kernels,
  fitted: Matrix,
  x: Matrix,
  k: number,
  tell: (row: number, near: NearRows) => void,
): void {
  const before = kernels.mark();
  const cells = openSpaceCells(kernels, fitted);
  const most = Math.min(k, fitted.rows);
  for (let first = 0; first < x.rows; first += chunk) {
    const mark = kernels.mark();
    const rows = Math.min(chunk, x.rows - first);
    const some = { data: x.data.subarray(first * x.cols, (first + rows) * x.cols), rows, cols: x.cols };
    const queries = openSpaceCells(kernels, some, cells);
    const { squared, places } = nearestRows(kernels, queries, cells, most);
    const near = { rows: new Int32Array(most), distances: new Float64Array(most) };
    for (const [place, row] of queries.rowAt.entries()) {
      for (let i = 0; i < most; i++) {
        near.rows[i] = cells.rowAt[places[place * most + i] ?? 0] ?? 0;
        near.distances[i] = Math.sqrt(squared[place * most + i] ?? 0);
      }
      tell(first + row, near);
    }
    kernels.release(mark);
  }
  kernels.release(before);
}
