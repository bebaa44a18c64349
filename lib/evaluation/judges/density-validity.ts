import type { Matrix } from "../../core/matrix.ts";

/**
 * Density-based clustering validity (DBCV: Moulavi, Jaskowiak, Campello, Zimek & Sander 2014, doi:10.1137/1.9781611973440.96). Of each
 * cluster: the sparsest link inside it (the longest edge between inner nodes of its minimum spanning tree of mutual reachability) beside the
 * nearest way to another one, V = (separation − sparseness) / max(both); their mean by size over all rows, noise counting as 0. −1…1,
 * above 0 where clusters lie apart whatever their shapes. Core distances: (mean over the cluster's others of (1/d_ij)^dim)^(−1/dim).
 * x: n × d; labels: n, 0…k−1, −1 = noise. Clusters of fewer than two rows count as 0; NaN with fewer than two others. O(n²·d) time, n² doubles.
 */
export function densityValidity(x: Matrix, labels: ArrayLike<number>, k: number): number {
  const members = Array.from({ length: k }, (): number[] => []);
  for (let row = 0; row < x.rows; row++) members[labels[row] ?? -1]?.push(row);
  const distances = distancesOf(x);
  const clusters = members.filter((rows) => rows.length > 1).map((rows) => sparsityOf(x, distances, rows));
  if (clusters.length < 2) return Number.NaN;
  const separations = clusters.map(() => Number.POSITIVE_INFINITY);
  for (const [a, one] of clusters.entries()) {
    for (let b = a + 1; b < clusters.length; b++) {
      const other = clusters[b];
      if (!other) continue;
      const apart = separationOf(x.rows, distances, one, other);
      separations[a] = Math.min(separations[a] ?? apart, apart);
      separations[b] = Math.min(separations[b] ?? apart, apart);
    }
  }
  return clusters.reduce((sum, { rows, sparseness }, at) => {
    const separation = separations[at] ?? 0;
    const worst = Math.max(separation, sparseness);
    return worst > 0 ? sum + (rows.length / x.rows) * ((separation - sparseness) / worst) : sum;
  }, 0);
}

interface Sparsity {
  readonly rows: readonly number[];
  readonly core: Float64Array;
  /** Positions in rows: inner nodes of the tree, all where it has none. */
  readonly inner: readonly number[];
  readonly sparseness: number;
}

function sparsityOf(x: Matrix, distances: Float64Array, rows: readonly number[]): Sparsity {
  const n = rows.length;
  const core = Float64Array.from(rows, (row, at) => coreDistance(x, distances, rows, row, at));
  const parent = new Int32Array(n).fill(-1);
  const weight = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const length = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const isIn = new Uint8Array(n);
  const degree = new Int32Array(n);
  for (let step = 0, current = 0; step < n; step++) {
    isIn[current] = 1;
    const from = parent[current] ?? -1;
    if (from >= 0) for (const end of [from, current]) degree[end] = (degree[end] ?? 0) + 1;
    const start = (rows[current] ?? 0) * x.rows;
    let next = -1;
    for (let at = 0; at < n; at++) {
      if (isIn[at] === 1) continue;
      const distance = distances[start + (rows[at] ?? 0)] ?? 0;
      const reach = Math.max(distance, core[current] ?? 0, core[at] ?? 0);
      const own = weight[at] ?? 0;
      if (reach < own || (reach === own && distance < (length[at] ?? 0))) {
        weight[at] = reach;
        length[at] = distance;
        parent[at] = current;
      }
      if (next < 0 || isShorter(weight, length, at, next)) next = at;
    }
    current = next;
  }
  const isInner = (at: number) => (degree[at] ?? 0) > 1;
  const positions = rows.map((_, at) => at);
  const inner = positions.filter(isInner);
  const edges = positions.filter((at) => (parent[at] ?? -1) >= 0);
  const innerEdges = edges.filter((at) => isInner(at) && isInner(parent[at] ?? 0));
  const counted = innerEdges.length > 0 ? innerEdges : edges;
  const sparseness = counted.reduce((most, at) => Math.max(most, weight[at] ?? 0), 0);
  return { rows, core, inner: inner.length > 0 ? inner : positions, sparseness };
}

/** Many links are as long as a core distance: of those the one of nearer rows counts, so that the tree does not depend on the order of rows. */
function isShorter(weight: Float64Array, length: Float64Array, a: number, b: number): boolean {
  const [one = 0, other = 0] = [weight[a], weight[b]];
  return one < other || (one === other && (length[a] ?? 0) < (length[b] ?? 0));
}

/** Relative to the nearest neighbour, so that no power overflows; 0 where a row lies on another. */
function coreDistance(x: Matrix, distances: Float64Array, rows: readonly number[], row: number, own: number): number {
  const start = row * x.rows;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < rows.length; at++)
    if (at !== own) least = Math.min(least, distances[start + (rows[at] ?? 0)] ?? 0);
  if (least === 0) return 0;
  let sum = 0;
  for (let at = 0; at < rows.length; at++)
    if (at !== own) sum += power(least / (distances[start + (rows[at] ?? 0)] ?? 1), x.cols);
  return least * (sum / (rows.length - 1)) ** (-1 / x.cols);
}

/** By squaring: several times as fast as the general power. exponent: a whole number ≥ 1. */
function power(base: number, exponent: number): number {
  let [result, square] = [1, base];
  for (let left = exponent; ; square *= square) {
    if (left & 1) result *= square;
    left >>= 1;
    if (left === 0) return result;
  }
}

function separationOf(n: number, distances: Float64Array, one: Sparsity, other: Sparsity): number {
  let least = Number.POSITIVE_INFINITY;
  for (const a of one.inner) {
    const start = (one.rows[a] ?? 0) * n;
    const core = one.core[a] ?? 0;
    for (const b of other.inner) {
      const distance = distances[start + (other.rows[b] ?? 0)] ?? 0;
      least = Math.min(least, Math.max(distance, core, other.core[b] ?? 0));
    }
  }
  return least;
}

/** n × n, row-major: every one is looked at several times. */
function distancesOf({ data, rows, cols }: Matrix): Float64Array {
  const distances = new Float64Array(rows * rows);
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b < a; b++) {
      let sum = 0;
      for (let j = 0; j < cols; j++) {
        const difference = (data[a * cols + j] ?? 0) - (data[b * cols + j] ?? 0);
        sum += difference * difference;
      }
      distances[a * rows + b] = distances[b * rows + a] = Math.sqrt(sum);
    }
  }
  return distances;
}
