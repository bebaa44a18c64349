import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";

/** Rows of x in the order given, repeats included. */
export function gatherRows(x: Matrix, rows: Int32Array, target?: Matrix): Matrix {
  const data = target?.data ?? new Float32Array(rows.length * x.cols);
  for (const [i, row] of rows.entries()) data.set(x.data.subarray(row * x.cols, (row + 1) * x.cols), i * x.cols);
  return { ...x, data, rows: rows.length };
}

export function gatherLabels(labels: Int32Array, rows: Int32Array): Int32Array {
  return rows.map((row) => labels[row] ?? 0);
}

/**
 * `size` of the numbers 0…n−1 drawn without replacement, each set equally likely, ascending (selection sampling: Fan,
 * Muller & Rezucha 1962). size ≥ n gives them all.
 */
export function simpleSample(n: number, size: number, random: Random): Int32Array {
  const chosen = new Int32Array(Math.min(n, size));
  let found = 0;
  for (let i = 0; found < chosen.length; i++) {
    if (random.next() * (n - i) < chosen.length - found) chosen[found++] = i;
  }
  return chosen;
}

/**
 * About `size` of n rows, drawn without replacement within each cluster in proportion to its size (Cochran 1977,
 * Sampling Techniques, ch. 5), yet never fewer than `atLeast` of a cluster, or all it has: a mean distance to a small
 * cluster needs members. Ascending. labels: n, 0…k−1.
 */
export function stratifiedSample(
  labels: Int32Array,
  k: number,
  { size, atLeast }: { readonly size: number; readonly atLeast: number },
  random: Random,
): Int32Array {
  const sizes = clusterSizes(labels, k);
  const wanted = sizes.map((members) => {
    const share = Math.round((size * members) / labels.length);
    return Math.min(members, Math.max(atLeast, share));
  });
  const left = [...sizes];
  const chosen: number[] = [];
  for (const [row, label] of labels.entries()) {
    const open = wanted[label] ?? 0;
    const members = left[label] ?? 0;
    left[label] = members - 1;
    if (random.next() * members >= open) continue;
    wanted[label] = open - 1;
    chosen.push(row);
  }
  return Int32Array.from(chosen);
}

/** Number of rows of each label 0…k−1. */
export function clusterSizes(labels: Iterable<number>, k: number): number[] {
  const sizes = new Array<number>(k).fill(0);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  return sizes;
}
