import type { Matrix } from "../../core/matrix.ts";
import { type CondensedTree, ownersOf } from "./condensed-tree.ts";
import type { Membership } from "./membership.ts";

/**
 * How much each fitted row belongs to every cluster, not only to its own, noise too; after the soft clustering of McInnes, Healy &
 * Astels 2017 (doi:10.21105/joss.00205). Of cluster i the vector has p·s_i / Σ s with s_i = q_i / d_i: d_i is the distance to its
 * nearest exemplar (the rows that stay longest in the clusters it ends in), q_i = λ(row joins i) / λ(densest of i), at most 1, and
 * p = max q, so that the sum over clusters says how surely the row is in any. x: n × d, as fitted. O(k·exemplars·d) a row.
 */
export function openSoftMembership(x: Matrix, tree: CondensedTree, { clusters }: Membership) {
  const owners = ownersOf(tree, clusters);
  const exemplars = exemplarsOf(tree, owners, clusters.length);
  const densest = clusters.map((_, label) =>
    Math.max(...(exemplars[label] ?? []).map((row) => tree.leaving[row] ?? 0)),
  );
  return (row: number): Float64Array => {
    const joining = clusters.map((cluster) => joinDensity(tree, row, cluster));
    const shares = joining.map((density, label) => Math.min(1, density / (densest[label] || 1)));
    const distances = exemplars.map((rows) => Math.min(...rows.map((other) => distanceOf(x, row, other))));
    const touches = distances.includes(0);
    const scores = shares.map((share, label) => {
      const distance = distances[label] ?? 0;
      if (touches) return distance === 0 ? share : 0;
      return share / distance;
    });
    const total = scores.reduce((sum, score) => sum + score, 0);
    const inAny = Math.max(0, ...shares);
    return Float64Array.from(scores, (score) => (total > 0 ? (inAny * score) / total : 0));
  };
}

/** By label: the rows that stay longest in each cluster without children that lies in it. */
function exemplarsOf({ parent, home, leaving }: CondensedTree, owners: Int32Array, k: number): number[][] {
  const parents = new Set(parent);
  const last = new Float64Array(parent.length);
  for (const [row, cluster] of home.entries()) last[cluster] = Math.max(last[cluster] ?? 0, leaving[row] ?? 0);
  const rows = Array.from({ length: k }, (): number[] => []);
  for (const [row, cluster] of home.entries())
    if (!parents.has(cluster) && leaving[row] === last[cluster]) rows[owners[cluster] ?? -1]?.push(row);
  return rows;
}

/** The density at which a row that is in a cluster leaves its smallest part; at which another row and the cluster part. */
function joinDensity({ parent, birth, home, leaving }: CondensedTree, row: number, cluster: number): number {
  const above = new Map<number, number>();
  let since = Number.POSITIVE_INFINITY;
  for (let at = cluster; at >= 0; at = parent[at] ?? -1) {
    above.set(at, since);
    since = birth[at] ?? 0;
  }
  let at = home[row] ?? 0;
  let density = leaving[row] ?? 0;
  let isInside = false;
  for (let of = at; of >= 0; of = parent[of] ?? -1) isInside ||= of === cluster;
  if (isInside) return density;
  while (!above.has(at)) {
    density = Math.min(density, birth[at] ?? 0);
    at = parent[at] ?? 0;
  }
  return Math.min(density, above.get(at) ?? density);
}

function distanceOf({ data, cols }: Matrix, a: number, b: number): number {
  let sum = 0;
  for (let j = 0; j < cols; j++) sum += ((data[a * cols + j] ?? 0) - (data[b * cols + j] ?? 0)) ** 2;
  return Math.sqrt(sum);
}
