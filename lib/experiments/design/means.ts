import { normalQuantile, normalSurvival } from "../distributions/normal.ts";

/** Two means that are compared: standard deviations of one user in both arms, and users of the treatment for each of the control. */
export interface MeansDesign {
  readonly sdControl: number;
  readonly sdTreatment: number;
  /** n_treatment / n_control. */
  readonly ratio: number;
  readonly alpha: number;
  readonly alternative: "two-sided" | "better";
}

/** z_{1−α/2}, or z_{1−α} where one side alone counts. */
export function criticalValue({ alpha, alternative }: Pick<MeansDesign, "alpha" | "alternative">): number {
  return -normalQuantile(alternative === "two-sided" ? alpha / 2 : alpha);
}

/**
 * Users of the control, exact and not rounded: n = (z_{1−α/2} + z_power)²·(s²_c + s²_t/r)/d² (normal approximation; Student's t
 * wants one or two more). difference: in the metric's unit, not 0; power: 0…1, above alpha.
 */
export function usersForMeans(design: MeansDesign, difference: number, power: number): number {
  const { sdControl, sdTreatment, ratio } = design;
  const reach = criticalValue(design) + normalQuantile(power);
  return (reach ** 2 * (sdControl ** 2 + sdTreatment ** 2 / ratio)) / difference ** 2;
}

/** Standard error of the difference with n users in the control and n·ratio in the treatment. */
export function errorOfMeans({ sdControl, sdTreatment, ratio }: MeansDesign, n: number): number {
  return Math.sqrt(sdControl ** 2 / n + sdTreatment ** 2 / (n * ratio));
}

/** Chance to find a true difference: both tails where the test has two. */
export function powerOfMeans(design: MeansDesign, difference: number, standardError: number): number {
  const critical = criticalValue(design);
  const shift = difference / standardError;
  const upper = normalSurvival(critical - shift);
  return design.alternative === "two-sided" ? upper + normalSurvival(critical + shift) : upper;
}

/** The smallest true difference that is found with this power: (z_{1−α/2} + z_power)·SE. */
export function smallestDifference(design: MeansDesign, standardError: number, power: number): number {
  return (criticalValue(design) + normalQuantile(power)) * standardError;
}
