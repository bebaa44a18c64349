import { inconclusive } from "../../core/outcome.ts";
import { appliesWithCovariate } from "./adjusted-difference.ts";
import { withBoundedLift } from "./bounded-lift.ts";
import { adjustedMoments, thetaWithin } from "./covariate-slope.ts";
import { studentEstimate } from "./estimate.ts";
import { type Moments, welchDegrees } from "./moments.ts";
import { reasons } from "./reasons.ts";
import type { Statistic } from "./statistic.ts";

/**
 * CUPED's difference over the control's own mean m: D/m, D = (ȳ_t − θx̄_t) − (ȳ_c − θx̄_c). Linearised in all four means: the control's
 * part is that of (1 + D/m)·y − θ·x, the treatment's that of y − θ·x, each over m². θ within arms; degrees as the difference's.
 */
export const cupedRelative: Statistic = {
  id: "cuped-relative",
  label: { en: "Relative lift adjusted for the time before (CUPED)", zh: "经实验前数据调整的相对提升（CUPED）" },
  help: {
    en: "The adjusted difference over the control's mean, whose own error counts too.",
    zh: "调整后的差除以对照组均值，并计入均值自身的误差。",
  },
  scale: "relative",
  appliesTo: appliesWithCovariate,
  compare: (control, treatment, options) =>
    withBoundedLift(control.statistics, treatment.statistics, options, (a, b) => {
      const slope = thetaWithin(a, b);
      if (slope === null) return inconclusive(reasons.constantCovariate);
      const [c, t] = [adjustedMoments(a, slope), adjustedMoments(b, slope)];
      const lift = (t.mean - c.mean) / a.mean;
      const error = Math.sqrt(liftVariance(a, slope, 1 + lift) / a.n + t.variance / t.n) / a.mean;
      return studentEstimate(lift, error, welchDegrees(c, t), options);
    }),
};

/** Variance of weight·y − θ·x. */
function liftVariance({ variance, covariate }: Moments, theta: number, weight: number): number {
  if (covariate === null) return variance;
  return weight ** 2 * variance - 2 * weight * theta * covariate.covariance + theta ** 2 * covariate.variance;
}
