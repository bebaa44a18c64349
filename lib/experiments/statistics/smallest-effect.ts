import type { ArmSample } from "../arm-statistics.ts";
import type { MetricConfig } from "../config-schema.ts";
import { normalQuantile } from "../distributions/normal.ts";
import type { Tails } from "./estimate.ts";
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

/** The standard error that goes with an estimate: its own, or of a share whose interval is not built on one that of no difference. */
export function errorOf(
  { standardError }: Estimate,
  { type }: MetricConfig,
  control: ArmSample,
  treatment: ArmSample,
): number | null {
  if (standardError !== null || type !== "proportion") return standardError;
  return pooledError({ control: shareOf(control.statistics), treatment: shareOf(treatment.statistics) });
}
