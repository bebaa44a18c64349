import type { Matrix } from "../core/matrix.ts";
import type { Kernels } from "./pool.ts";
import { openSpaceCells } from "./space-cells.ts";

export interface DbscanOptions {
  /** Rows at this distance are neighbours; > 0, in the unit of x. */
  readonly eps: number;
  /** A row is core with so many rows within eps, itself counted; ≥ 1. */
  readonly minSamples: number;
}

export interface DbscanResult {
  /** n: clusters 0…k−1 in the order of their first core row; −1 = noise. */
  readonly labels: Int32Array;
  readonly k: number;
  /** n: 1 where a row is core. */
  readonly core: Uint8Array;
}

/**
 * DBSCAN (Ester, Kriegel, Sander & Xu 1996): core rows within eps of each other share a cluster; others within eps of a core row
 * take the lowest such cluster, as scikit-learn does. Exact: distances that f32 cannot tell from eps are taken in f64.
 * x: n × d, finite. O(n) memory beside two copies of x; time by how many rows lie within eps, at worst O(n²·d).
 */
export function dbscan(kernels: Kernels, x: Matrix, { eps, minSamples }: DbscanOptions): DbscanResult {
  const { rows: n, cols: d } = x;
  const mark = kernels.mark();
  const cells = openSpaceCells(kernels, x);
  const counts = kernels.int32(n);
  const core = kernels.int32(n);
  const parents = kernels.int32(n);
  const clusters = kernels.int32(n);
  const reach = kernels.float64(5);
  const squared = eps * eps;
  const { rounding } = cells;
  const error = 4 * eps * rounding + 4 * rounding * rounding + squared * (d + 8) * 2 ** -22;
  reach[0] = squared;
  new Float32Array(reach.buffer, reach.byteOffset + 8, 2).set([squared - error, squared + error]);
  const views = [counts, core, parents, clusters].map((view) => view.byteOffset);
  new Int32Array(reach.buffer, reach.byteOffset + 16, 4).set(views);
  const args = [cells.address, reach.byteOffset];
  kernels.run("countNeighbours", cells.count, args, (n * n * d) / 8);
  for (let at = 0; at < n; at++) core[at] = counts[at]! >= minSamples ? 1 : 0;
  kernels.run("joinCores", 1, args, n * d);
  const k = numberClusters(cells.rowAt, core, parents, clusters);
  kernels.run("reachBorders", cells.count, args, n * d);
  const result = { labels: new Int32Array(n), k, core: new Uint8Array(n) };
  for (let at = 0; at < n; at++) {
    result.labels[cells.rowAt[at]!] = clusters[at]!;
    result.core[cells.rowAt[at]!] = core[at]!;
  }
  kernels.release(mark);
  return result;
}

/** Gives core rows their clusters, numbered by their first core row; returns how many there are. */
function numberClusters(rowAt: Int32Array, core: Int32Array, parents: Int32Array, clusters: Int32Array): number {
  const placeOf = new Int32Array(rowAt.length);
  for (const [at, row] of rowAt.entries()) placeOf[row] = at;
  const numbers = new Map<number, number>();
  for (const at of placeOf) {
    if (core[at] === 0) continue;
    let root = at;
    while (parents[root] !== root) root = parents[root]!;
    let number = numbers.get(root);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(root, number);
    }
    clusters[at] = number;
  }
  return numbers.size;
}
