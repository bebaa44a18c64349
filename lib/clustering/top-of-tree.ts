import type { MergeTree } from "../kernels/merge-tree.ts";
import type { TopTree } from "./tree-schema.ts";

/** Leaves that can be told apart on a page. */
export const mostLeaves = 40;

/**
 * The last merges of a tree, over at most `most` leaves. Leaves stand from left to right as their branches do. O(merges + users).
 * leafOf: user → leaf, −1 where a user is in none.
 */
export function topOfTree({ leafOf, ...tree }: MergeTree & { readonly leafOf: Int32Array }, most: number): TopTree {
  const n = tree.left.length + 1;
  const users = new Array<number>(n).fill(0);
  for (const leaf of leafOf) if (leaf >= 0) users[leaf] = (users[leaf] ?? 0) + 1;
  const m = Math.min(most, n);
  const first = n - m;
  const shown = new Map<number, number>();
  const leaves: number[] = [];
  const stack = n > 1 ? [2 * n - 2] : [0];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const merge = node - n;
    if (merge < first) {
      shown.set(node, leaves.length);
      leaves.push((node < n ? users[node] : tree.size[merge]) ?? 0);
      continue;
    }
    stack.push(tree.right[merge] ?? 0, tree.left[merge] ?? 0);
  }
  const placeOf = (node: number) => shown.get(node) ?? m + (node - n - first);
  const merges = Array.from({ length: m - 1 }, (_, i) => {
    const at = first + i;
    const [left, right] = [placeOf(tree.left[at] ?? 0), placeOf(tree.right[at] ?? 0)];
    return { left, right, height: tree.height[at] ?? 0, users: tree.size[at] ?? 0 };
  });
  return { leaves, merges };
}
