import type { Matrix } from "../core/matrix.ts";

/** Clusters renumbered by size: `segmentOf[old]` is the new number, `sizes` and `centres` are in the new order. */
export interface SegmentOrder {
  readonly segmentOf: Int32Array;
  readonly sizes: readonly number[];
  readonly centres: readonly (readonly number[])[];
}

/**
 * Segment 0 is the largest cluster, the last the smallest; equal sizes by the lower centre (compared feature by
 * feature), so that the numbers depend neither on the order of rows nor on the run of the algorithm.
 * labels: n, 0…k−1, −1 = noise; centres: k × d.
 */
export function orderBySize(labels: Int32Array, centres: Matrix): SegmentOrder {
  const clusters = Array.from({ length: centres.rows }, (_, label) => ({
    label,
    size: 0,
    centre: Array.from(centres.data.subarray(label * centres.cols, (label + 1) * centres.cols)),
  }));
  for (const label of labels) {
    const cluster = clusters[label];
    if (cluster !== undefined) cluster.size++;
  }
  clusters.sort((a, b) => b.size - a.size || compareCentres(a.centre, b.centre));
  const segmentOf = new Int32Array(centres.rows);
  for (const [segment, { label }] of clusters.entries()) segmentOf[label] = segment;
  return { segmentOf, sizes: clusters.map(({ size }) => size), centres: clusters.map(({ centre }) => centre) };
}

function compareCentres(a: readonly number[], b: readonly number[]): number {
  for (const [j, value] of a.entries()) {
    const difference = value - (b[j] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
