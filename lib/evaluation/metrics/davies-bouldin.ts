import type { MeasuredFit, Metric } from "./metric.ts";

/**
 * Davies & Bouldin 1979 (doi:10.1109/TPAMI.1979.4766909): mean over clusters of the worst (s_i + s_j) / d_ij, s the mean
 * distance of a cluster's points to its mean, d_ij the distance of two means. 0 and up, no unit. Two clusters with the
 * same mean are left out of each other's worst case, and all means or all points being equal gives 0, as in scikit-learn.
 */
export const daviesBouldin = {
  id: "daviesBouldin",
  label: { en: "Davies–Bouldin index", zh: "Davies–Bouldin 指数" },
  help: {
    en: "How wide a segment and its worst neighbour are beside the distance of their centres. Lower is better.",
    zh: "人群与其最难区分的相邻人群的宽度之和，除以两者中心的距离，越低越好。",
  },
  better: "lower",
  measure({ scatter: { clusters } }: MeasuredFit): number {
    let sum = 0;
    for (const one of clusters) {
      let worst = 0;
      for (const other of clusters) {
        const apart = distanceOf(one.mean, other.mean);
        if (other === one || apart === 0) continue;
        worst = Math.max(worst, (one.distance / one.size + other.distance / other.size) / apart);
      }
      sum += worst;
    }
    return sum / clusters.length;
  },
} as const satisfies Metric;

function distanceOf(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += ((a[j] ?? 0) - (b[j] ?? 0)) ** 2;
  return Math.sqrt(sum);
}
