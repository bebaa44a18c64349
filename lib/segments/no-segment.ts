import { placeByNearest } from "../clustering/placing.ts";
import type { Localised } from "../core/localised.ts";
import { blockRows, blocksOfRows, type RowSource } from "../core/row-source.ts";

/** The number of users whom the algorithm put nowhere (noise); of their row among a run's segments, too. */
export const noSegment = -1;

export const noSegmentName: Localised = { en: "No segment", zh: "未归入任何人群" };

export const noSegmentLine: Localised = {
  en: "Too unlike all that is near to count for any segment",
  zh: "与周围差别较大，不属于任何人群",
};

/** Users of no segment as one more group, number k, for what describes everybody. labels: n, 0…k−1, anything else: none. */
export function groupsOf(labels: Int32Array, k: number): Int32Array {
  return labels.map((label) => (label >= 0 && label < k ? label : k));
}

/**
 * The segment that each user would be put in on request: the own one, and for those of none the one whose centre is nearest
 * over the features that they have (the first where they have none). Nobody is in it by that: sizes, names and profiles stay
 * those of the members. x: n × d and centres: k × d in the same units; labels: n. All −1 where there is no segment. Blocks of
 * rows that are all in a segment are not read.
 */
export function nearestSegments(x: RowSource, labels: Int32Array, centres: readonly (readonly number[])[]): Int32Array {
  const nearest = labels.slice();
  if (centres.length === 0) return nearest;
  const { rows, cols } = x;
  const flat = { data: Float32Array.from(centres.flat()), rows: centres.length, cols };
  const size = Math.min(rows, blockRows(cols));
  const block = new Float32Array(size * cols);
  for (const [from, to] of blocksOfRows(rows, size)) {
    if (labels.subarray(from, to).every((label) => label >= 0)) continue;
    x.read(from, to, block);
    for (let row = from; row < to; row++) {
      if ((labels[row] ?? noSegment) >= 0) continue;
      const at = (row - from) * cols;
      const values = { data: block.subarray(at, at + cols), rows: 1, cols };
      nearest[row] = placeByNearest(values, flat, 0)[0] ?? 0;
    }
  }
  return nearest;
}

/** How many users of no segment are nearest to each of the k segments. */
export function countNearest(labels: Int32Array, nearest: Int32Array, k: number): number[] {
  const counts = new Array<number>(k).fill(0);
  for (const [row, label] of labels.entries()) {
    const segment = nearest[row] ?? noSegment;
    if (label < 0 && segment >= 0) counts[segment] = (counts[segment] ?? 0) + 1;
  }
  return counts;
}
