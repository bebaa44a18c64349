import type { DrawnTree } from "../../../clustering/density/drawn-tree.ts";

export interface LaidCluster {
  /** Place in the tree's list. */
  readonly place: number;
  /** Segment; −1: none. */
  readonly segment: number;
  readonly isChosen: boolean;
  /** In what is counted across: users of everybody. */
  readonly middle: number;
  readonly users: number;
  /** From its start down: the distance, and how many users are still together. */
  readonly outline: readonly (readonly [distance: number, users: number])[];
}

export interface LaidTree {
  readonly clusters: readonly LaidCluster[];
  readonly users: number;
  /** Of the picture: the largest, where everybody is one, and the smallest. */
  readonly far: number;
  readonly near: number;
}

/**
 * Where clusters stand: below the middle of what they part from, side by side, each as wide as it has users. Distances are
 * 1 / density; what lies far above the first split or far below where most have left is not drawn.
 */
export function layCondensed({ clusters }: Pick<DrawnTree, "clusters">): LaidTree {
  const users = clusters[0]?.outline[0]?.[1] ?? 0;
  const { far, near } = rangeOf(clusters);
  const startOf = (place: number) => clusters[place]?.outline[0]?.[1] ?? 0;
  const partsOf = Map.groupBy(clusters.keys(), (place) => clusters[place]?.parent ?? -1);
  const middles = new Array<number>(clusters.length).fill(users / 2);
  const laid = clusters.map((cluster, place): LaidCluster => {
    const middle = middles[place] ?? 0;
    const parts = partsOf.get(place) ?? [];
    let left = middle - parts.reduce((sum, part) => sum + startOf(part), 0) / 2;
    for (const part of parts) {
      middles[part] = left + startOf(part) / 2;
      left += startOf(part);
    }
    const inPicture = (density: number) => Math.min(far, Math.max(near, density > 0 ? 1 / density : far));
    const outline = cluster.outline.map(([density, rows]) => [inPicture(density), rows] as const);
    return { place, segment: cluster.label, isChosen: cluster.isChosen, middle, users: startOf(place), outline };
  });
  return { clusters: laid, users, far, near };
}

function rangeOf(clusters: DrawnTree["clusters"]): { readonly far: number; readonly near: number } {
  const root = clusters[0]?.outline ?? [];
  const split = root.at(-1)?.[0] ?? 1;
  const firstLost = root[1]?.[0] ?? split;
  const ends = clusters.flatMap(
    ({ outline }) =>
      outline.find(([, rows]) => rows <= 0.15 * (outline[0]?.[1] ?? 0))?.[0] ?? outline.at(-1)?.[0] ?? [],
  );
  const densest = Math.max(split, ...ends.map((density) => density || 0));
  return { far: Math.min(1 / Math.max(firstLost, 1e-12), 3 / split), near: 1 / (1.1 * densest) };
}
