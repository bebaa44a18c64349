import type { Matrix } from "../../core/matrix.ts";
import type { GowerRows } from "../../kernels/gower.ts";
import { levelAt, levelsOf, mixedColumns } from "./levels.ts";

/** How the numbers and categories of a matrix become Gower's: by the ranges of all its rows, whichever are compared then. */
export function openGower(x: Matrix): (some: Matrix) => GowerRows {
  const { numbers, categories } = mixedColumns(x);
  const columns = levelsOf(x);
  return ({ data, rows, cols }) => {
    const values = new Float64Array(rows * numbers.length);
    const levels = new Int32Array(rows * categories.length);
    for (let row = 0; row < rows; row++) {
      const own = data.subarray(row * cols, (row + 1) * cols);
      for (const [at, j] of numbers.entries()) {
        const low = columns.off[j] ?? 0;
        const range = (columns.on[j] ?? 0) - low;
        values[row * numbers.length + at] = ((own[j] ?? Number.NaN) - low) / (range > 0 ? range : 1);
      }
      for (const [at, category] of categories.entries()) {
        const isMissing = Number.isNaN(own[category.first] ?? Number.NaN);
        levels[row * categories.length + at] = isMissing ? -1 : levelAt(own, category, columns);
      }
    }
    return { rows, numbers: values, levels };
  };
}
