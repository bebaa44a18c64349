import type { Matrix } from "../core/matrix.ts";
import { columnMeans, place } from "./columns.ts";
import type { Kernels } from "./pool.ts";

/** Rows of a cell; assembly/neighbours.ts. */
export const cellRows = 64;

/** Rows in cells of 64 that are near in space, with a box around each: what is far away is passed over a cell at a time. */
export interface SpaceCells {
  /** Of the kernels' description. */
  readonly address: number;
  readonly count: number;
  /** Per cell: d smallest values, d largest. */
  readonly boxes: Float32Array;
  /** The row of x at each place. */
  readonly rowAt: Int32Array;
  /** What was taken off every row: the columns' means. */
  readonly origin: Float64Array;
  /** How far two rows may be off each other in f32, values and their differences rounded: 2⁻²²·√d of the widest value. */
  readonly rounding: number;
}

/**
 * Cuts x by the median of the column that spreads widest, again and again, down to cells of 64 rows (k-d tree: Bentley 1975),
 * and lays cells out in shared memory, moved to the mean, or to the origin of other cells to compare with. O(n·d·log n) time,
 * 2 copies of x. The order of rows that are alike follows the order of rows.
 */
export function openSpaceCells(kernels: Kernels, x: Matrix, like?: SpaceCells): SpaceCells {
  const { rows: n, cols: d } = x;
  const data = place(kernels, x);
  const mean = like?.origin ?? columnMeans(kernels, data, n, d);
  const rowAt = kernels.int32(n);
  for (let row = 0; row < n; row++) rowAt[row] = row;
  cut(data, d, rowAt, 0, n, new Float64Array(n));
  const count = Math.ceil(n / cellRows);
  const rows = kernels.float32(n * d);
  const panels = kernels.float32(count * cellRows * d).fill(Number.NaN);
  const boxes = kernels.float32(count * 2 * d);
  let widest = 0;
  for (let cell = 0; cell < count; cell++) {
    const low = boxes.subarray(cell * 2 * d, cell * 2 * d + d).fill(Number.POSITIVE_INFINITY);
    const high = boxes.subarray(cell * 2 * d + d, (cell + 1) * 2 * d).fill(Number.NEGATIVE_INFINITY);
    for (let at = cell * cellRows; at < Math.min(n, (cell + 1) * cellRows); at++) {
      for (let j = 0; j < d; j++) {
        const value = Math.fround(data[rowAt[at]! * d + j]! - mean[j]!);
        rows[at * d + j] = value;
        panels[((at >> 3) * d + j) * 8 + (at & 7)] = value;
        low[j] = Math.min(low[j]!, value);
        high[j] = Math.max(high[j]!, value);
        widest = Math.max(widest, Math.abs(value));
      }
    }
  }
  const description = kernels.int32(8);
  const parts = [rows.byteOffset, panels.byteOffset, boxes.byteOffset, n, d, count, data.byteOffset, rowAt.byteOffset];
  description.set(parts);
  const rounding = Math.max(like?.rounding ?? 0, 2 ** -22 * widest * Math.sqrt(d));
  return { address: description.byteOffset, count, boxes, rowAt, origin: mean, rounding };
}

/** Orders places from…to so that every cell of 64 holds rows that are near. keys: scratch, n. */
function cut(data: Float32Array, d: number, rowAt: Int32Array, from: number, to: number, keys: Float64Array): void {
  const cells = Math.ceil((to - from) / cellRows);
  if (cells < 2) return;
  const column = widestColumn(data, d, rowAt, from, to);
  const middle = from + Math.floor(cells / 2) * cellRows;
  for (let at = from; at < to; at++) keys[at] = data[rowAt[at]! * d + column]!;
  select(keys, rowAt, from, to - 1, middle);
  cut(data, d, rowAt, from, middle, keys);
  cut(data, d, rowAt, middle, to, keys);
}

function widestColumn(data: Float32Array, d: number, rowAt: Int32Array, from: number, to: number): number {
  let best = 0;
  let widest = -1;
  for (let j = 0; j < d; j++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let at = from; at < to; at++) {
      const value = data[rowAt[at]! * d + j]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low > widest) {
      widest = high - low;
      best = j;
    }
  }
  return best;
}

/** Quickselect by key, then row: places left…wanted−1 hold what comes before. Hoare 1961. */
function select(keys: Float64Array, rowAt: Int32Array, left: number, right: number, wanted: number): void {
  let [low, high] = [left, right];
  while (low < high) {
    const middle = (low + high) >> 1;
    const key = keys[middle]!;
    const row = rowAt[middle]!;
    let [i, j] = [low, high];
    while (i <= j) {
      while (keys[i]! < key || (keys[i] === key && rowAt[i]! < row)) i++;
      while (keys[j]! > key || (keys[j] === key && rowAt[j]! > row)) j--;
      if (i > j) break;
      [keys[i], keys[j]] = [keys[j]!, keys[i]!];
      [rowAt[i], rowAt[j]] = [rowAt[j]!, rowAt[i]!];
      i++;
      j--;
    }
    if (wanted <= j) high = j;
    else if (wanted >= i) low = i;
    else return;
  }
}
