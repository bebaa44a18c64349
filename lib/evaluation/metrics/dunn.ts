import type { Matrix } from "../../core/matrix.ts";
import { pairDistances } from "../../kernels/linkage-tree.ts";
import { gatherRows } from "../sample.ts";
import type { MeasuredFit, Metric } from "./metric.ts";

/** Rows of whom every pair is looked at: the sample is as large in clouds without groups, so that the two compare. */
const most = 400;

/**
 * Dunn 1974 (doi:10.1080/01969727408546059): the smallest distance between rows of two clusters over the largest within one.
 * 0 and up, no unit; above 1 every row is nearer to all of its own cluster than to any other. Exact up to 400 rows; beyond, of 400
 * evenly spread ones, which leave out some of the nearest and farthest pairs, so that it comes out larger. Rows without a
 * label are left out. Infinity where no cluster has any width, NaN where a sample has one cluster only. O(400²·d), once for
 * all fits of the same rows.
 */
export const dunn = {
  id: "dunn",
  label: { en: "Dunn index", zh: "Dunn 指数" },
  help: {
    en: "The closest two users of different segments beside the farthest two of one, among 400 users at most. Higher is better; a few outliers decide it.",
    zh: "不同人群中最近的两位用户的距离，除以同一人群中最远两位的距离（最多取 400 位用户）。越高越好，但容易受个别离群用户影响。",
  },
  better: "higher",
  measure({ x, labels }: Pick<MeasuredFit, "x" | "labels">): number {
    const { rows, distances } = pairsOf(x);
    const own = rows.map((row) => labels[row] ?? -1);
    let [between, within, pair] = [Number.POSITIVE_INFINITY, 0, 0];
    for (let at = 0; at < own.length; at++) {
      const label = own[at] ?? -1;
      for (let other = 0; other < at; other++) {
        const distance = distances[pair++] ?? 0;
        if (distance >= between && distance <= within) continue;
        const others = own[other] ?? -1;
        if (label < 0 || others < 0) continue;
        if (label === others) within = Math.max(within, distance);
        else between = Math.min(between, distance);
      }
    }
    return between === Number.POSITIVE_INFINITY ? Number.NaN : between / within;
  },
} as const satisfies Metric;

interface Pairs {
  readonly rows: Int32Array;
  readonly distances: Float64Array;
}

/** Every k is measured on the same rows. */
const known = new WeakMap<Matrix, Pairs>();

function pairsOf(x: Matrix): Pairs {
  const found = known.get(x);
  if (found) return found;
  const rows = spread(x.rows);
  const pairs = { rows, distances: pairDistances(gatherRows(x, rows)) };
  known.set(x, pairs);
  return pairs;
}

const goldenRatio = (Math.sqrt(5) - 1) / 2;

/** Rows evenly from the first to the last, in step with no pattern that they may have (Weyl's sequence). */
function spread(n: number): Int32Array {
  const at = (i: number) => (n <= most ? i : Math.floor(((i * goldenRatio) % 1) * n));
  return Int32Array.from({ length: Math.min(n, most) }, (_, i) => at(i));
}
