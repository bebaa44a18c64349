import type { SparseMatrix } from "../core/sparse.ts";
import { blocksOf } from "./columns.ts";
import type { Kernels } from "./pool.ts";

/** A sparse matrix in shared memory, its values in float32. */
export interface PlacedSparse {
  readonly rows: number;
  readonly cols: number;
  readonly entries: number;
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

export function placeSparse(kernels: Kernels, x: SparseMatrix): PlacedSparse {
  const entries = x.starts[x.rows]!;
  const starts = kernels.int32(x.rows + 1);
  const columns = kernels.int32(entries);
  const values = kernels.float32(entries);
  starts.set(x.starts.subarray(0, x.rows + 1));
  columns.set(x.columns.subarray(0, entries));
  values.set(x.values.subarray(0, entries));
  return { rows: x.rows, cols: x.cols, entries, starts, columns, values };
}

/** Columns of a dense matrix that sparse kernels read: whole registers. */
export function paddedWidth(d: number): number {
  return Math.ceil(d / 4) * 4;
}

/** out = x · dense. dense: x.cols × width, out: x.rows × width, width a multiple of 4; both in shared memory, f32 sums. */
export function timesDense(
  kernels: Kernels,
  x: PlacedSparse,
  dense: Float32Array,
  width: number,
  out: Float32Array,
): void {
  const { rows, count } = blocksOf(x.rows, 512, 32);
  const addresses = [x.starts, x.columns, x.values].map((view) => view.byteOffset);
  kernels.run(
    "sparseTimesDense",
    count,
    [...addresses, x.rows, rows, dense.byteOffset, width, out.byteOffset],
    x.entries * width,
  );
}
