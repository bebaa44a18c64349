import { normalQuantile } from "../distributions/normal.ts";
import type { Tails } from "./estimate.ts";

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
