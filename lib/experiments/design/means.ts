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

/** Chance to find a true effect so many standard errors away: both tails where the test has two. critical: |z| from which it is found. */
export function powerAt(critical: number, shift: number, alternative: MeansDesign["alternative"]): number {
  const upper = normalSurvival(critical - shift);
  return alternative === "two-sided" ? upper + normalSurvival(critical + shift) : upper;
}
