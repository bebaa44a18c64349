import { type ArmStatistics, covarianceOf, meanOf, type Variable } from "../arm-statistics.ts";
import { studentSurvival } from "../distributions/student.ts";

export interface MeansTest {
  readonly difference: number;
  readonly standardError: number;
  /** Two-sided, Welch. */
  readonly pValue: number;
}

/** Welch's test of a variable's mean; null where a variance is unknown or both are 0. */
export function compareMeans(
  control: ArmStatistics,
  treatment: ArmStatistics,
  variable: Variable = "value",
): MeansTest | null {
  const [a, b] = [control, treatment].map((arm) => covarianceOf(arm, variable) / arm.n);
  if (a === undefined || b === undefined || !(a + b > 0)) return null;
  const difference = meanOf(treatment, variable) - meanOf(control, variable);
  const standardError = Math.sqrt(a + b);
  const degrees = (a + b) ** 2 / (a ** 2 / (control.n - 1) + b ** 2 / (treatment.n - 1));
  return { difference, standardError, pValue: 2 * studentSurvival(Math.abs(difference) / standardError, degrees) };
}
