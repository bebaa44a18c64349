import { type CondensedTree, ownersOf } from "./condensed-tree.ts";

/** A cluster of a condensed tree as a picture needs it. */
export interface DrawnCluster {
  /** Place in the list of what it splits off from; −1: everybody, the first. */
  readonly parent: number;
  /** Label of the fit that it is, or lies in; −1: none. */
  readonly label: number;
  /** It is what counts, not a part of that. */
  readonly isChosen: boolean;
  /** From its birth to its death: a density (1 / distance, 0 for everybody's birth), and the rows still in it then. */
  readonly outline: readonly (readonly [density: number, rows: number])[];
}

/** `condensed-tree.json`. */
export interface DrawnTree {
  /** Parents before their parts; both parts of a split or none. */
  readonly clusters: readonly DrawnCluster[];
  /** Clusters that are too small to be drawn. */
  readonly leftOff: number;
  /** The fewest rows of a cluster. */
  readonly smallest: number;
}

/** Clusters that can be told apart on a page. */
const mostDrawn = 81;
const outlinePoints = 12;

/**
 * What of a tree is drawn: every chosen cluster with what it splits off from, largest first, then the splits whose smaller part is
 * largest. chosen: clusters by label. O(n log n).
 */
export function drawTree(
  tree: CondensedTree,
  chosen: readonly number[],
  smallest: number,
  most = mostDrawn,
): DrawnTree {
  const shown = chooseShown(tree, chosen, most);
  const placeOf = new Map(shown.map((cluster, place) => [cluster, place]));
  const owners = ownersOf(tree, chosen);
  const leaving = Map.groupBy(tree.home.keys(), (row) => tree.home[row] ?? 0);
  const clusters = shown.map((cluster): DrawnCluster => {
    const densities = Float64Array.from(leaving.get(cluster) ?? [], (row) => tree.leaving[row] ?? 0).sort();
    return {
      parent: placeOf.get(tree.parent[cluster] ?? -1) ?? -1,
      label: owners[cluster] ?? -1,
      isChosen: chosen.includes(cluster),
      outline: outlineOf(tree, cluster, densities),
    };
  });
  return { clusters, leftOff: tree.parent.length - shown.length, smallest };
}

/** Ascending, so that parents come first. */
function chooseShown({ parent, size }: CondensedTree, chosen: readonly number[], most: number): number[] {
  const parts = Map.groupBy(parent.keys(), (cluster) => parent[cluster] ?? -1);
  const shown = new Set([0]);
  const open = (cluster: number) => {
    for (const part of parts.get(cluster) ?? []) shown.add(part);
  };
  const sizeOf = (cluster: number) => size[cluster] ?? 0;
  for (const cluster of chosen.toSorted((a, b) => sizeOf(b) - sizeOf(a) || a - b)) {
    const path: number[] = [];
    for (let at = parent[cluster] ?? -1; at >= 0; at = parent[at] ?? -1)
      if (!shown.has(parts.get(at)?.[0] ?? -1)) path.push(at);
    if (shown.size + 2 * path.length > most) continue;
    for (const at of path) open(at);
  }
  const smallerPart = (cluster: number) => Math.min(...(parts.get(cluster) ?? []).map(sizeOf));
  const isOpen = (cluster: number) => shown.has(parts.get(cluster)?.[0] ?? -1);
  while (shown.size + 2 <= most) {
    const closed = [...shown].filter((cluster) => parts.has(cluster) && !isOpen(cluster));
    const [next] = closed.sort((a, b) => smallerPart(b) - smallerPart(a) || a - b);
    if (next === undefined) break;
    open(next);
  }
  return [...shown].sort((a, b) => a - b);
}

/** densities: at which its own rows leave, ascending; those of its parts stay until it splits. */
function outlineOf(
  { birth, death, size }: CondensedTree,
  cluster: number,
  densities: Float64Array,
): DrawnCluster["outline"] {
  const all = size[cluster] ?? 0;
  const step = Math.max(1, densities.length / outlinePoints);
  const points: [number, number][] = [[birth[cluster] ?? 0, all]];
  for (let at = 0; at < densities.length; at += step) {
    const gone = Math.floor(at);
    points.push([densities[gone] ?? 0, all - gone]);
  }
  const isSplit = densities.length < all && (death[cluster] ?? 0) >= (densities.at(-1) ?? 0);
  const left = isSplit ? all - densities.length : all - Math.max(0, densities.length - 1);
  points.push([death[cluster] ?? 0, left]);
  return points;
}
