import type { MergeTree } from "../kernels/merge-tree.ts";
import type { TopTree } from "./tree-schema.ts";

/**
 * The last merges of a tree, over at most `most` leaves. Leaves stand from left to right as their branches do. O(merges).
 * users: of the whole tree; its own leaves may be groups of alike users, whose sizes are what their merges leave for them.
 */
export function topOfTree(tree: MergeTree, most: number): TopTree {
  const n = tree.left.length + 1;
  const m = Math.min(most, n);
  const first = n - m;
  const leafOf = new Map<number, number>();
  const leaves: number[] = [];
  const stack = n > 1 ? [2 * n - 2] : [0];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const merge = node - n;
    if (merge < first) {
      leafOf.set(node, leaves.length);
      leaves.push(usersOf(tree, node));
      continue;
    }
    stack.push(tree.right[merge] ?? 0, tree.left[merge] ?? 0);
  }
  const placeOf = (node: number) => leafOf.get(node) ?? m + (node - n - first);
  const merges = Array.from({ length: m - 1 }, (_, i) => {
    const at = first + i;
    const [left, right] = [placeOf(tree.left[at] ?? 0), placeOf(tree.right[at] ?? 0)];
    return { left, right, height: tree.height[at] ?? 0, users: tree.size[at] ?? 0 };
  });
  return { leaves, merges };
}

/** Of a leaf of the tree itself: what its merge has beyond its sibling, half of it where both are leaves. */
function usersOf({ left, right, size }: MergeTree, node: number): number {
  const n = left.length + 1;
  if (node >= n) return size[node - n] ?? 0;
  const at = left.indexOf(node) >= 0 ? left.indexOf(node) : right.indexOf(node);
  if (at < 0) return 1;
  const sibling = left[at] === node ? (right[at] ?? 0) : (left[at] ?? 0);
  const whole = size[at] ?? 2;
  return sibling >= n ? whole - (size[sibling - n] ?? 0) : Math.max(1, Math.round(whole / 2));
}
