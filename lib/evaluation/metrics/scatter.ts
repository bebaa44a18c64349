import { CladeError } from "../../core/errors.ts";
import type { Matrix } from "../../core/matrix.ts";

/** Means and spread of clusters, everything relative to the mean of all points. */
export interface Scatter {
  readonly rows: number;
  /** The mean of all points, in the units of x. */
  readonly origin: Float64Array;
  /** Clusters that have points: sizes, means (d values each) and the summed and squared distances to the mean. */
  readonly clusters: readonly {
    readonly label: number;
    readonly size: number;
    readonly mean: Float64Array;
    /** Σ ‖x − mean‖. */
    readonly distance: number;
    /** Σ ‖x − mean‖². */
    readonly squared: number;
  }[];
}

/**
 * Two passes over x (n × d), sums in f64: first the means, then the deviations from them. Subtracting before squaring
 * keeps every digit however far the data lie from the origin.
 * labels: n, 0…k−1, −1 = left out. @throws TOO_FEW_CLUSTERS when fewer than two clusters have points.
 */
export function scatterOf(x: Matrix, labels: Int32Array, k: number): Scatter {
  const { data, rows, cols } = x;
  const sizes = new Float64Array(k);
  const means = new Float64Array(k * cols);
  const origin = data.slice(0, cols);
  let counted = 0;
  for (let row = 0; row < rows; row++) {
    const label = labels[row] ?? -1;
    if (label < 0) continue;
    counted++;
    sizes[label] = (sizes[label] ?? 0) + 1;
    for (let j = 0; j < cols; j++) {
      const at = label * cols + j;
      means[at] = (means[at] ?? 0) + ((data[row * cols + j] ?? 0) - (origin[j] ?? 0));
    }
  }
  const filled = Array.from(sizes.keys()).filter((label) => (sizes[label] ?? 0) > 0);
  if (filled.length < 2) throw new CladeError("TOO_FEW_CLUSTERS");
  const overall = new Float64Array(cols);
  for (let at = 0; at < means.length; at++) overall[at % cols] = (overall[at % cols] ?? 0) + (means[at] ?? 0) / counted;
  for (let at = 0; at < means.length; at++) {
    means[at] = (means[at] ?? 0) / (sizes[Math.floor(at / cols)] ?? 1) - (overall[at % cols] ?? 0);
  }
  const shift = overall.map((value, j) => value + (origin[j] ?? 0));
  const distance = new Float64Array(k);
  const squared = new Float64Array(k);
  for (let row = 0; row < rows; row++) {
    const label = labels[row] ?? -1;
    if (label < 0) continue;
    let sum = 0;
    for (let j = 0; j < cols; j++) {
      const deviation = (data[row * cols + j] ?? 0) - (shift[j] ?? 0) - (means[label * cols + j] ?? 0);
      sum += deviation * deviation;
    }
    squared[label] = (squared[label] ?? 0) + sum;
    distance[label] = (distance[label] ?? 0) + Math.sqrt(sum);
  }
  return {
    rows: counted,
    origin: shift,
    clusters: filled.map((label) => ({
      label,
      size: sizes[label] ?? 0,
      mean: means.slice(label * cols, (label + 1) * cols),
      distance: distance[label] ?? 0,
      squared: squared[label] ?? 0,
    })),
  };
}
