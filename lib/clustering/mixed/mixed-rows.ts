import type { CategoryColumns, Matrix } from "../../core/matrix.ts";
import type { Centres } from "../../kernels/k-means.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { type ColumnLevels, levelAt, levelsOf, mixedColumns } from "./levels.ts";

/** Rows of numbers and categories written so that squared Euclidean distance is the distance of k-prototypes. */
export interface MixedRows {
  /** In the kernels' memory: the numbers, then √(γ/2) at the level that a row has of each category. */
  readonly x: Matrix;
  /** Moves means of such rows, less `shift`, to prototypes: of a category the commonest level, the first of equals. */
  settle(centres: Float32Array, shift: Float32Array): void;
  /** Prototypes in the columns and units of the rows that were given. */
  decode(centres: Centres): Matrix;
}

/**
 * Distance of k-prototypes (Huang 1998, doi:10.1023/A:1009769707641): Σ over numbers of squared differences + γ · categories
 * that differ. Rows of different levels are √(γ/2) apart along two columns, which makes γ. No level at all (one that was
 * rare, or is switched off) is a level, too.
 * γ = weight × the mean variance of the numbers (divisor n); 1 where there are none, or none varies.
 * x: n × d, finite, with categories. O(n·d) time, a copy of x and a column a category.
 */
export function mixRows(kernels: Kernels, x: Matrix, weight: number): MixedRows {
  const columns = levelsOf(x);
  const { numbers, categories } = mixedColumns(x);
  const gamma = weight * (meanVariance(x, numbers) || 1);
  const on = Math.fround(Math.sqrt(gamma / 2));
  const groups = place(categories, numbers.length);
  const cols = groups.at(-1)?.end ?? numbers.length;
  const mixed = kernels.matrix(x.rows, cols);
  mixed.data.fill(0);
  for (let row = 0; row < x.rows; row++) {
    const values = x.data.subarray(row * x.cols, (row + 1) * x.cols);
    for (const [to, from] of numbers.entries()) mixed.data[row * cols + to] = values[from] ?? 0;
    for (const { category, start } of groups) mixed.data[row * cols + start + levelAt(values, category, columns)] = on;
  }
  return {
    x: mixed,
    settle(centres, shift) {
      for (let at = 0; at < centres.length; at += cols)
        for (const { start, end } of groups) {
          const mode = commonest(centres.subarray(at, at + cols), shift, start, end, on);
          for (let j = start; j < end; j++) centres[at + j] = (j === mode ? on : 0) - (shift[j] ?? 0);
        }
    },
    decode: ({ data, rows }) => {
      const decoded = new Float32Array(rows * x.cols);
      for (let row = 0; row < rows; row++) {
        for (const [from, to] of numbers.entries()) decoded[row * x.cols + to] = data[row * cols + from] ?? 0;
        for (const { category, start, end } of groups)
          writeLevel(decoded.subarray(row * x.cols), category, columns, largest(data, row * cols + start, end - start));
      }
      return { data: decoded, rows, cols: x.cols, categories };
    },
  };
}

interface PlacedCategory {
  readonly category: CategoryColumns;
  /** Of the mixed columns; the last is that of no level. */
  readonly start: number;
  readonly end: number;
}

function place(categories: readonly CategoryColumns[], after: number): PlacedCategory[] {
  let end = after;
  return categories.map((category) => {
    const start = end;
    end += category.count + 1;
    return { category, start, end };
  });
}

/** Shares of rows nearer than this are equal: means come in float32. */
const sameShare = 1e-6;

/** Column of the level that most rows of a mean have; the first of equals. */
function commonest(centre: Float32Array, shift: Float32Array, start: number, end: number, on: number): number {
  let [best, most] = [start, Number.NEGATIVE_INFINITY];
  for (let j = start; j < end; j++) {
    const share = ((centre[j] ?? 0) + (shift[j] ?? 0)) / on;
    if (share > most + sameShare) [best, most] = [j, share];
  }
  return best;
}

function largest(data: Centres["data"], from: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if ((data[from + i] ?? 0) > (data[from + best] ?? 0)) best = i;
  return best;
}

function writeLevel(
  row: Float32Array,
  { first, count }: CategoryColumns,
  { off, on }: ColumnLevels,
  level: number,
): void {
  for (let i = 0; i < count; i++) row[first + i] = (i === level ? on : off)[first + i] ?? 0;
}

/** Mean over the columns of their variance (divisor n), in two passes relative to the first row; 0 without columns. */
export function meanVariance({ data, rows, cols }: Matrix, columns: readonly number[]): number {
  let total = 0;
  for (const j of columns) {
    const origin = data[j] ?? 0;
    let [sum, squares] = [0, 0];
    for (let at = j; at < rows * cols; at += cols) sum += (data[at] ?? 0) - origin;
    for (let at = j; at < rows * cols; at += cols) squares += ((data[at] ?? 0) - origin - sum / rows) ** 2;
    total += squares / rows;
  }
  return columns.length === 0 ? 0 : total / columns.length;
}
