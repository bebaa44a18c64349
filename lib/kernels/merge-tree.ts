/**
 * How a hierarchical algorithm put rows together: merge i joins nodes `left[i]` < `right[i]` (rows are 0…n−1, the cluster of
 * merge i is n + i) at `height[i]`, ascending, into `size[i]` rows.
 */
export interface MergeTree {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly height: Float64Array;
  readonly size: Int32Array;
}

export interface Merge {
  /** A row 0…n−1, or n + the place of an earlier merge in the list. */
  readonly a: number;
  readonly b: number;
  readonly height: number;
  readonly size: number;
}

/**
 * Merges in the order of their heights (of equal ones in the order they were made), nodes renumbered. A merge that rounding
 * left below one of its parts is lifted to it. n: rows.
 */
export function orderMerges(merges: readonly Merge[], n: number): MergeTree {
  const heights = new Float64Array(merges.length);
  const heightOf = (node: number) => (node < n ? 0 : (heights[node - n] ?? 0));
  for (const [i, { a, b, height }] of merges.entries()) heights[i] = Math.max(height, heightOf(a), heightOf(b));
  const order = Array.from(merges.keys()).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0) || a - b);
  const place = new Int32Array(merges.length);
  for (const [at, merge] of order.entries()) place[merge] = at;
  const nodeOf = (node: number) => (node < n ? node : n + (place[node - n] ?? 0));
  const tree = {
    left: new Int32Array(merges.length),
    right: new Int32Array(merges.length),
    height: new Float64Array(merges.length),
    size: new Int32Array(merges.length),
  };
  for (const [at, index] of order.entries()) {
    const merge = merges[index];
    if (!merge) continue;
    const [a, b] = [nodeOf(merge.a), nodeOf(merge.b)];
    tree.left[at] = Math.min(a, b);
    tree.right[at] = Math.max(a, b);
    tree.height[at] = heights[index] ?? 0;
    tree.size[at] = merge.size;
  }
  return tree;
}
