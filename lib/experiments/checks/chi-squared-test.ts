import { chiSquaredSurvival } from "../distributions/chi-squared.ts";

export interface ChiSquared {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

/**
 * Pearson's goodness of fit: X² = Σ(O − E)²/E with E = n·share over k cells, p from χ² with k − 1 degrees of freedom. observed:
 * counts; shares: of any sum, above 0. Nobody at all, or one cell: X² 0, p 1.
 */
export function testShares(observed: readonly number[], shares: readonly number[]): ChiSquared {
  const n = sum(observed);
  const whole = sum(shares);
  const degreesOfFreedom = observed.length - 1;
  if (n === 0 || degreesOfFreedom < 1) return { statistic: 0, degreesOfFreedom, pValue: 1 };
  const statistic = sum(
    observed.map((count, i) => {
      const expected = (n * (shares[i] ?? 0)) / whole;
      return (count - expected) ** 2 / expected;
    }),
  );
  return { statistic, degreesOfFreedom, pValue: chiSquaredSurvival(statistic, degreesOfFreedom) };
}

/** Pearson's test that a share is the same in k groups (2 × k table). cases ≤ totals; none or all cases: p 1. */
export function testEqualShares(cases: readonly number[], totals: readonly number[]): ChiSquared {
  const whole = sum(totals);
  const share = sum(cases) / whole;
  const degreesOfFreedom = totals.length - 1;
  if (whole === 0 || share === 0 || share === 1) return { statistic: 0, degreesOfFreedom, pValue: 1 };
  const statistic = sum(
    cases.map((count, i) => {
      const expected = (totals[i] ?? 0) * share;
      return expected === 0 ? 0 : (count - expected) ** 2 / (expected * (1 - share));
    }),
  );
  return { statistic, degreesOfFreedom, pValue: chiSquaredSurvival(statistic, degreesOfFreedom) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
