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

/**
 * The same of rows with gaps (NaN): means are of what members have, of all rows where no member has it; inertia is over what each row
 * has. Of a column that nobody has the mean is 0.
 */
export function meansOverGaps({ data, rows, cols }: Matrix, labels: Int32Array, k: number): ClusterMeans {
  /** One more cluster, of everybody with a label. */
  const counts = new Float64Array((k + 1) * cols);
  const sums = new Float64Array((k + 1) * cols);
  const origin = new Float64Array(cols).fill(Number.NaN);
  const eachValue = (tell: (label: number, j: number, value: number) => void) => {
    for (let row = 0; row < rows; row++) {
      const label = labels[row] ?? -1;
      if (label < 0) continue;
      for (let j = 0; j < cols; j++) {
        const value = data[row * cols + j] ?? Number.NaN;
        if (!Number.isNaN(value)) tell(label, j, value);
      }
    }
  };
  eachValue((label, j, value) => {
    if (Number.isNaN(origin[j])) origin[j] = value;
    for (const cluster of [label, k]) {
      const at = cluster * cols + j;
      counts[at] = (counts[at] ?? 0) + 1;
      sums[at] = (sums[at] ?? 0) + (value - (origin[j] ?? 0));
    }
  });
  const means = sums.map((sum, at) => {
    const everybody = k * cols + (at % cols);
    const own = (counts[at] ?? 0) > 0 ? at : everybody;
    return (counts[own] ?? 0) > 0 ? (sums[own] ?? sum) / (counts[own] ?? 1) : 0;
  });
  let inertia = 0;
  eachValue((label, j, value) => {
    inertia += (value - (origin[j] ?? 0) - (means[label * cols + j] ?? 0)) ** 2;
  });
  const centres = Float32Array.from({ length: k * cols }, (_, at) => {
    const from = origin[at % cols] ?? 0;
    return (means[at] ?? 0) + (Number.isNaN(from) ? 0 : from);
  });
  return { centres: { data: centres, rows: k, cols }, inertia };
}
