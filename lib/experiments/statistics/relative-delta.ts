import { withBoundedLift } from "./bounded-lift.ts";
import { studentEstimate } from "./estimate.ts";
import { welchDegrees } from "./moments.ts";
import type { Statistic } from "./statistic.ts";

/**
 * Relative lift m_t/m_c − 1 by the delta method: variance v_t/m_c² + v_c·m_t²/m_c⁴, v the variances of the two means or ratios;
 * degrees of freedom as Welch's (Deng, Knoblich & Lu 2018, doi:10.1145/3219819.3219919). Inconclusive where Fieller's interval
 * has no bounds.
 */
export const relativeDelta: Statistic = {
  id: "relative-delta",
  label: { en: "Relative lift (delta method)", zh: "相对提升（delta 方法）" },
  help: {
    en: "The control's mean is uncertain too. Right where it is far from 0.",
    zh: "同时考虑对照组均值的不确定性；适用于对照组均值远离 0 的情形。",
  },
  scale: "relative",
  appliesTo: ({ type }) => type !== "quantile",
  compare: (control, treatment, options) =>
    withBoundedLift(control.statistics, treatment.statistics, options, (a, b) => {
      const ratio = b.mean / a.mean;
      const error = Math.sqrt(b.variance / b.n + (ratio * ratio * a.variance) / a.n) / a.mean;
      return studentEstimate((b.mean - a.mean) / a.mean, error, welchDegrees(a, b), options);
    }),
};
