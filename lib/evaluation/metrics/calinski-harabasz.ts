import type { MeasuredFit, Metric } from "./metric.ts";

/**
 * Variance ratio (Caliński & Harabasz 1974, doi:10.1080/03610927408827101): (B / (k − 1)) / (W / (n − k)), B = Σ n_c
 * ‖m_c − m‖² between cluster means, W = Σ ‖x − m_c‖² within; k counts clusters that have points. 0 and up, no unit.
 * No spread within clusters (identical points, or each cluster one point) gives 1, as in scikit-learn.
 */
export const calinskiHarabasz = {
  id: "calinskiHarabasz",
  label: { en: "Calinski–Harabasz index", zh: "Calinski–Harabasz 指数" },
  help: {
    en: "Spread between segments over spread within them. Higher is better; only fits of the same data compare.",
    zh: "人群之间的离散程度与人群内部离散程度之比，越高越好；只能在同一份数据上比较。",
  },
  better: "higher",
  growsWithRows: true,
  measure({ scatter: { rows, clusters } }: MeasuredFit): number {
    let between = 0;
    let within = 0;
    for (const { size, mean, squared } of clusters) {
      between += size * mean.reduce((sum, value) => sum + value * value, 0);
      within += squared;
    }
    if (within === 0) return 1;
    return (between * (rows - clusters.length)) / (within * (clusters.length - 1));
  },
} as const satisfies Metric;
