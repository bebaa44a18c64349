import type { MergeTree } from "../../kernels/merge-tree.ts";

/**
 * A hierarchy without splits into less than a smallest cluster: clusters only lose rows or split in two as the density λ =
 * 1 / height rises (Campello, Moulavi & Sander 2013, doi:10.1007/978-3-642-37456-2_14). Cluster 0 is everybody; parents come
 * before their children.
 */
export interface CondensedTree {
  /** By cluster; −1 of cluster 0. */
  readonly parent: Int32Array;
  /** By cluster: the density at which it split off; 0 of cluster 0. */
  readonly birth: Float64Array;
  /** By cluster: the density at which it has lost its last row, or split. */
  readonly death: Float64Array;
  /** By cluster: rows at its birth. */
  readonly size: Int32Array;
  /** By row: the smallest cluster that it is in, and the density at which it leaves it. */
  readonly home: Int32Array;
  readonly leaving: Float64Array;
}

/**
 * Rows that are alike merge at height 0, where λ has no value: they take half of the smallest height above 0.
 * minClusterSize: at least 2. O(n) time and memory.
 */
export function condenseTree(tree: MergeTree, minClusterSize: number): CondensedTree {
  const n = tree.left.length + 1;
  const lowest = (tree.height.find((height) => height > 0) ?? 2) / 2;
  const parent = [-1];
  const birth = [0];
  const death = [0];
  const size = [n];
  /** By node: the cluster it is in. */
  const cluster = new Int32Array(2 * n - 1);
  /** By node: the density at which it left its cluster; 0 while it is in it. */
  const left = new Float64Array(2 * n - 1);
  const sizeOf = (node: number) => (node < n ? 1 : (tree.size[node - n] ?? 1));
  // Parents have higher numbers than their parts.
  for (let node = 2 * n - 2; node >= n; node--) {
    const parts = [tree.left[node - n] ?? 0, tree.right[node - n] ?? 0];
    const own = cluster[node] ?? 0;
    const density = left[node] || 1 / Math.max(lowest, tree.height[node - n] ?? 0);
    const isSplit = left[node] === 0 && parts.every((part) => sizeOf(part) >= minClusterSize);
    if (left[node] === 0) death[own] = Math.max(death[own] ?? 0, density);
    for (const part of parts) {
      if (isSplit) {
        cluster[part] = parent.length;
        parent.push(own);
        birth.push(density);
        death.push(density);
        size.push(sizeOf(part));
      } else {
        cluster[part] = own;
        left[part] = left[node] || sizeOf(part) < minClusterSize ? density : 0;
      }
    }
  }
  return {
    parent: Int32Array.from(parent),
    birth: Float64Array.from(birth),
    death: Float64Array.from(death),
    size: Int32Array.from(size),
    home: cluster.slice(0, n),
    leaving: left.slice(0, n),
  };
}

/** By cluster: the cluster of `chosen` that it is, or lies in, as its place in that list; −1 for none. None of them lies in another. */
export function ownersOf({ parent }: CondensedTree, chosen: readonly number[]): Int32Array {
  const owners = new Int32Array(parent.length).fill(-1);
  for (const [place, cluster] of chosen.entries()) owners[cluster] = place;
  for (const [cluster, above] of parent.entries())
    if (above >= 0 && owners[cluster] === -1) owners[cluster] = owners[above] ?? -1;
  return owners;
}
