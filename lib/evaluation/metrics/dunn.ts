import type { MeasuredFit, Metric } from "./metric.ts";

/** Rows of whom every pair is looked at: the sample is as large in clouds without groups, so that the two compare. */
const most = 500;

/**
 * Dunn 1974 (doi:10.1080/01969727408546059): the smallest distance between rows of two clusters over the largest within one.
 * 0 and up, no unit; above 1 every row is nearer to all of its own cluster than to any other. Exact up to 500 rows; beyond, of 500
 * or fewer evenly spread ones, which leave out some of the nearest and farthest pairs, so that it comes out larger. Rows without a
 * label are left out. Infinity where no cluster has any width, NaN where a sample has one cluster only. O(500²·d).
 */
export const dunn = {
  id: "dunn",
  label: { en: "Dunn index", zh: "Dunn 指数" },
  help: {
    en: "The closest two users of different segments beside the farthest two of one, among 500 users at most. Higher is better; a few outliers decide it.",
    zh: "不同人群中最近的两位用户的距离，除以同一人群中最远两位的距离（最多取 500 位用户）。越高越好，但容易受个别离群用户影响。",
  },
  better: "higher",
  measure({ x: { data, rows, cols }, labels }: Pick<MeasuredFit, "x" | "labels">): number {
    const known = Array.from({ length: rows }, (_, row) => row).filter((row) => (labels[row] ?? -1) >= 0);
    const some = spread(known);
    let [between, within] = [Number.POSITIVE_INFINITY, 0];
    for (const [at, a] of some.entries())
      for (let other = 0; other < at; other++) {
        const b = some[other] ?? 0;
        let squared = 0;
        for (let j = 0; j < cols; j++) squared += ((data[a * cols + j] ?? 0) - (data[b * cols + j] ?? 0)) ** 2;
        if (labels[a] !== labels[b]) between = Math.min(between, squared);
        else within = Math.max(within, squared);
      }
    return between === Number.POSITIVE_INFINITY ? Number.NaN : Math.sqrt(between / within);
  },
} as const satisfies Metric;

const goldenRatio = (Math.sqrt(5) - 1) / 2;

/** Evenly from the first to the last, in step with no pattern that the rows may have (Weyl's sequence). */
function spread(rows: readonly number[]): readonly number[] {
  if (rows.length <= most) return rows;
  return Array.from({ length: most }, (_, i) => rows[Math.floor(((i * goldenRatio) % 1) * rows.length)] ?? 0);
}
