import type { CondensedTree } from "./condensed-tree.ts";

/**
 * GLOSH (Campello, Moulavi, Zimek & Sander 2015, doi:10.1145/2733381): 1 − λ(row) / λ(densest row of the smallest cluster that it
 * was in, and of what that split into). 0: as dense as its group gets; near 1: far outside. Of one row or of rows that are alike: 0.
 */
export function outlierScores({ parent, death, home, leaving }: CondensedTree): Float32Array {
  const densest = death.slice();
  for (let cluster = densest.length - 1; cluster > 0; cluster--) {
    const above = parent[cluster] ?? 0;
    densest[above] = Math.max(densest[above] ?? 0, densest[cluster] ?? 0);
  }
  return Float32Array.from(home, (cluster, row) => {
    const most = densest[cluster] ?? 0;
    return most > 0 ? 1 - (leaving[row] ?? 0) / most : 0;
  });
}
