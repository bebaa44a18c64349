import type { Matrix } from "../core/matrix.ts";
import type { PcaResult } from "../kernels/pca.ts";

/**
 * Coordinates of rows on the first two principal axes: Σ_j (x_j − mean_j) · axis_j over the features that a row has. A
 * missing one counts as the mean: only for drawing, such users have no part in the fit. x: n × d. Returns n × 2, in
 * the matrix' units; with a single axis the second coordinate is 0.
 */
export function mapCoordinates(x: Matrix, { mean, axes }: Pick<PcaResult, "mean" | "axes">): Float32Array {
  const coordinates = new Float32Array(x.rows * 2);
  const shown = Math.min(2, axes.length / x.cols);
  for (let row = 0; row < x.rows; row++) {
    for (let axis = 0; axis < shown; axis++) {
      let sum = 0;
      for (let j = 0; j < x.cols; j++) {
        const deviation = (x.data[row * x.cols + j] ?? 0) - (mean[j] ?? 0);
        if (!Number.isNaN(deviation)) sum += deviation * (axes[axis * x.cols + j] ?? 0);
      }
      coordinates[row * 2 + axis] = sum;
    }
  }
  return coordinates;
}
