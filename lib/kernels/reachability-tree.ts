import type { Matrix } from "../core/matrix.ts";
import { type Merge, type MergeTree, orderMerges } from "./merge-tree.ts";
import { nearestRows } from "./nearest-rows.ts";
import type { Kernels } from "./pool.ts";
import { joinComponents, type ReachEdge } from "./reachability-edges.ts";
import { openSpaceCells } from "./space-cells.ts";

export interface ReachabilityTree {
  /** Single linkage of mutual reachability distances; heights in the unit of x. */
  readonly tree: MergeTree;
  /** n: distance to the minSamples-th nearest row, the row itself counted. */
  readonly coreDistances: Float64Array;
}

/** Neighbours looked up at once: with fewer, the first rounds find too little in them. */
const fewestNeighbours = 8;

/**
 * The hierarchy that HDBSCAN condenses (Campello, Moulavi & Sander 2013, doi:10.1007/978-3-642-37456-2_14): the minimum spanning
 * tree of max(core distance of either row, their distance), and its merges by height. Edges of equal weight, which core distances
 * make frequent, are taken by distance, then by the order of rows, so that the tree is one and the same whatever the threads.
 * x: n × d, finite; minSamples counts the row itself and is at most n. O(n·(d + minSamples)) memory; time at worst O(n²·d) for a
 * round of joining components (Borůvka 1926), of which there are at most log₂ n, and far less where cells lie apart.
 */
export function reachabilityTree(kernels: Kernels, x: Matrix, minSamples: number): ReachabilityTree {
  const { rows: n } = x;
  const mark = kernels.mark();
  const cells = openSpaceCells(kernels, x);
  const nth = Math.min(n, minSamples);
  const k = Math.min(n, Math.max(minSamples, fewestNeighbours));
  const nearest = nearestRows(kernels, cells, cells, k);
  const core = kernels.float64(n);
  const coreDistances = new Float64Array(n);
  for (let place = 0; place < n; place++) {
    core[place] = nearest.squared[place * k + nth - 1]!;
    coreDistances[cells.rowAt[place]!] = Math.sqrt(core[place]!);
  }
  const edges = joinComponents(kernels, cells, nearest, core);
  const tree = mergesOf(edges, cells.rowAt);
  kernels.release(mark);
  return { tree, coreDistances };
}

function mergesOf(edges: readonly ReachEdge[], rowAt: Int32Array): MergeTree {
  const n = rowAt.length;
  const first = ({ from, to }: ReachEdge) => Math.min(rowAt[from]!, rowAt[to]!);
  const second = ({ from, to }: ReachEdge) => Math.max(rowAt[from]!, rowAt[to]!);
  const ascending = edges.toSorted(
    (a, b) => a.reach - b.reach || a.distance - b.distance || first(a) - first(b) || second(a) - second(b),
  );
  const parent = Int32Array.from({ length: n }, (_, row) => row);
  const node = Int32Array.from({ length: n }, (_, row) => row);
  const sizes = new Int32Array(n).fill(1);
  const rootOf = (row: number) => {
    let at = row;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  const merges: Merge[] = ascending.map((edge, i) => {
    const [a, b] = [rootOf(first(edge)), rootOf(second(edge))];
    const [into, gone] = sizes[a]! >= sizes[b]! ? [a, b] : [b, a];
    const size = sizes[a]! + sizes[b]!;
    const merge = { a: node[into]!, b: node[gone]!, height: Math.sqrt(edge.reach), size };
    parent[gone] = into;
    sizes[into] = size;
    node[into] = n + i;
    return merge;
  });
  return orderMerges(merges, n);
}
