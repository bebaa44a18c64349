import type { Matrix } from "../../core/matrix.ts";
import { nearestRows } from "../../kernels/nearest-rows.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { openSpaceCells } from "../../kernels/space-cells.ts";
import type { MembershipOf } from "../algorithms/algorithm.ts";
import { type CondensedTree, ownersOf } from "./condensed-tree.ts";
import type { Membership } from "./membership.ts";

/** Where rows hang in a tree, fitted ones and others: the smallest cluster that each is in, and the density at which it leaves it. */
export type HungRows = Pick<CondensedTree, "home" | "leaving">;

/** The clusters that a fit chose, and the rows it was fitted on. */
export interface SoftModel {
  readonly fitted: Matrix;
  readonly tree: CondensedTree;
  readonly clusters: Membership["clusters"];
}

/** Rows whose distances are looked up at a time. */
const chunk = 65_536;

/**
 * How much each row belongs to every cluster, not only to its own, noise too: all_points_membership_vectors of hdbscan (McInnes,
 * Healy & Astels 2017, doi:10.21105/joss.00205). Of cluster i the vector has p·s_i / Σ s with s_i = exp(exp(−M / h_i)) / d_i: d_i is the
 * distance to its nearest exemplar (the rows that stay longest in the clusters it ends in), h_i the density at which the row and
 * the cluster part, M the density at which the row's smallest cluster ends; p = max h / the density at which that cluster ends, at
 * most 1, so that the sum over clusters says how surely the row is in any. Where several part from the row at max h, as they do
 * from noise, hdbscan takes whichever came first; here it is the one of the largest s. A row on exemplars belongs to their clusters alone.
 * x: the hung rows, m × d, as fitted. O(n) memory beside x, O(k·log n·d) time a row where exemplars are few.
 */
export function softMembership(
  kernels: Kernels,
  x: Matrix,
  { home, leaving }: HungRows,
  { fitted, tree, clusters }: SoftModel,
): MembershipOf {
  const k = clusters.length;
  // Most fits are never asked, and a fit of thousands of clusters could not answer.
  let opened: { readonly exemplars: readonly Matrix[]; readonly parting: readonly Float64Array[] } | undefined;
  const open = () => {
    opened ??= {
      exemplars: exemplarsOf(tree, ownersOf(tree, clusters), k).map((rows) => pick(fitted, rows)),
      parting: clusters.map((cluster) => partingDensities(tree, cluster)),
    };
    return opened;
  };
  const tell = (row: number, distances: Float64Array, at: number, into: Float32Array, target: number) => {
    const { parting } = open();
    const own = home[row] ?? 0;
    const left = leaving[row] ?? 0;
    const ends = (tree.death[own] ?? 0) + smallest;
    const touches = distances.subarray(at, at + k).includes(0);
    let [total, best, most, nearest] = [0, 0, 0, 0];
    for (let i = 0; i < k; i++) {
      const parted = parting[i]?.[own] ?? 0;
      const density = Number.isNaN(parted) ? left : parted;
      const distance = distances[at + i] ?? 0;
      const weight = touches ? Number(distance === 0) : 1 / distance;
      const score = weight * Math.exp(Math.exp(-ends / density));
      if (density > best || (density === best && score > most)) [best, most, nearest] = [density, score, i];
      total += score;
      distances[at + i] = score;
    }
    const inAny = best > 0 ? best / Math.max(tree.death[clusters[nearest] ?? 0] ?? 0, left) : 0;
    for (let i = 0; i < k; i++) into[target + i] = ((distances[at + i] ?? 0) / total) * inAny;
  };
  return (from, to, into) => {
    const { exemplars } = open();
    for (let first = from; first < to; first += chunk) {
      const rows = Math.min(chunk, to - first);
      const some = { data: x.data.subarray(first * x.cols, (first + rows) * x.cols), rows, cols: x.cols };
      const distances = distancesTo(kernels, some, exemplars);
      for (let row = 0; row < rows; row++) tell(first + row, distances, row * k, into, (first - from + row) * k);
    }
  };
}

/** Keeps densities of 0 apart from nothing, as hdbscan does. */
const smallest = 1e-8;

/** m × k: from every row to the nearest of each set. */
function distancesTo(kernels: Kernels, x: Matrix, sets: readonly Matrix[]): Float64Array {
  const k = sets.length;
  const distances = new Float64Array(x.rows * k);
  if (k === 0) return distances;
  const before = kernels.mark();
  const queries = openSpaceCells(kernels, x);
  for (const [i, set] of sets.entries()) {
    const mark = kernels.mark();
    const { squared } = nearestRows(kernels, queries, openSpaceCells(kernels, set, queries), 1);
    for (const [place, row] of queries.rowAt.entries()) distances[row * k + i] = Math.sqrt(squared[place] ?? 0);
    kernels.release(mark);
  }
  kernels.release(before);
  return distances;
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

function pick({ data, cols }: Matrix, rows: readonly number[]): Matrix {
  const picked = new Float32Array(rows.length * cols);
  for (const [i, row] of rows.entries()) picked.set(data.subarray(row * cols, (row + 1) * cols), i * cols);
  return { data: picked, rows: rows.length, cols };
}

/** By home of a row: the density at which it and a cluster part; NaN: when the row leaves its home, which lies in that cluster or around it. */
function partingDensities({ parent, birth }: CondensedTree, cluster: number): Float64Array {
  const below = new Map<number, number>();
  let child = -1;
  for (let at = cluster; at >= 0; at = parent[at] ?? -1) {
    below.set(at, child);
    child = at;
  }
  const densities = new Float64Array(parent.length).fill(Number.NaN);
  // Parents come first.
  for (const [at, above] of parent.entries()) {
    if (below.has(at) || above < 0) continue;
    if (!below.has(above)) densities[at] = densities[above] ?? Number.NaN;
    else if (above !== cluster) densities[at] = birth[at] ?? 0;
  }
  return densities;
}
