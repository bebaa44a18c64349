import { inconclusive, type Outcome } from "../../core/outcome.ts";
import type { ArmSample } from "../arm-statistics.ts";
import { adjustedMoments, thetaJoint, thetaWithin } from "./covariate-slope.ts";
import { studentEstimate } from "./estimate.ts";
import { differenceError, type Moments, welchDegrees, withMoments } from "./moments.ts";
import { reasons } from "./reasons.ts";
import type { CompareOptions, Estimate, Statistic } from "./statistic.ts";

const hasCovariate = (arm: ArmSample) => arm.statistics.variables.includes("covariate");

const appliesTo: Statistic["appliesTo"] = ({ type }, control, treatment) =>
  type !== "quantile" && hasCovariate(control) && hasCovariate(treatment);

/**
 * Difference of y − θ·x, x what the same users did before (Deng, Xu, Kohavi & Walker 2013, doi:10.1145/2433396.2433413), θ the slope
 * within arms: that over both arms together takes up part of the effect itself. For ratios y is linearised.
 */
export const cuped: Statistic = {
  id: "cuped",
  label: { en: "Difference adjusted for the time before (CUPED)", zh: "经实验前数据调整的差（CUPED）" },
  help: {
    en: "What users did before takes noise out, with the slope within variants. The covariate must be from before assignment.",
    zh: "用实验前行为去除噪声，斜率取组内估计。协变量须来自分组之前。",
  },
  scale: "difference",
  appliesTo,
  compare: adjustedBy(thetaWithin),
};

/** The same with θ = cov/var over both arms together, as GrowthBook does. */
export const cupedJoint: Statistic = {
  id: "cuped-joint",
  label: { en: "CUPED, slope over all users", zh: "CUPED（全体用户斜率）" },
  help: {
    en: "The slope over all users together; for comparison with other tools.",
    zh: "斜率取全体用户估计；用于与其他工具对照。",
  },
  scale: "difference",
  appliesTo,
  compare: adjustedBy(thetaJoint),
};

function adjustedBy(theta: typeof thetaWithin) {
  return (control: ArmSample, treatment: ArmSample, options: CompareOptions): Outcome<Estimate> =>
    withMoments(control.statistics, treatment.statistics, (a, b) => {
      const slope = theta(a, b);
      if (slope === null) return inconclusive(reasons.constantCovariate);
      const [c, t] = [adjustedMoments(a, slope), adjustedMoments(b, slope)];
      return studentEstimate(t.mean - c.mean, differenceError(c, t), welchDegrees(c, t), options);
    });
}

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
  appliesTo,
  compare: (control, treatment, options) =>
    withMoments(control.statistics, treatment.statistics, (a, b) => {
      if (a.mean <= 0) return inconclusive(reasons.controlNotPositive);
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
