import { placeByNearest } from "../../clustering/placing.ts";
import type { Matrix } from "../../core/matrix.ts";
import { adjustedRandIndex } from "../agreement.ts";
import { bestJaccards } from "../judges/stability.ts";
import type { ReturningSegment, WindowsSummary } from "../judges-schema.ts";

/** Segments of one half of the time, made from it alone. */
export interface WindowFit {
  readonly x: Matrix;
  /** Of each row of x: the user's row in the run; −1: nowhere in it. */
  readonly users: Int32Array;
  readonly labels: Int32Array;
  /** k × d, in the units of x, which are standard deviations of that half. */
  readonly centres: Matrix;
}

/** Hennig's bar for a cluster that is not dissolved. */
const returning = 0.6;
const notThere = -2;

/**
 * Do the groups of the first half come back in the second, and do people stay in them? Groups: the second half's users, put with the first half's nearest
 * centres, beside the segments that the second half makes by itself. People: the segments of users of both halves. Each of the run's k segments
 * is looked for as the first half's segment that it shares most users with (Jaccard). segmentOf: of the run's users, −1 = none.
 * Columns must be the same and in order; fits have at least one cluster.
 */
export function compareWindows(
  first: WindowFit,
  second: WindowFit,
  segmentOf: Int32Array,
  k: number,
): Pick<WindowsSummary, "users" | "ari" | "sameGroups" | "segments"> {
  const before = new Int32Array(segmentOf.length).fill(notThere);
  for (const [row, user] of first.users.entries()) if (user >= 0) before[user] = first.labels[row] ?? -1;
  const both = Array.from(
    second.users,
    (user, row) => [before[user] ?? notThere, second.labels[row] ?? -1] as const,
  ).filter(([earlier]) => earlier !== notThere);
  const carried = placeByNearest(second.x, first.centres, 0);
  const recovered = bestJaccards(carried, second.labels, first.centres.rows);
  const own = first.users.map((user) => segmentOf[user] ?? -1);
  return {
    users: both.length,
    ari: adjustedRandIndex(
      both.map(([earlier]) => earlier),
      both.map(([, later]) => later),
    ),
    sameGroups: adjustedRandIndex(carried, second.labels),
    segments: Array.from({ length: k }, (_, segment): ReturningSegment => {
      const match = nearestCluster(own, first.labels, segment);
      const jaccard = recovered[match] ?? Number.NaN;
      const known = Number.isNaN(jaccard) ? 0 : jaccard;
      return { segment, jaccard: known, returns: known >= returning };
    }),
  };
}

/** The cluster that shares the most with a segment, by the Jaccard index; −1 where none shares anybody. */
function nearestCluster(own: Int32Array, labels: Int32Array, segment: number): number {
  const isOwn = Array.from(own, (one) => one === segment);
  const sizes = new Map<number, number>();
  const shared = new Map<number, number>();
  for (const [row, label] of labels.entries()) {
    if (label < 0) continue;
    sizes.set(label, (sizes.get(label) ?? 0) + 1);
    if (isOwn[row]) shared.set(label, (shared.get(label) ?? 0) + 1);
  }
  const members = isOwn.filter(Boolean).length;
  let best = { label: -1, jaccard: 0 };
  for (const [label, count] of shared) {
    const jaccard = count / (members + (sizes.get(label) ?? 0) - count);
    if (jaccard > best.jaccard) best = { label, jaccard };
  }
  return best.label;
}
