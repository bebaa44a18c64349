import type { CondensedTree } from "./condensed-tree.ts";

/** eom: the clusters that last longest over density (excess of mass); leaf: the smallest ones, which do not split. */
export type Selection = "eom" | "leaf";

export interface Choice {
  readonly selection: Selection;
  /** Clusters that split off at less than this distance are not told apart; 0: all are. */
  readonly epsilon: number;
}

/**
 * Which clusters of the tree count, ascending; none lies in another, and everybody together is never one. Excess of mass maximises
 * the sum of stabilities (Campello, Moulavi, Zimek & Sander 2015, doi:10.1145/2733381); epsilon: Malzer & Baum 2020,
 * doi:10.1109/MFI49285.2020.9235263.
 */
export function chooseClusters(tree: CondensedTree, { selection, epsilon }: Choice): number[] {
  const chosen = selection === "leaf" ? leavesOf(tree) : mostStable(tree);
  if (epsilon === 0) return chosen;
  const merged = new Set(chosen.map((cluster) => liftAbove(tree, cluster, epsilon)));
  return [...merged].filter((cluster) => !liesInOneOf(tree, cluster, merged)).sort((a, b) => a - b);
}

/**
 * By cluster: Σ over its rows of λ(leaving it) − λ(its birth), rows that go on into a child leaving where it is born.
 * 1 / unit of x; rows at density 0 add nothing.
 */
export function stabilities({ parent, birth, size, home, leaving }: CondensedTree): Float64Array {
  const sums = new Float64Array(parent.length);
  const add = (cluster: number, rows: number, density: number) => {
    sums[cluster] = (sums[cluster] ?? 0) + rows * (density - (birth[cluster] ?? 0));
  };
  for (const [row, cluster] of home.entries()) add(cluster, 1, leaving[row] ?? 0);
  for (const [cluster, above] of parent.entries()) if (above >= 0) add(above, size[cluster] ?? 0, birth[cluster] ?? 0);
  return sums;
}

function mostStable(tree: CondensedTree): number[] {
  const best = stabilities(tree);
  const isChosen = new Uint8Array(best.length).fill(1);
  const below = new Float64Array(best.length);
  for (let cluster = best.length - 1; cluster > 0; cluster--) {
    if ((below[cluster] ?? 0) > (best[cluster] ?? 0)) {
      best[cluster] = below[cluster] ?? 0;
      isChosen[cluster] = 0;
    }
    const above = tree.parent[cluster] ?? 0;
    below[above] = (below[above] ?? 0) + (best[cluster] ?? 0);
  }
  const taken = new Set<number>();
  for (const [cluster, chosen] of isChosen.entries())
    if (cluster > 0 && chosen && !liesInOneOf(tree, cluster, taken)) taken.add(cluster);
  return [...taken];
}

function leavesOf({ parent }: CondensedTree): number[] {
  const parents = new Set(parent);
  return [...parent.keys()].filter((cluster) => cluster > 0 && !parents.has(cluster));
}

/** The nearest cluster above, itself included, that split off at epsilon or more; below everybody. */
function liftAbove({ parent, birth }: CondensedTree, cluster: number, epsilon: number): number {
  let at = cluster;
  while (1 / (birth[at] ?? 0) < epsilon && (parent[at] ?? 0) > 0) at = parent[at] ?? 0;
  return at;
}

function liesInOneOf({ parent }: CondensedTree, cluster: number, others: ReadonlySet<number>): boolean {
  for (let at = parent[cluster] ?? -1; at > 0; at = parent[at] ?? -1) if (others.has(at)) return true;
  return false;
}
