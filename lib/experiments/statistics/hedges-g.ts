import { inconclusive } from "../../core/outcome.ts";
import { studentEstimate } from "./estimate.ts";
import { withMoments } from "./moments.ts";
import { reasons } from "./reasons.ts";
import type { Statistic } from "./statistic.ts";
import { pooledVariance } from "./student.ts";

/**
 * Cohen's d = (ȳ_t − ȳ_c)/s, s pooled, times J = 1 − 3/(4·df − 1) (Hedges 1981, doi:10.3102/10769986006002107);
 * SE √((n_c + n_t)/(n_c·n_t) + g²/(2(n_c + n_t))), normal.
 */
export const hedgesG: Statistic = {
  id: "hedges-g",
  label: { en: "Effect size (Hedges’ g)", zh: "效应量（Hedges’ g）" },
  help: {
    en: "The difference in standard deviations of a user: comparable between metrics.",
    zh: "以用户标准差为单位的差异，可在指标之间比较。",
  },
  scale: "standardised",
  appliesTo: ({ type }) => type === "mean",
  compare: (control, treatment, options) =>
    withMoments(control.statistics, treatment.statistics, (a, b) => {
      const deviation = Math.sqrt(pooledVariance(a, b));
      if (deviation === 0) return inconclusive(reasons.constant);
      const g = ((b.mean - a.mean) / deviation) * (1 - 3 / (4 * (a.n + b.n - 2) - 1));
      const error = Math.sqrt(1 / a.n + 1 / b.n + (g * g) / (2 * (a.n + b.n)));
      return studentEstimate(g, error, Number.POSITIVE_INFINITY, options);
    }),
};
