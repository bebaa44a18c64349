import { CladeError } from "../core/errors.ts";
import type { Matrix } from "../core/matrix.ts";
import { type CellGroup, groupLabelings } from "./cells.ts";
import { columnMeans, place } from "./columns.ts";
import { type PanelSet, packRows, panelOrder, plainOrder } from "./panel-set.ts";
import type { Kernels } from "./pool.ts";

export interface SilhouetteOptions {
  /** Rows that everybody is compared with, in place of all: a sample, stratified by the caller. */
  readonly against?: Int32Array;
}

/**
 * Silhouette of every row in each of several labelings of the same rows: s = (b − a) / max(a, b), a the mean Euclidean
 * distance to the others of its own cluster, b the smallest mean distance to another (Rousseeuw 1987,
 * doi:10.1016/0377-0427(87)90125-7). One pass over the distances serves all labelings whose joint cells are large
 * enough (cells.ts). Exact: each pair once, O(n²·d / 2) time, O(n·Σk) memory. With `against` of m rows: O(n·m·d), and
 * every mean is over those rows alone (a row that is itself among them left out of its own cluster's mean).
 * x: n × d, any unit. labelings: n entries each, 0…k−1, −1 = left out. Range −1…1; NaN where the row is left out or,
 * with `against`, where nobody else of its cluster is in the sample; a cluster of one row gives 0.
 * @throws TOO_FEW_CLUSTERS when a labeling has fewer than two clusters (with `against`: in the sample).
 */
export function silhouettes(
  kernels: Kernels,
  x: Matrix,
  labelings: readonly Int32Array[],
  options: SilhouetteOptions = {},
): Float32Array[] {
  const { against } = options;
  const mark = kernels.mark();
  const data = place(kernels, x);
  const shift = kernels.float32(x.cols);
  shift.set(columnMeans(kernels, data, x.rows, x.cols));
  const results = labelings.map(() => new Float32Array(x.rows).fill(Number.NaN));
  const compared = against === undefined ? labelings : labelings.map((labels) => against.map((row) => labels[row]!));
  for (const group of groupLabelings(compared)) {
    const inner = kernels.mark();
    const clusters = clustersOf(group, compared);
    const task = { kernels, x, data, shift, group, clusters, labelings, results };
    if (against === undefined) comparePairs(task);
    else compareWithSample(task, against);
    kernels.release(inner);
  }
  kernels.release(mark);
  return results;
}

interface Task {
  readonly kernels: Kernels;
  readonly x: Matrix;
  readonly data: Float32Array;
  readonly shift: Float32Array;
  readonly group: CellGroup;
  readonly clusters: Clusters;
  readonly labelings: readonly Int32Array[];
  readonly results: readonly Float32Array[];
}

/** The clusters of a group's labelings side by side: labeling l has columns first[l] … first[l + 1] − 1 of the sums. */
interface Clusters {
  readonly first: readonly number[];
  readonly width: number;
  readonly sizes: Float64Array;
}

function clustersOf(group: CellGroup, labelings: readonly Int32Array[]): Clusters {
  const first = [0];
  for (const index of group.labelings) {
    const k = 1 + labelings[index]!.reduce((largest, label) => Math.max(largest, label), -1);
    first.push(first.at(-1)! + k);
  }
  const width = first.at(-1)!;
  const sizes = new Float64Array(width);
  for (const [cell, labels] of group.cells.labels.entries()) {
    for (const [l, label] of labels.entries()) if (label >= 0) sizes[first[l]! + label]! += group.cells.sizes[cell]!;
  }
  for (let l = 0; l + 1 < first.length; l++) {
    if (sizes.subarray(first[l]!, first[l + 1]!).filter((size) => size > 0).length < 2) {
      throw new CladeError("TOO_FEW_CLUSTERS");
    }
  }
  return { first, width, sizes };
}

