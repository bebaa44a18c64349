import type { Matrix } from "../core/matrix.ts";

/**
 * Nearest centre of each row over the features that the row has: argmin over c of Σ (x_j − c_j)² for the j that are not
 * NaN. All centres are judged on the same features, so the partial sum needs no rescaling. Missing is not a place: the
 * row takes no part in fitting, and no value is imputed. Ties go to the lowest centre; a row without any feature goes
 * to `fallback`. Distances are summed in f64.
 * x: n × d; centres: k × d, same units. Returns n labels in 0…k−1.
 */
export function placeByNearest(x: Matrix, centres: Matrix, fallback: number): Int32Array {
  const { data, rows, cols } = x;
  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const values = data.subarray(row * cols, (row + 1) * cols);
    labels[row] = values.every(Number.isNaN) ? fallback : nearest(values, centres);
  }
  return labels;
}

function nearest(values: Float32Array, { data, rows, cols }: Matrix): number {
  let best = 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (let centre = 0; centre < rows; centre++) {
    let sum = 0;
    for (let j = 0; j < cols; j++) {
      const value = values[j] ?? Number.NaN;
      if (!Number.isNaN(value)) sum += (value - (data[centre * cols + j] ?? 0)) ** 2;
    }
    if (sum < smallest) {
      smallest = sum;
      best = centre;
    }
  }
  return best;
}

/** The label that most rows have; the lowest of several. Labels lie in 0…k−1. */
export function largestCluster(labels: Int32Array, k: number): number {
  const sizes = new Array<number>(k).fill(0);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  return sizes.indexOf(Math.max(...sizes));
}
