import { CladeError } from "../core/errors.ts";
import type { MergeTree } from "./merge-tree.ts";

/**
 * Labels of the k clusters that are left when all but the last k − 1 merges are made: 0…k−1 in the order of their first row.
 * @throws TOO_FEW_USERS when the tree has fewer than k rows.
 */
export function cutTree(tree: MergeTree, k: number): Int32Array {
  const n = tree.left.length + 1;
  if (n < k) throw new CladeError("TOO_FEW_USERS", { users: n, k });
  return labelsAfter(tree, n - k);
}

/** Labels of the clusters that merges up to this height, itself included, leave. */
export function cutAtHeight(tree: MergeTree, height: number): Int32Array {
  return labelsAfter(tree, tree.height.filter((merge) => merge <= height).length);
}

function labelsAfter({ left, right }: MergeTree, merges: number): Int32Array {
  const n = left.length + 1;
  const parent = new Int32Array(n + merges).fill(-1);
  for (let i = 0; i < merges; i++) {
    parent[left[i]!] = n + i;
    parent[right[i]!] = n + i;
  }
  // Parents have higher numbers, so that each node finds its root already known.
  const root = new Int32Array(n + merges);
  for (let node = n + merges - 1; node >= 0; node--) root[node] = parent[node]! < 0 ? node : root[parent[node]!]!;
  const labelOf = new Int32Array(n + merges).fill(-1);
  let next = 0;
  return Int32Array.from({ length: n }, (_, row) => {
    const own = root[row]!;
    if (labelOf[own] === -1) labelOf[own] = next++;
    return labelOf[own]!;
  });
}
