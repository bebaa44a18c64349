import type { BaseRuns } from "./base-runs.ts";
import { firstGroups } from "./co-association.ts";

/** How the runs see one partition of the rows. */
export interface Belonging {
  /** n: the share of runs that put a row with another of its cluster, mean over the others (Monti et al. 2003: item consensus), 0…1; of a row alone 1. */
  readonly strength: Float32Array;
  /** k × k: the same of each two clusters, mean over pairs of different rows (Monti: cluster consensus on the diagonal), 0…1; NaN without a pair. */
  readonly between: Float64Array;
}

/** labels: n, 0…k−1. From counts of rows by cluster and group, so that no pair is looked at: O(n·runs + k²·groups). */
export function belongingOf({ labels: runs, groups: perRun }: BaseRuns, labels: Int32Array, k: number): Belonging {
  const firsts = firstGroups(perRun);
  const groups = perRun.reduce((sum, of) => sum + of, 0);
  const counts = new Float64Array(k * groups);
  const sizes = new Float64Array(k);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  for (const [run, of] of runs.entries())
    for (const [row, label] of labels.entries()) {
      const at = label * groups + (firsts[run] ?? 0) + (of[row] ?? 0);
      counts[at] = (counts[at] ?? 0) + 1;
    }
  const strength = Float32Array.from(labels, (label, row) => {
    const others = (sizes[label] ?? 1) - 1;
    if (others === 0) return 1;
    let together = -runs.length;
    for (const [run, of] of runs.entries())
      together += counts[label * groups + (firsts[run] ?? 0) + (of[row] ?? 0)] ?? 0;
    return together / (others * runs.length);
  });
  const between = Float64Array.from({ length: k * k }, (_, at) => {
    const [a, b] = [Math.floor(at / k), at % k];
    const [own, other] = [sizes[a] ?? 0, sizes[b] ?? 0];
    let together = a === b ? -own * runs.length : 0;
    for (let group = 0; group < groups; group++)
      together += (counts[a * groups + group] ?? 0) * (counts[b * groups + group] ?? 0);
    return together / (own * (a === b ? other - 1 : other) * runs.length);
  });
  return { strength, between };
}
