import { CladeError } from "../../core/errors.ts";
import type { Matrix } from "../../core/matrix.ts";
import { assignBalanced } from "../../kernels/balanced-assignment.ts";
import { apartGroups, colourGroup } from "./colouring.ts";
import type { LinkedRows } from "./link-users.ts";
import { makeRoom } from "./make-room.ts";

export interface Restrictions {
  /** Rows of each cluster, k times low…k times high holding all; null: as they come. */
  readonly sizes: { readonly low: number; readonly high: number } | null;
  readonly links: LinkedRows;
}

export interface RestrictedFit {
  readonly labels: Int32Array;
  readonly centres: Matrix;
  /** Σ‖x − mean of its cluster‖². */
  readonly inertia: number;
  readonly iterations: number;
}

const mostPasses = 100;
/** Passes end where one gains less than this of the inertia. */
const leastGain = 1e-5;

/**
 * Lloyd's algorithm under rules, from the given centres (k × d, row-major): rows of a unit move as one, units that are apart are
 * placed jointly (`colourGroup`, as COP-k-means, Wagstaff et al. 2001, but the best of the placings that fit), and the other rows go to
 * their nearest centre or, with limits of size, where the total is least (Bradley, Bennett & Demiriz 2000, MSR-TR-2000-65).
 * Without links each pass is optimal for its centres, so that inertia never rises; with both, units are placed first, at the
 * prices that the last pass left and moved where limits leave them no room (`makeRoom`), and the best pass is kept. x: n × d, finite. O(n·k·d) a pass; 8·n·k bytes, some three times that
 * with limits.
 * @throws BAD_CONFIG where units that are apart find no k clusters, or leave the limits no way.
 */
export function restrictedKMeans(x: Matrix, k: number, start: Float64Array, rules: Restrictions): RestrictedFit {
  const { rows: n, cols: d } = x;
  const groups = apartGroups(rules.links);
  const isLinked = new Uint8Array(n);
  for (const unit of rules.links.units) for (const row of unit) isLinked[row] = 1;
  const free = Int32Array.from({ length: n }, (_, row) => row).filter((row) => isLinked[row] === 0);
  const costs = new Float64Array(free.length * k);
  let prices: Float64Array | undefined;
  let centres = Float64Array.from(start);
  let labels = new Int32Array(n).fill(-1);
  let best: RestrictedFit | null = null;
  for (let pass = 1; pass <= mostPasses; pass++) {
    const next = new Int32Array(n);
    for (const [at, row] of free.entries()) fillDistances(x, row, centres, costs.subarray(at * k, (at + 1) * k));
    const placed = placeUnits(x, k, centres, rules, groups, prices, next);
    const of = rules.sizes ? boundsLeft(k, free.length, placed, rules.sizes) : null;
    if (of) {
      const found = assignBalanced({ costs, k, ...of, prices });
      for (const [at, row] of free.entries()) next[row] = found.labels[at] ?? 0;
      prices = found.prices;
    } else for (const [at, row] of free.entries()) next[row] = cheapest(costs, at, k);
    if (!of) fillEmpty(next, free, costs, k);
    centres = means(x, next, k, centres);
    const inertia = sumSquares(x, next, centres);
    const isSame = next.every((label, row) => label === labels[row]);
    const gain = best ? 1 - inertia / best.inertia : 1;
    if (!best || inertia < best.inertia)
      best = {
        labels: next,
        centres: { data: Float32Array.from(centres), rows: k, cols: d },
        inertia,
        iterations: pass,
      };
    labels = next;
    if (isSame || !(gain > leastGain)) break;
  }
  if (!best) throw new RangeError("no pass was made");
  return best;
}

function fillDistances({ data, cols }: Matrix, row: number, centres: Float64Array, into: Float64Array): void {
  for (let c = 0; c < into.length; c++) {
    let sum = 0;
    for (let j = 0; j < cols; j++) {
      const offset = (data[row * cols + j] ?? 0) - (centres[c * cols + j] ?? 0);
      sum += offset * offset;
    }
    into[c] = sum;
  }
}

