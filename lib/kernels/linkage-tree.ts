import { CladeError } from "../core/errors.ts";
import type { Matrix } from "../core/matrix.ts";
import { type Merge, type MergeTree, orderMerges } from "./merge-tree.ts";

/** How far two clusters lie apart: their nearest rows, their farthest, or the mean over all pairs of rows. */
export type Linkage = "single" | "complete" | "average";

/**
 * Hierarchy of Euclidean distances by a linkage that Lance and Williams' formula updates (1967, doi:10.1093/comjnl/9.4.373),
 * merged along chains of nearest neighbours (Benzécri 1982), which all three allow. Heights are distances.
 * x: n × d, finite, n ≥ 1; weights: rows that each stands for. O(n²·d) time, 4·n² bytes of memory: for up to some 10,000 rows.
 * @throws TOO_FEW_USERS when n = 0.
 */
export function linkageTree(x: Matrix, linkage: Linkage, weights?: ArrayLike<number>): MergeTree {
  return linkDistances(pairDistances(x), x.rows, linkage, weights);
}

/**
 * The same of distances of any kind, which are used up: n·(n − 1)/2, those of row 1 to row 0, of 2 to 0 and 1, and so on. O(n²) time.
 * @throws TOO_FEW_USERS when n = 0.
 */
export function linkDistances(
  distances: Float64Array,
  n: number,
  linkage: Linkage,
  weights?: ArrayLike<number>,
): MergeTree {
  if (n === 0) throw new CladeError("TOO_FEW_USERS", { users: 0, k: 1 });
  const sizes = Float64Array.from({ length: n }, (_, row) => weights?.[row] ?? 1);
  const node = Int32Array.from({ length: n }, (_, row) => row);
  const alive = Array.from({ length: n }, (_, row) => row);
  const merges: Merge[] = [];
  const chain: number[] = [];
  while (merges.length < n - 1) {
    if (chain.length === 0) chain.push(alive[0]!);
    const top = chain.at(-1)!;
    const before = chain.at(-2);
    const nearest = nearestOf(distances, alive, top, before);
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    const [into, gone] = [Math.min(top, nearest), Math.max(top, nearest)];
    const height = distances[pairAt(into, gone)]!;
    alive.splice(placeOf(alive, gone), 1);
    for (const other of alive) {
      if (other === into) continue;
      const at = pairAt(into, other);
      distances[at] = joined(linkage, distances[at]!, distances[pairAt(gone, other)]!, sizes[into]!, sizes[gone]!);
    }
    sizes[into] = sizes[into]! + sizes[gone]!;
    merges.push({ a: node[into]!, b: node[gone]!, height, size: sizes[into]! });
    node[into] = n + merges.length - 1;
  }
  return orderMerges(merges, n);
}

function joined(linkage: Linkage, a: number, b: number, sizeA: number, sizeB: number): number {
  if (linkage === "single") return Math.min(a, b);
  if (linkage === "complete") return Math.max(a, b);
  return (sizeA * a + sizeB * b) / (sizeA + sizeB);
}

/** The nearest living cluster; of equals the one before in the chain, else the lowest. */
function nearestOf(distances: Float64Array, alive: readonly number[], of: number, before: number | undefined): number {
  let nearest = before ?? -1;
  let smallest = before === undefined ? Number.POSITIVE_INFINITY : distances[pairAt(of, before)]!;
  for (const other of alive) {
    if (other === of) continue;
    const distance = distances[pairAt(of, other)]!;
    if (distance < smallest) {
      smallest = distance;
      nearest = other;
    }
  }
  return nearest;
}

/** Place of a pair in the triangle below the diagonal, row by row. */
function pairAt(a: number, b: number): number {
  return a > b ? (a * (a - 1)) / 2 + b : (b * (b - 1)) / 2 + a;
}

function placeOf(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Euclidean, in the order in which `linkDistances` takes them. */
export function pairDistances({ data, rows, cols }: Matrix): Float64Array {
  const distances = new Float64Array((rows * (rows - 1)) / 2);
  let at = 0;
  for (let a = 1; a < rows; a++)
    for (let b = 0; b < a; b++) {
      let sum = 0;
      for (let j = 0; j < cols; j++) {
        const difference = data[a * cols + j]! - data[b * cols + j]!;
        sum += difference * difference;
      }
      distances[at++] = Math.sqrt(sum);
    }
  return distances;
}
