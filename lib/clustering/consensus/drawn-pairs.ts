import type { MergeTree } from "../../kernels/merge-tree.ts";
import type { BaseRuns } from "./base-runs.ts";

/** Some rows held against each other, for a picture (Monti et al. 2003: the consensus matrix). */
export interface DrawnPairs {
  readonly runs: number;
  /** In an order in which every cut of the tree is in one piece. */
  readonly rows: Int32Array;
  /** How many runs put each pair into one group: row 1 with row 0, row 2 with 0 and 1, and so on. */
  readonly together: Int32Array;
}

/** rows: ascending; of: row → leaf of the tree. O(rows²·runs). */
export function drawPairs({ labels }: BaseRuns, rows: Int32Array, of: Int32Array, tree: MergeTree): DrawnPairs {
  const places = leafPlaces(tree);
  const placeOf = (row: number) => places[of[row] ?? 0] ?? 0;
  const ordered = rows.toSorted((a, b) => placeOf(a) - placeOf(b) || a - b);
  const together = new Int32Array((ordered.length * (ordered.length - 1)) / 2);
  for (const run of labels) {
    const own = Uint8Array.from(ordered, (row) => run[row] ?? 0);
    let at = 0;
    for (let a = 1; a < own.length; a++)
      for (let b = 0; b < a; b++, at++) if (own[a] === own[b]) together[at] = (together[at] ?? 0) + 1;
  }
  return { runs: labels.length, rows: ordered, together };
}

/** Where each leaf stands when no two branches cross. */
function leafPlaces({ left, right }: MergeTree): Int32Array {
  const n = left.length + 1;
  const places = new Int32Array(n);
  const stack = [2 * n - 2];
  let place = 0;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node < n) places[node] = place++;
    else stack.push(right[node - n] ?? 0, left[node - n] ?? 0);
  }
  return places;
}
