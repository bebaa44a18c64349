import type { Matrix } from "../core/matrix.ts";
import { openCellTree } from "./cell-tree.ts";
import type { Kernels } from "./pool.ts";
import { cellRows, openSpaceCells, type SpaceCells } from "./space-cells.ts";

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

/** Cells that tell about the others how much there is to compare. */
const pilotCells = 64;

/**
 * DBSCAN (Ester, Kriegel, Sander & Xu 1996): core rows within eps of each other share a cluster; others within eps of a core row
 * take the lowest such cluster, as scikit-learn does. Exact: distances that f32 cannot tell from eps are taken in f64.
 * x: n × d, finite. O(n) memory beside two copies of x; time by how many rows lie within eps of those that are not core, at worst
 * O(n²·d).
 */
export function dbscan(kernels: Kernels, x: Matrix, options: DbscanOptions): DbscanResult {
  const mark = kernels.mark();
  const found = openDbscan(kernels, openSpaceCells(kernels, x), options).run();
  kernels.release(mark);
  return found;
}

/** The same among cells; `pairs` tells beforehand about how many pairs of rows will be compared. The caller's release gives the memory back. */
export function openDbscan(kernels: Kernels, cells: SpaceCells, { eps, minSamples }: DbscanOptions) {
  const n = cells.rowAt.length;
  const d = cells.origin.length;
  const tree = openCellTree(kernels, cells);
  const counts = kernels.int32(n);
  const parents = kernels.int32(n);
  const clusters = kernels.int32(n);
  const compared = kernels.int32(cells.count);
  const nodes = tree.nodes.length / 2;
  const shared = kernels.int32(nodes).fill(-1);
  const lowest = kernels.int32(nodes);
  const reach = kernels.float64(6);
  const squared = eps * eps;
  const { rounding } = cells;
  const error = 4 * eps * rounding + 4 * rounding * rounding + squared * (d + 8) * 2 ** -22;
  reach[0] = squared;
  new Float32Array(reach.buffer, reach.byteOffset + 8, 2).set([squared - error, squared + error]);
  const views = [counts, parents, clusters, compared, shared, lowest].map((view) => view.byteOffset);
  new Int32Array(reach.buffer, reach.byteOffset + 16, 7).set([minSamples, ...views]);
  const args = [cells.address, reach.byteOffset, tree.address];
  const isCore = (at: number) => counts[at]! >= minSamples;

  return {
    pairs(): number {
      const stride = Math.max(1, Math.floor(cells.count / pilotCells));
      const blocks = Math.ceil(cells.count / stride);
      kernels.run("countNeighbours", blocks, [...args, stride], blocks * n * d);
      let sum = 0;
      for (const some of compared.subarray(0, blocks)) sum += some;
      return sum * stride * cellRows;
    },
    run(): DbscanResult {
      kernels.run("countNeighbours", cells.count, [...args, 1], (n * n * d) / 8);
      kernels.run("joinCores", 1, args, n * d);
      const k = numberClusters(cells.rowAt, isCore, parents, clusters);
      const lowestOfCell = (cell: number) => {
        let least = 0x7fff_ffff;
        for (let at = cell * cellRows; at < Math.min(n, (cell + 1) * cellRows); at++)
          if (isCore(at)) least = Math.min(least, clusters[at]!);
        return least;
      };
      for (let node = nodes - 1; node >= 0; node--) {
        const cell = tree.nodes[2 * node + 1]!;
        const second = tree.nodes[2 * node + 2]!;
        lowest[node] = cell < 0 ? Math.min(lowest[node + 1]!, lowest[second]!) : lowestOfCell(cell);
      }
      kernels.run("reachBorders", cells.count, args, n * d);
      const result = { labels: new Int32Array(n), k, core: new Uint8Array(n) };
      for (let at = 0; at < n; at++) {
        result.labels[cells.rowAt[at]!] = clusters[at]!;
        result.core[cells.rowAt[at]!] = Number(isCore(at));
      }
      return result;
    },
  };
}

/** Gives core rows their clusters, numbered by their first core row; returns how many there are. */
function numberClusters(
  rowAt: Int32Array,
  isCore: (at: number) => boolean,
  parents: Int32Array,
  clusters: Int32Array,
): number {
  const placeOf = new Int32Array(rowAt.length);
  for (const [at, row] of rowAt.entries()) placeOf[row] = at;
  const numbers = new Map<number, number>();
  for (const at of placeOf) {
    if (!isCore(at)) continue;
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
