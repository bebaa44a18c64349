import type { Kernels } from "./pool.ts";
import { cellRows, type SpaceCells } from "./space-cells.ts";

/** Of m queries; both are in the order of the queries' places, in shared memory until the caller releases it. */
export interface NearestRows {
  /** m × k: squared distances, ascending; infinite past the last row. */
  readonly squared: Float64Array;
  /** m × k: places of the rows in the searched cells; −1 past the last row. */
  readonly places: Int32Array;
  /** Pairs of rows that were compared. */
  readonly pairs: number;
}

/**
 * The k nearest rows of every row, exact: in a search among the same cells each row is its own nearest, at 0.
 * d dimensions, n searched rows: at worst O(m·n·d) time, far less where few cells lie near; 12·k + 4 bytes a query.
 */
export function nearestRows(kernels: Kernels, queries: SpaceCells, among: SpaceCells, k: number): NearestRows {
  const m = queries.rowAt.length;
  const squared = kernels.float64(m * k);
  const places = kernels.int32(m * k);
  const limits = kernels.float32(m);
  const compared = kernels.int32(queries.count);
  const search = kernels.float64(4);
  search[0] = Math.max(queries.rounding, among.rounding);
  const parts = [k, squared.byteOffset, places.byteOffset, limits.byteOffset, compared.byteOffset];
  new Int32Array(search.buffer, search.byteOffset + 8, 5).set(parts);
  const work = (m * among.rowAt.length * among.origin.length) / 8;
  kernels.run("nearestRows", queries.count, [queries.address, among.address, search.byteOffset], work);
  return { squared, places, pairs: cellRows * compared.reduce((sum, count) => sum + count, 0) };
}
