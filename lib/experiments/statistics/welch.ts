import { studentEstimate } from "./estimate.ts";
import { differenceError, welchDegrees, withMoments } from "./moments.ts";
import type { Statistic } from "./statistic.ts";

/** ȳ_t − ȳ_c with SE √(s²_c/n_c + s²_t/n_t) and Welch–Satterthwaite degrees of freedom (Welch 1947, doi:10.1093/biomet/34.1-2.28). */
export const welch: Statistic = {
  id: "welch",
  label: { en: "Difference of means (Welch)", zh: "均值差（Welch）" },
  help: {
    en: "Users are independent; variances may differ. Right for means that a few users do not dominate.",
    zh: "用户相互独立，方差可以不同；适用于不被少数用户主导的均值。",
  },
  scale: "difference",
  appliesTo: ({ type }) => type === "mean" || type === "proportion",
  compare: (control, treatment, options) =>
    withMoments(control.statistics, treatment.statistics, (a, b) =>
      studentEstimate(b.mean - a.mean, differenceError(a, b), welchDegrees(a, b), options),
    ),
};