/** Labels of all linked rows; answers how many of them each cluster holds. */
function placeUnits(
  x: Matrix,
  k: number,
  centres: Float64Array,
  { links, sizes }: Restrictions,
  groups: ReturnType<typeof apartGroups>,
  prices: Float64Array | undefined,
  labels: Int32Array,
): number[] {
  const one = new Float64Array(k);
  const costs = links.units.map((rows) => {
    const own = new Float64Array(k);
    for (const row of rows) {
      fillDistances(x, row, centres, one);
      for (let c = 0; c < k; c++) own[c] = (own[c] ?? 0) + (one[c] ?? 0) + (prices?.[c] ?? 0);
    }
    return own;
  });
  const clusterOf = new Int32Array(costs.length);
  for (const group of groups) {
    const colours = colourGroup(
      group,
      k,
      group.units.map((unit) => costs[unit] ?? one),
    );
    if (!colours) throw new CladeError("BAD_CONFIG", { path: "clustering.pairs", problem: tooManyApart(k) });
    for (const [at, unit] of group.units.entries()) clusterOf[unit] = colours[at] ?? 0;
  }
  const linked = links.units.reduce((sum, rows) => sum + rows.length, 0);
  makeRoom({ links, costs, clusterOf, free: x.rows - linked }, k, sizes ?? { low: 1, high: x.rows });
  const placed = new Array<number>(k).fill(0);
  for (const [unit, rows] of links.units.entries()) {
    const label = clusterOf[unit] ?? 0;
    for (const row of rows) labels[row] = label;
    placed[label] = (placed[label] ?? 0) + rows.length;
  }
  return placed;
}

function boundsLeft(
  k: number,
  free: number,
  placed: readonly number[],
  { low, high }: NonNullable<Restrictions["sizes"]>,
) {
  const left = {
    low: placed.map((rows) => Math.max(0, low - rows)),
    high: placed.map((rows) => high - rows),
  };
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  if (left.high.some((rows) => rows < 0) || sum(left.low) > free || sum(left.high) < free)
    throw new CladeError("BAD_CONFIG", { path: "clustering.pairs", problem: noRoom(k) });
  return left;
}

function cheapest(costs: Float64Array, at: number, k: number): number {
  let best = 0;
  for (let c = 1; c < k; c++) if ((costs[at * k + c] ?? 0) < (costs[at * k + best] ?? 0)) best = c;
  return best;
}

/** A cluster without rows is given the free row that lies farthest from its own centre, of clusters with more than one. */
function fillEmpty(labels: Int32Array, free: Int32Array, costs: Float64Array, k: number): void {
  const sizes = new Array<number>(k).fill(0);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  for (let empty = sizes.indexOf(0); empty >= 0; empty = sizes.indexOf(0)) {
    let farthest = -1;
    let distance = -1;
    for (const [at, row] of free.entries()) {
      const label = labels[row] ?? 0;
      const own = costs[at * k + label] ?? 0;
      if ((sizes[label] ?? 0) > 1 && own > distance) [farthest, distance] = [row, own];
    }
    if (farthest < 0) return;
    sizes[labels[farthest] ?? 0] = (sizes[labels[farthest] ?? 0] ?? 0) - 1;
    labels[farthest] = empty;
    sizes[empty] = 1;
  }
}

function means(
  { data, rows, cols }: Matrix,
  labels: Int32Array,
  k: number,
  old: Float64Array,
): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(k * cols);
  const sizes = new Float64Array(k);
  for (let row = 0; row < rows; row++) {
    const label = labels[row] ?? 0;
    sizes[label] = (sizes[label] ?? 0) + 1;
    for (let j = 0; j < cols; j++) sums[label * cols + j] = (sums[label * cols + j] ?? 0) + (data[row * cols + j] ?? 0);
  }
  return sums.map((sum, at) => {
    const size = sizes[Math.floor(at / cols)] ?? 0;
    return size > 0 ? sum / size : (old[at] ?? 0);
  });
}

function sumSquares({ data, rows, cols }: Matrix, labels: Int32Array, centres: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const at = (labels[row] ?? 0) * cols;
    for (let j = 0; j < cols; j++) sum += ((data[row * cols + j] ?? 0) - (centres[at + j] ?? 0)) ** 2;
  }
  return sum;
}

function tooManyApart(k: number) {
  return {
    en: `more users are to be apart from each other than ${k} segments can keep apart`,
    zh: `要求彼此分开的用户太多，${k} 个人群无法全部分开`,
  };
}

function noRoom(k: number) {
  return {
    en: `${k} segments cannot keep both the pairs and the limits of size`,
    zh: `${k} 个人群无法同时满足配对与规模限制`,
  };
}
