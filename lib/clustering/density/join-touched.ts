import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import type { DbscanResult } from "../../kernels/dbscan.ts";
import type { Kernels } from "../../kernels/pool.ts";
import type { DrawnRows } from "./drawn-rows.ts";
import { tellNearFitted } from "./near-fitted.ts";

interface Touch {
  readonly eps: number;
  readonly random: Random;
}

/**
 * Labels for all rows where DBSCAN saw only those that were drawn: theirs, and for every other row that of the drawn core row nearest to it,
 * if that is within eps; else −1.
 */
export function joinTouched(
  kernels: Kernels,
  x: Matrix,
  { rows, x: drawn }: DrawnRows,
  found: DbscanResult,
  { eps, random }: Touch,
): Int32Array {
  const labels = new Int32Array(x.rows).fill(-1);
  const cores = Array.from(rows.keys()).filter((i) => found.core[i] === 1);
  const data = new Float32Array(cores.length * x.cols);
  for (const [i, core] of cores.entries())
    data.set(drawn.data.subarray(core * x.cols, (core + 1) * x.cols), i * x.cols);
  if (cores.length > 0)
    tellNearFitted(kernels, { data, rows: cores.length, cols: x.cols }, x, 1, random, (row, near) => {
      if ((near.distances[0] ?? eps + 1) <= eps) labels[row] = found.labels[cores[near.rows[0] ?? 0] ?? 0] ?? -1;
    });
  for (const [i, row] of rows.entries()) labels[row] = found.labels[i] ?? -1;
  return labels;
}
