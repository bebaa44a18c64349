import { computed, inconclusive } from "../../core/outcome.ts";
import { studentQuantile, studentSurvival } from "../distributions/student.ts";
import { tailsOf } from "./estimate.ts";
import { differenceError, welchDegrees, withMoments } from "./moments.ts";
import { reasons } from "./reasons.ts";
import { skewnessOfDifference } from "./skewness-of-difference.ts";
import type { Statistic } from "./statistic.ts";

/**
 * Welch's t with its skewness taken out (Johnson 1978, doi:10.2307/2286597), by Hall's cubic, which is monotone
 * (1992, doi:10.1111/j.2517-6161.1992.tb01876.x), in its form for two samples (Zhou & Dinh 2005, doi:10.1093/biostatistics/kxi002):
 * g(T) = T + γT²/3 + γ²T³/27 + γ/6 is t-distributed with Welch's degrees of freedom, γ the skewness of the difference. The interval
 * is that of all δ whose g((d − δ)/SE) is not rejected, so that it and the p value agree.
 */
export const johnson: Statistic = {
  id: "johnson",
  label: { en: "Difference of means, skew taken out (Johnson)", zh: "均值差，校正偏态（Johnson）" },
  help: {
    en: "For means of some skew with some dozens of users who have anything; from sums alone.",
    zh: "适用于偏态不太强、且至少有几十名用户不为零的均值；只需汇总数据。",
  },
  scale: "difference",
  appliesTo: ({ type }, control, treatment) =>
    type === "mean" && control.statistics.thirdMoment !== null && treatment.statistics.thirdMoment !== null,
  compare: (control, treatment, options) =>
    withMoments(control.statistics, treatment.statistics, (a, b) => {
      const error = differenceError(a, b);
      const skewness = skewnessOfDifference(control.statistics, treatment.statistics);
      if (!(error > 0) || skewness === null) return inconclusive(reasons.constant);
      const degrees = welchDegrees(a, b);
      const estimate = b.mean - a.mean;
      const isTwoSided = options.alternative === "two-sided";
      const critical = -studentQuantile(isTwoSided ? options.alpha / 2 : options.alpha, degrees);
      const isOpen = (side: "up" | "down") => !isTwoSided && options.metric.direction === side;
      return computed({
        ...{ estimate, standardError: null, degreesOfFreedom: null },
        low: isOpen("down") ? Number.NEGATIVE_INFINITY : estimate - error * withSkew(critical, skewness),
        high: isOpen("up") ? Number.POSITIVE_INFINITY : estimate - error * withSkew(-critical, skewness),
        pValue: tailsOf((score) => studentSurvival(score, degrees), withoutSkew(estimate / error, skewness), options),
      });
    }),
};

function withoutSkew(t: number, skewness: number): number {
  return t + (skewness * t * t) / 3 + (skewness ** 2 * t ** 3) / 27 + skewness / 6;
}

/** The inverse: (3/γ)·((1 + γ(x − γ/6))^(1/3) − 1). */
function withSkew(x: number, skewness: number): number {
  const part = skewness * (x - skewness / 6);
  if (skewness === 0) return x;
  return (3 / skewness) * (part > -0.5 ? Math.expm1(Math.log1p(part) / 3) : Math.cbrt(1 + part) - 1);
}
