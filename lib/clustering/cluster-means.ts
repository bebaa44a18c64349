import type { Matrix } from "../core/matrix.ts";

/** Of clusters that are known by their labels. */
export interface ClusterMeans {
  /** k × d, in the units of x; of an empty cluster the mean of all. */
  readonly centres: Matrix;
  /** Σ of squared distances to the own mean over rows that have a label. */
  readonly inertia: number;
}

/** Means of the members of every cluster, summed in f64 from the first row on, so that offsets lose no digits. labels: n, 0…k−1, −1 = noise. */
export function clusterMeans({ data, rows, cols }: Matrix, labels: Int32Array, k: number): ClusterMeans {
  const sizes = new Float64Array(k);
  const sums = new Float64Array(k * cols);
  const origin = data.slice(0, cols);
  for (let row = 0; row < rows; row++) {
    const label = labels[row] ?? -1;
    if (label < 0) continue;
    sizes[label] = (sizes[label] ?? 0) + 1;
    for (let j = 0; j < cols; j++) {
      const at = label * cols + j;
      sums[at] = (sums[at] ?? 0) + ((data[row * cols + j] ?? 0) - (origin[j] ?? 0));
    }
  }
  const counted = sizes.reduce((sum, size) => sum + size, 0);
  const overall = Float64Array.from({ length: cols }, (_, j) => {
    let sum = 0;
    for (let at = j; at < sums.length; at += cols) sum += sums[at] ?? 0;
    return sum / counted;
  });
  const means = sums.map((sum, at) => {
    const size = sizes[Math.floor(at / cols)] ?? 0;
    return size > 0 ? sum / size : (overall[at % cols] ?? 0);
  });
  let inertia = 0;
  for (let row = 0; row < rows; row++) {
    const label = labels[row] ?? -1;
    if (label < 0) continue;
    for (let j = 0; j < cols; j++)
      inertia += ((data[row * cols + j] ?? 0) - (origin[j] ?? 0) - (means[label * cols + j] ?? 0)) ** 2;
  }
  const centres = Float32Array.from(means, (mean, at) => mean + (origin[at % cols] ?? 0));
  return { centres: { data: centres, rows: k, cols }, inertia };
}