/** The kernel's description of where sums go: cell × labeling → column. */
function sumsFor({ kernels, group, clusters }: Task, points: number): { sums: Float64Array; address: number } {
  const sums = kernels.float64(points * clusters.width).fill(0);
  const labelings = group.labelings.length;
  const columns = kernels.int32(group.cells.sizes.length * labelings);
  for (const [cell, labels] of group.cells.labels.entries()) {
    for (const [l, label] of labels.entries()) {
      columns[cell * labelings + l] = label < 0 ? -1 : clusters.first[l]! + label;
    }
  }
  const description = kernels.int32(4);
  description.set([sums.byteOffset, clusters.width, columns.byteOffset, labelings]);
  return { sums, address: description.byteOffset };
}

/** A group of panels stays in the second-level cache; the tournament needs an even number of groups. */
const panelsPerGroup = 128;

function comparePairs(task: Task): void {
  const { kernels, x, data, shift, group } = task;
  const set = packRows(kernels, data, x.cols, shift, panelOrder(kernels, group.cells));
  const { sums, address } = sumsFor(task, set.count * 8);
  const groups = 2 * Math.max(1, Math.round(set.count / panelsPerGroup / 2));
  const scratchFloats = 8 * (Math.ceil(set.count / groups) + 1);
  const scratch = kernels.float32(kernels.threads * scratchFloats);
  const pairs = (8 * set.count) ** 2 / 2;
  for (let round = 0; round < groups; round++) {
    kernels.run(
      "pairRound",
      round === 0 ? groups : groups / 2,
      [set.address, set.count, x.cols, address, round, groups, scratch.byteOffset, 4 * scratchFloats],
      (pairs * (x.cols + 8)) / groups,
    );
  }
  score(task, set, sums);
}

/** Rows at a time, so that the sums of millions of users need no memory of their own. */
const slabRows = 65_536;

function compareWithSample(task: Task, against: Int32Array): void {
  const { kernels, x, data, shift, group } = task;
  const right = packRows(kernels, data, x.cols, shift, panelOrder(kernels, group.cells, against));
  const inSample = new Uint8Array(x.rows);
  for (const row of against) inSample[row] = 1;
  for (let from = 0; from < x.rows; from += slabRows) {
    const mark = kernels.mark();
    const left = packRows(kernels, data, x.cols, shift, plainOrder(kernels, from, Math.min(x.rows, from + slabRows)));
    const { sums, address } = sumsFor(task, left.count * 8);
    const rows = 16;
    kernels.run(
      "rowsAgainst",
      Math.ceil(left.count / rows),
      [left.address, left.count, rows, right.address, right.count, x.cols, address],
      left.count * right.count * 64 * (x.cols + 8),
    );
    score(task, left, sums, inSample);
    kernels.release(mark);
  }
}

/** From sums of distances to silhouettes. inSample: 1 for rows that are among those compared with; left out: all are. */
function score(task: Task, set: PanelSet, sums: Float64Array, inSample?: Uint8Array): void {
  const { group, clusters, labelings, results } = task;
  const { width, sizes, first } = clusters;
  for (const [l, index] of group.labelings.entries()) {
    const labels = labelings[index]!;
    const result = results[index]!;
    const begin = first[l]!;
    const end = first[l + 1]!;
    for (let point = 0; point < set.order.length; point++) {
      const row = set.order[point]!;
      if (row < 0 || labels[row]! < 0) continue;
      const own = begin + labels[row]!;
      const others = own < end ? sizes[own]! - (inSample?.[row] ?? 1) : 0;
      if (others === 0) {
        if (inSample === undefined) result[row] = 0;
        continue;
      }
      const base = (point >> 2) * 4 * width + (point & 3);
      let nearest = Number.POSITIVE_INFINITY;
      for (let column = begin; column < end; column++) {
        if (column === own || sizes[column] === 0) continue;
        const mean = sums[base + 4 * column]! / sizes[column]!;
        if (mean < nearest) nearest = mean;
      }
      const within = sums[base + 4 * own]! / others;
      const larger = Math.max(within, nearest);
      result[row] = larger === 0 ? 0 : (nearest - within) / larger;
    }
  }
}
