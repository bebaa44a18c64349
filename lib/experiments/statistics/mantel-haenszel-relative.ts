import { computed, inconclusive } from "../../core/outcome.ts";
import { normalQuantile, normalSurvival } from "../distributions/normal.ts";
import { boundsOf, tailsOf } from "./estimate.ts";
import { reasons } from "./reasons.ts";
import type { Statistic } from "./statistic.ts";
import { appliesToStrata, cochranScore, strataOf, sumOver } from "./stratified-tables.ts";

/**
 * Common risk ratio less 1, Σ s_t·n_c/N ÷ Σ s_c·n_t/N, the interval on the logarithm with the variance of Greenland & Robins
 * (1985, doi:10.2307/2530643).
 */
export const mantelHaenszelRelative: Statistic = {
  id: "mantel-haenszel-relative",
  label: { en: "Relative lift, segments held equal (Mantel–Haenszel)", zh: "按人群分层的相对提升（Mantel–Haenszel）" },
  help: {
    en: "One common risk ratio over segments; the interval is on the logarithm.",
    zh: "假定各人群比值相同；区间在对数尺度上计算。",
  },
  scale: "relative",
  appliesTo: appliesToStrata,
  compare(control, treatment, options) {
    const strata = strataOf(control, treatment);
    if (!strata.ok) return strata;
    const sum = sumOver(strata.value);
    const above = sum((s) => (s.treatment.successes * s.control.n) / s.users);
    const below = sum((s) => (s.control.successes * s.treatment.n) / s.users);
    if (below === 0) return inconclusive(reasons.controlNotPositive);
    if (above === 0) return inconclusive(reasons.constant);
    const spread = sum(({ control: c, treatment: t, users }) => {
      const successes = c.successes + t.successes;
      return (c.n * t.n * successes - c.successes * t.successes * users) / users ** 2;
    });
    const error = Math.sqrt(Math.max(0, spread) / (above * below));
    if (error === 0) return inconclusive(reasons.constant);
    const onLog = boundsOf((tail) => -normalQuantile(tail) * error, Math.log(above / below), options);
    return computed({
      estimate: above / below - 1,
      standardError: null,
      degreesOfFreedom: Number.POSITIVE_INFINITY,
      low: onLog.low === Number.NEGATIVE_INFINITY ? onLog.low : Math.expm1(onLog.low),
      high: Math.expm1(onLog.high),
      pValue: tailsOf(normalSurvival, cochranScore(strata.value), options),
    });
  },
};
