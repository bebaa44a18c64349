import type { TopTree } from "../../../clustering/tree-schema.ts";

export interface TreeBranch {
  /** ⊓ from one part up, across and down to the other, or a segment of one leaf up to the cut; in 0…1 across and 0…1 up. */
  readonly points: readonly (readonly [across: number, up: number])[];
  /** Of the cut's segments, by size, the largest 0; null above the cut. */
  readonly segment: number | null;
}

export interface LaidTree {
  readonly branches: readonly TreeBranch[];
  /** Users of the segments that the cut leaves, largest first. */
  readonly sizes: readonly number[];
  /** Between the last merge that is made and the first that is not, 0…1. */
  readonly cut: number;
}

/**
 * A tree cut into k: where its branches stand, and which segment each belongs to. Heights by their square root: joining far
 * groups costs so much more that the lower half would be a line.
 */
export function layTree({ leaves, merges }: TopTree, k: number): LaidTree {
  const m = leaves.length;
  const top = Math.sqrt(merges.at(-1)?.height ?? 0) || 1;
  const across = leaves.map((_, i) => (i + 0.5) / m);
  const up = leaves.map(() => 0);
  const users = [...leaves];
  const parents = new Array<number>(m + merges.length).fill(-1);
  for (const [i, { left, right, height, users: joined }] of merges.entries()) {
    across.push(((across[left] ?? 0) + (across[right] ?? 0)) / 2);
    up.push(Math.sqrt(height) / top);
    users.push(joined);
    parents[left] = m + i;
    parents[right] = m + i;
  }
  const made = Math.max(0, Math.min(merges.length, m - k));
  const isBelow = (node: number) => node < m + made;
  const roots = parents.flatMap((parent, node) => (isBelow(node) && (parent < 0 || !isBelow(parent)) ? [node] : []));
  const order = roots.toSorted((a, b) => (users[b] ?? 0) - (users[a] ?? 0) || a - b);
  const segmentOf = (node: number) => {
    let at = node;
    while ((parents[at] ?? -1) >= 0 && isBelow(parents[at] ?? -1)) at = parents[at] ?? -1;
    return order.indexOf(at);
  };
  const branches = merges.map(({ left, right }, i): TreeBranch => {
    const at = up[m + i] ?? 0;
    const leg = (node: number) => [across[node] ?? 0, up[node] ?? 0] as const;
    const corner = (node: number) => [across[node] ?? 0, at] as const;
    return {
      points: [leg(left), corner(left), corner(right), leg(right)],
      segment: i < made ? segmentOf(m + i) : null,
    };
  });
  const [below, above] = [made > 0 ? (up[m + made - 1] ?? 0) : 0, up[m + made] ?? 1];
  const cut = (below + above) / 2;
  const lone = order.flatMap((node, segment): TreeBranch[] => {
    const at = across[node] ?? 0;
    return node < m ? [{ points: [[at, 0] as const, [at, cut] as const], segment }] : [];
  });
  return { branches: [...branches, ...lone], sizes: order.map((node) => users[node] ?? 0), cut };
}

/** How many segments a cut at a height (0…1) leaves. */
export function segmentsAt(tree: TopTree, height: number): number {
  const top = Math.sqrt(tree.merges.at(-1)?.height ?? 0) || 1;
  const made = tree.merges.filter((merge) => Math.sqrt(merge.height) / top <= height).length;
  return Math.max(1, tree.leaves.length - made);
}
