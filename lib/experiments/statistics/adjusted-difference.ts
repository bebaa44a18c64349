import { inconclusive, type Outcome } from "../../core/outcome.ts";
import type { ArmSample } from "../arm-statistics.ts";
import { adjustedMoments, type thetaWithin } from "./covariate-slope.ts";
import { studentEstimate } from "./estimate.ts";
import { differenceError, welchDegrees, withMoments } from "./moments.ts";
import { reasons } from "./reasons.ts";
import type { CompareOptions, Estimate, Statistic } from "./statistic.ts";

const hasCovariate = (arm: ArmSample) => arm.statistics.variables.includes("covariate");

/** Metrics of which it is known what their users did before. */
export const appliesWithCovariate: Statistic["appliesTo"] = ({ type }, control, treatment) =>
  type !== "quantile" && hasCovariate(control) && hasCovariate(treatment);

/** Welch's comparison of y − θ·x, for a slope θ. */
export function adjustedBy(theta: typeof thetaWithin) {
  return (control: ArmSample, treatment: ArmSample, options: CompareOptions): Outcome<Estimate> =>
    withMoments(control.statistics, treatment.statistics, (a, b) => {
      const slope = theta(a, b);
      if (slope === null) return inconclusive(reasons.constantCovariate);
      const [c, t] = [adjustedMoments(a, slope), adjustedMoments(b, slope)];
      return studentEstimate(t.mean - c.mean, differenceError(c, t), welchDegrees(c, t), options);
    });
}
