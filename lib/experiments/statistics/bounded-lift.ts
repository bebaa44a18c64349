import { inconclusive, type Outcome } from "../../core/outcome.ts";
import type { ArmStatistics } from "../arm-statistics.ts";
import { normalQuantile } from "../distributions/normal.ts";
import type { Tails } from "./estimate.ts";
import { type Moments, withMoments } from "./moments.ts";
import { reasons } from "./reasons.ts";

/**
 * Moments of two arms of which a relative lift can be told. A control's mean that is not above 0 has none; one within z standard
 * errors of 0 (m_c² ≤ z²v_c, Fieller 1954) has one without bounds, and the delta method would make some up.
 */
export function withBoundedLift<T>(
  control: ArmStatistics,
  treatment: ArmStatistics,
  { alpha, alternative }: Tails,
  use: (control: Moments, treatment: Moments, z: number) => Outcome<T>,
): Outcome<T> {
  return withMoments(control, treatment, (a, b) => {
    if (a.mean <= 0) return inconclusive(reasons.controlNotPositive);
    const z = -normalQuantile(alternative === "two-sided" ? alpha / 2 : alpha);
    if (a.mean ** 2 <= (z * z * a.variance) / a.n) return inconclusive(reasons.unboundedLift);
    return use(a, b, z);
  });
}
