import type { CategoryColumns, Matrix } from "../../core/matrix.ts";

/** The lowest and the highest value of every column: those of a category have no others. */
export interface ColumnLevels {
  readonly off: Float32Array;
  readonly on: Float32Array;
}

/** x: n × d, at least one row; NaN counts for nothing. */
export function levelsOf({ data, rows, cols }: Matrix): ColumnLevels {
  const off = new Float32Array(cols).fill(Number.POSITIVE_INFINITY);
  const on = new Float32Array(cols).fill(Number.NEGATIVE_INFINITY);
  for (let at = 0; at < rows * cols; ) {
    for (let j = 0; j < cols; j++) {
      const value = data[at++] ?? 0;
      if (value < (off[j] ?? 0)) off[j] = value;
      if (value > (on[j] ?? 0)) on[j] = value;
    }
  }
  return { off, on };
}

/** Which level of a category a row has, 0…count − 1; count: none of them. A level that nobody lacks tells nobody apart, and is none. */
export function levelAt(row: Float32Array, { first, count }: CategoryColumns, { off, on }: ColumnLevels): number {
  for (let i = 0; i < count; i++) {
    const j = first + i;
    if ((row[j] ?? 0) > ((off[j] ?? 0) + (on[j] ?? 0)) / 2) return i;
  }
  return count;
}

/** A matrix' columns by what they are; a category's stand side by side. */
export interface MixedColumns {
  readonly numbers: readonly number[];
  readonly categories: readonly CategoryColumns[];
}

export function mixedColumns({ cols, categories = [] }: Matrix): MixedColumns {
  const isLevel = new Set(categories.flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + i)));
  return { numbers: Array.from({ length: cols }, (_, j) => j).filter((j) => !isLevel.has(j)), categories };
}
