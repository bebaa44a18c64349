import { openGower } from "../clustering/mixed/gower-rows.ts";
import type { Matrix } from "../core/matrix.ts";
import { computed, inconclusive, type Outcome } from "../core/outcome.ts";
import type { Random } from "../core/random.ts";
import { gowerDistances } from "../kernels/gower.ts";
import { pairDistances } from "../kernels/linkage-tree.ts";
import type { MergeTree } from "../kernels/merge-tree.ts";
import { copheneticDistances, correlate } from "./cophenetic.ts";
import { gatherLabels, gatherRows, simpleSample } from "./sample.ts";
import type { TreeJudgement } from "./schema.ts";

/** Users of whom every pair is looked at: half a million pairs. Two samples of them agree to .01. */
const mostUsers = 1_000;

export interface TreeToJudge {
  readonly tree: MergeTree;
  /** Row of x → leaf. */
  readonly leafOf: Int32Array;
  readonly x: Matrix;
  readonly distance: "euclidean" | "gower";
}

/**
 * Cophenetic correlation (Sokal & Rohlf 1962, doi:10.2307/1217208): Pearson's, over pairs of users, between how far they lie apart
 * and the height at which the tree joins them. Of a simple random sample beyond 1,000 users. −1…1, near 1: heights may be read
 * as distances.
 */
export function judgeTree({ tree, leafOf, x, distance }: TreeToJudge, random: Random): Outcome<TreeJudgement> {
  const rows = simpleSample(x.rows, mostUsers, random);
  const some = gatherRows(x, rows);
  const distances = distance === "gower" ? gowerDistances(openGower(x)(some)) : pairDistances(some);
  const cophenetic = correlate(distances, copheneticDistances(tree, gatherLabels(leafOf, rows)));
  return cophenetic === null ? allAlike : computed({ cophenetic, users: rows.length, of: x.rows });
}

const allAlike = inconclusive({
  en: "Users are all equally far apart, so there is nothing for the tree to keep.",
  zh: "所有用户彼此距离相同，层次树无从反映差异。",
});
