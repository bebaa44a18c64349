import { inconclusive, type Outcome } from "../../core/outcome.ts";
import type { Random } from "../../core/random.ts";
import type { Seed, SparseArm } from "../../kernels/resample.ts";
import type { ArmSample } from "../arm-statistics.ts";
import { differenceError, withMoments } from "./moments.ts";
import { reasons } from "./reasons.ts";
import { sparseArms } from "./sparse-arms.ts";
import type { Estimate } from "./statistic.ts";

/**
 * Two arms before they are drawn again, in an order that does not depend on which is the control: swapped arms get the same draws,
 * so that the effect is mirrored to the last digit.
 */
export interface ResampledArms {
  readonly first: SparseArm;
  readonly second: SparseArm;
  /** 1 where the treatment is the first arm, −1 where it is the second. */
  readonly sign: 1 | -1;
  /** Treatment − control, and its standard error as Welch has it. */
  readonly estimate: number;
  readonly error: number;
}

/** Inconclusive with fewer than two users in an arm, without values, or where they do not vary. */
export function withResampledArms(
  control: ArmSample,
  treatment: ArmSample,
  use: (arms: ResampledArms) => Outcome<Estimate>,
): Outcome<Estimate> {
  return withMoments(control.statistics, treatment.statistics, (a, b) => {
    const error = differenceError(a, b);
    if (control.values === null || treatment.values === null) return inconclusive(reasons.noValues);
    if (!(error > 0)) return inconclusive(reasons.constant);
    const [c, t] = sparseArms(control.values, treatment.values);
    const isTreatmentFirst = b.n < a.n || (b.n === a.n && b.mean < a.mean);
    const order = isTreatmentFirst
      ? ({ first: t, second: c, sign: 1 } as const)
      : { first: c, second: t, sign: -1 as const };
    return use({ ...order, estimate: b.mean - a.mean, error });
  });
}

export function seedOf(random: Random): Seed {
  return [random.int(0x1_0000_0000), random.int(0x1_0000_0000)];
}

/** Standard error of a difference of means from each arm's users, sum and sum of squares. */
export function errorOfSums(
  n: number,
  sum: number,
  squares: number,
  m: number,
  sum2: number,
  squares2: number,
): number {
  const variance = Math.max(0, squares - (sum * sum) / n) / ((n - 1) * n);
  const variance2 = Math.max(0, squares2 - (sum2 * sum2) / m) / ((m - 1) * m);
  return Math.sqrt(variance + variance2);
}
