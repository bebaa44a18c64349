import type { Matrix } from "../core/matrix.ts";

/** The part of a principal component analysis that a drawing needs. */
export interface Projection {
  /** d column means. */
  readonly mean: ArrayLike<number>;
  /** One row of d loadings a component, components by descending variance. */
  readonly axes: Matrix;
}

/**
 * +1 or −1 for each axis, so that its largest loading is positive (the first of equals within 1e-6): the sign of an
 * axis is arbitrary, a map must not flip between runs.
 */
export function axisSigns({ data, rows, cols }: Matrix): number[] {
  return Array.from({ length: rows }, (_, axis) => {
    const loadings = data.subarray(axis * cols, (axis + 1) * cols);
    const largest = loadings.reduce((most, loading) => Math.max(most, Math.abs(loading)), 0);
    const leading = loadings.find((loading) => Math.abs(loading) >= largest * (1 - 1e-6)) ?? 1;
    return leading < 0 ? -1 : 1;
  });
}

/**
 * Coordinates of rows on the first two axes: Σ_j (x_j − mean_j) · axis_j over the features that a row has. A missing
 * one counts as the mean: only for drawing, such users have no part in the fit. x: n × d. Returns n × 2, in the
 * matrix' units; with a single axis the second coordinate is 0.
 */
export function mapCoordinates(x: Matrix, { mean, axes }: Projection): Float32Array {
  const signs = axisSigns(axes);
  const coordinates = new Float32Array(x.rows * 2);
  for (let row = 0; row < x.rows; row++) {
    for (let axis = 0; axis < Math.min(2, axes.rows); axis++) {
      let sum = 0;
      for (let j = 0; j < x.cols; j++) {
        const deviation = (x.data[row * x.cols + j] ?? 0) - (mean[j] ?? 0);
        if (!Number.isNaN(deviation)) sum += deviation * (axes.data[axis * x.cols + j] ?? 0);
      }
      coordinates[row * 2 + axis] = sum * (signs[axis] ?? 1);
    }
  }
  return coordinates;
}
