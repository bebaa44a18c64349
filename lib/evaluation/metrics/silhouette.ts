import type { MeasuredFit, Metric } from "./metric.ts";

/**
 * Average silhouette width: mean of s = (b − a) / max(a, b) over the points, a the mean distance to the other points of
 * its own cluster, b the smallest mean distance to another cluster (Rousseeuw 1987,
 * doi:10.1016/0377-0427(87)90125-7). −1…1; a cluster of one point and identical points give 0. The widths come from the
 * kernel; the mean is summed in f64 over those that are defined.
 */
export const silhouette = {
  id: "silhouette",
  label: { en: "Average silhouette width", zh: "平均轮廓系数" },
  help: {
    en: "How much nearer users are to their own segment than to the next one: 1 is clear-cut, 0 is on the border. Read it beside one cloud of the same shape.",
    zh: "用户离自己人群比离相邻人群近多少：1 表示界限分明，0 表示处在边界上。请与同形状的单一数据云对照着看。",
  },
  better: "higher",
  measure({ silhouettes }: MeasuredFit): number {
    return meanOf(silhouettes);
  },
} as const satisfies Metric;

/** Mean in f64 of the entries that are not NaN; NaN when there are none. */
export function meanOf(values: Float32Array): number {
  let sum = 0;
  let counted = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    counted++;
  }
  return sum / counted;
}
