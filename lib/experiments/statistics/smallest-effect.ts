import { computed } from "../../core/outcome.ts";
import type { ArmSample } from "../arm-statistics.ts";
import type { MetricConfig } from "../config-schema.ts";
import { normalQuantile } from "../distributions/normal.ts";
import type { Tails } from "./estimate.ts";
import { differenceError, withMoments } from "./moments.ts";
import type { Estimate } from "./statistic.ts";
import { pooledError, shareOf } from "./two-by-two.ts";

/**
 * The smallest true difference that a test of this standard error finds with the given power: (z_{1−α/2} + z_power)·SE, z_{1−α} where
 * the alternative is one-sided. The unit of the standard error.
 */
export function smallestEffect(
  standardError: number,
  { alpha, alternative }: Pick<Tails, "alpha" | "alternative">,
  power = 0.8,
): number {
  return (normalQuantile(power) - normalQuantile(alternative === "two-sided" ? alpha / 2 : alpha)) * standardError;
}

/**
 * The same of a sequential test at this look, whose interval is wider than a fixed test's: half its width (to the bounded side) and
 * z_power·SE. Infinite where the interval is open on both sides.
 */
export function smallestAtLook(
  { estimate, low, high }: Pick<Estimate, "estimate" | "low" | "high">,
  standardError: number,
  power = 0.8,
): number {
  const [below, above] = [estimate - low, high - estimate];
  const half = Number.isFinite(below) && Number.isFinite(above) ? Math.max(below, above) : Math.min(below, above);
  return half + normalQuantile(power) * standardError;
}

/** The standard error that goes with an estimate: its own, or where its interval is not made of one Welch's of a
 * mean, and of a share that of no difference. */
export function errorOf(
  { standardError }: Estimate,
  { type }: MetricConfig,
  control: ArmSample,
  treatment: ArmSample,
): number | null {
  if (standardError !== null) return standardError;
  if (type === "mean") {
    const moments = withMoments(control.statistics, treatment.statistics, (a, b) => computed(differenceError(a, b)));
    return moments.ok ? moments.value : null;
  }
  if (type !== "proportion") return null;
  return pooledError({ control: shareOf(control.statistics), treatment: shareOf(treatment.statistics) });
}
