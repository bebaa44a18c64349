import { type CondensedTree, ownersOf } from "./condensed-tree.ts";
import type { Membership } from "./membership.ts";

/** A fit that new rows are held against. */
export interface DensityModel {
  readonly tree: CondensedTree;
  readonly membership: Membership;
  readonly coreDistances: Float64Array;
  readonly minSamples: number;
}

/** Fitted rows near a new one, ascending by distance; at least minSamples of them where there are so many. */
export interface NearRows {
  readonly rows: ArrayLike<number>;
  readonly distances: ArrayLike<number>;
}

export interface Prediction {
  readonly label: number;
  readonly strength: number;
  readonly outlierScore: number;
  /** The smallest cluster of the tree that it is in, and the density at which it leaves that: no later than the fitted row it hangs at. */
  readonly home: number;
  readonly leaving: number;
}

/**
 * Where new rows would lie in a tree that stays as it is (approximate_predict of McInnes, Healy & Astels 2017,
 * doi:10.21105/joss.00205): a row hangs at the fitted row that it reaches first, at density 1 / that reachability, in the smallest
 * cluster of that row which was born by then. A fitted row comes out as it was fitted: one at distance 0 counts for the row itself.
 */
export function openPrediction({ tree, membership, coreDistances, minSamples }: DensityModel) {
  const owners = ownersOf(tree, membership.clusters);
  const densest = tree.death.slice();
  for (let cluster = densest.length - 1; cluster > 0; cluster--) {
    const above = tree.parent[cluster] ?? 0;
    densest[above] = Math.max(densest[above] ?? 0, densest[cluster] ?? 0);
  }
  return (near: NearRows): Prediction => {
    const { row, reach } = firstReached(near, coreDistances, minSamples);
    const density = reach > 0 ? 1 / reach : Number.POSITIVE_INFINITY;
    let cluster = tree.home[row] ?? 0;
    while (cluster > 0 && density < (tree.birth[cluster] ?? 0)) cluster = tree.parent[cluster] ?? 0;
    const label = owners[cluster] ?? -1;
    const share = (of: number) => (of > 0 ? Math.min(1, density / of) : 1);
    return {
      label,
      strength: label < 0 ? 0 : share(tree.death[membership.clusters[label] ?? 0] ?? 0),
      outlierScore: 1 - share(densest[cluster] ?? 0),
      home: cluster,
      leaving: Math.min(density, tree.leaving[row] ?? density),
    };
  };
}

/** The fitted row of the smallest mutual reachability; of equals the nearest. */
function firstReached({ rows, distances }: NearRows, coreDistances: Float64Array, minSamples: number) {
  const nth = distances[0] === 0 ? minSamples - 1 : minSamples - 2;
  const core = nth < 0 ? 0 : (distances[Math.min(nth, distances.length - 1)] ?? 0);
  let best = { row: rows[0] ?? 0, reach: Number.POSITIVE_INFINITY };
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    const reach = Math.max(core, coreDistances[row] ?? 0, distances[at] ?? 0);
    if (reach < best.reach) best = { row, reach };
  }
  return best;
}
