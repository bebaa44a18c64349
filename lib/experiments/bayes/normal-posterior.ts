import { normalDensity, normalQuantile, normalSurvival } from "../distributions/normal.ts";
import type { Posterior } from "./posterior.ts";

/** Normal prior of an effect; a flat one is null. */
export interface NormalPrior {
  readonly mean: number;
  readonly sd: number;
}

/**
 * Posterior of an effect whose estimate is normal: precision 1/SE² + 1/sd², mean weighted by precision. Expected losses are
 * sd·φ(m/sd) ∓ m·Φ(∓m/sd). standardError > 0; alpha: of the interval, both tails. The estimate's unit.
 */
export function normalPosterior(
  estimate: number,
  standardError: number,
  prior: NormalPrior | null,
  alpha: number,
): Posterior {
  const data = 1 / standardError ** 2;
  const before = prior === null ? 0 : 1 / prior.sd ** 2;
  const mean = (estimate * data + (prior?.mean ?? 0) * before) / (data + before);
  const sd = 1 / Math.sqrt(data + before);
  const below = normalSurvival(mean / sd);
  const above = normalSurvival(-mean / sd);
  const density = sd * normalDensity(mean / sd);
  const half = -normalQuantile(alpha / 2) * sd;
  return {
    chanceAbove: above,
    lossOfTreatment: Math.max(0, density - mean * below),
    lossOfControl: Math.max(0, density + mean * above),
    low: mean - half,
    high: mean + half,
  };
}
