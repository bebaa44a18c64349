import type { Matrix } from "../../core/matrix.ts";

/**
 * Rows made ready for a classifier by what the training rows say alone: every column less their mean, over their standard
 * deviation (divisor n; columns that do not vary there become 0). A missing value stands at the mean, and a column of its own,
 * scaled alike, says that it is missing; columns that are missing together share it.
 * x: n × d, NaN where missing. Returns rows' matrices, d + indicators wide.
 */
export function fitStandardiser(x: Matrix, training: Int32Array): (rows: Int32Array) => Matrix {
  const indicators = missingTogether(x);
  const width = x.cols + indicators.length;
  const valueAt = (row: number, j: number): number => {
    if (j < x.cols) return x.data[row * x.cols + j] ?? Number.NaN;
    return Number(Number.isNaN(x.data[row * x.cols + (indicators[j - x.cols] ?? 0)]));
  };
  const means = new Float64Array(width);
  const scales = new Float64Array(width);
  for (let j = 0; j < width; j++) {
    let [n, mean, squares] = [0, 0, 0];
    for (const row of training) {
      const value = valueAt(row, j);
      if (Number.isNaN(value)) continue;
      const before = value - mean;
      mean += before / ++n;
      squares += before * (value - mean);
    }
    const deviation = Math.sqrt(squares / Math.max(1, n));
    means[j] = mean;
    // Rounding of float32 is no variance.
    scales[j] = deviation > 1e-7 * Math.abs(mean) ? 1 / deviation : 0;
  }
  return (rows) => {
    const data = new Float32Array(rows.length * width);
    for (const [i, row] of rows.entries()) {
      for (let j = 0; j < width; j++) {
        const value = valueAt(row, j);
        if (!Number.isNaN(value)) data[i * width + j] = (value - (means[j] ?? 0)) * (scales[j] ?? 0);
      }
    }
    return { data, rows: rows.length, cols: width };
  };
}

/** One column of every set of columns that are missing for the same rows; none for those that are always there. */
function missingTogether({ data, rows, cols }: Matrix): readonly number[] {
  const first = new Map<string, number>();
  for (let j = 0; j < cols; j++) {
    const at: number[] = [];
    for (let row = 0; row < rows; row++) if (Number.isNaN(data[row * cols + j])) at.push(row);
    const pattern = at.join(" ");
    if (at.length > 0 && !first.has(pattern)) first.set(pattern, j);
  }
  return [...first.values()];
}

/** Matrices of the same rows side by side. */
export function joinColumns(parts: readonly Matrix[]): Matrix {
  const rows = parts[0]?.rows ?? 0;
  const cols = parts.reduce((sum, part) => sum + part.cols, 0);
  const data = new Float32Array(rows * cols);
  let start = 0;
  for (const part of parts) {
    for (let row = 0; row < rows; row++)
      data.set(part.data.subarray(row * part.cols, (row + 1) * part.cols), row * cols + start);
    start += part.cols;
  }
  return { data, rows, cols };
}
