import type { ArmStatistics } from "../arm-statistics.ts";

/**
 * Skewness of the difference of two means, (κ_t/n_t² − κ_c/n_c²) / (s²_c/n_c + s²_t/n_t)^1.5, κ the third central moments: what the
 * first term of the error of Welch's tails is proportional to (Edgeworth; Hall 1992, The Bootstrap and Edgeworth Expansion, 2.6).
 * Equal arms of a like skew cancel, unequal ones do not. null where third moments are unknown or nothing varies.
 */
export function skewnessOfDifference(control: ArmStatistics, treatment: ArmStatistics): number | null {
  if (control.thirdMoment === null || treatment.thirdMoment === null) return null;
  const variance = (arm: ArmStatistics) => (arm.comoments[0]?.[0] ?? 0) / arm.n ** 2;
  const total = variance(control) + variance(treatment);
  if (!(total > 0)) return null;
  return (treatment.thirdMoment / treatment.n ** 3 - control.thirdMoment / control.n ** 3) / total ** 1.5;
}

/**
 * The same, or what it would be if both arms had the variance and third moment of all users, whichever is larger: a small arm that
 * by chance holds no large value looks little skewed just where Welch errs.
 */
export function largestSkewness(control: ArmStatistics, treatment: ArmStatistics): number | null {
  const own = skewnessOfDifference(control, treatment);
  if (own === null) return null;
  const n = control.n + treatment.n;
  const variance = ((control.comoments[0]?.[0] ?? 0) + (treatment.comoments[0]?.[0] ?? 0)) / n;
  const third = ((control.thirdMoment ?? 0) + (treatment.thirdMoment ?? 0)) / n;
  const spread = (variance * (1 / control.n + 1 / treatment.n)) ** 1.5;
  return Math.max(Math.abs(own), Math.abs((third * (treatment.n ** -2 - control.n ** -2)) / spread));
}

/**
 * Kohavi et al. (2014, doi:10.1145/2623330.2623341) ask for 355·skewness² users before a mean is taken as normal: that is a mean whose
 * own skewness is 1/√355 or less. The same limit for a difference.
 */
export const MOST_SKEWNESS = 1 / Math.sqrt(355);
