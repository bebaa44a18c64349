import { type CondensedTree, ownersOf } from "./condensed-tree.ts";

export interface Membership {
  /** n: 0…k−1 in the order of their first row; −1 = noise. */
  readonly labels: Int32Array;
  /** n: the density up to which a row belongs to its cluster, as a share of the densest of its own rows, 0…1; noise 0. */
  readonly strength: Float32Array;
  /** By label: the cluster of the tree. */
  readonly clusters: readonly number[];
}

/** Rows of the chosen clusters: λ(row) / λ(death of the cluster), at most 1. */
export function membershipOf(tree: CondensedTree, chosen: readonly number[]): Membership {
  const owners = ownersOf(tree, chosen);
  const numbers = new Map<number, number>();
  const labels = tree.home.map((home) => {
    const owner = owners[home] ?? -1;
    if (owner < 0) return -1;
    const cluster = chosen[owner] ?? 0;
    const number = numbers.get(cluster) ?? numbers.size;
    numbers.set(cluster, number);
    return number;
  });
  const clusters = [...numbers.keys()];
  const strength = Float32Array.from(labels, (label, row) =>
    label < 0 ? 0 : Math.min(1, (tree.leaving[row] ?? 0) / (tree.death[clusters[label] ?? 0] || 1)),
  );
  return { labels, strength, clusters };
}
