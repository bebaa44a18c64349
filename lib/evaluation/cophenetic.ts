import type { MergeTree } from "../kernels/merge-tree.ts";

/**
 * The height at which a tree joins each pair of rows; 0 within a leaf. leafOf: of each of n rows, its leaf.
 * n·(n − 1)/2 values, those of row 1 to row 0, of 2 to 0 and 1, and so on. O(n² + merges) time.
 */
export function copheneticDistances({ left, right, height }: MergeTree, leafOf: ArrayLike<number>): Float64Array {
  const n = leafOf.length;
  const heights = new Float64Array((n * (n - 1)) / 2);
  const members = new Map<number, number[]>();
  for (let row = 0; row < n; row++) {
    const leaf = leafOf[row] ?? -1;
    const own = members.get(leaf);
    if (own) own.push(row);
    else members.set(leaf, [row]);
  }
  for (const [merge, joined] of height.entries()) {
    const [one, other] = [members.get(left[merge] ?? -1) ?? [], members.get(right[merge] ?? -1) ?? []];
    for (const a of one) for (const b of other) heights[a > b ? (a * (a - 1)) / 2 + b : (b * (b - 1)) / 2 + a] = joined;
    const [large, small] = one.length > other.length ? [one, other] : [other, one];
    for (const row of small) large.push(row);
    members.set(left.length + 1 + merge, large);
  }
  return heights;
}

/** Pearson's correlation, in two passes, −1…1; null where either does not vary, or there are fewer than two. */
export function correlate(a: Float64Array, b: Float64Array): number | null {
  const n = a.length;
  const mean = (of: Float64Array) => of.reduce((sum, value) => sum + value, 0) / n;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [x, y] = [(a[i] ?? 0) - meanA, (b[i] ?? 0) - meanB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  const isConstant = aa <= n * (1e-12 * meanA) ** 2 || bb <= n * (1e-12 * meanB) ** 2;
  return n < 2 || isConstant ? null : Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb)));
}
