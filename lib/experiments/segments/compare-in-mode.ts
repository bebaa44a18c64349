import type { Outcome } from "../../core/outcome.ts";
import type { ArmSample } from "../arm-statistics.ts";
import type { ExperimentMode } from "../config-schema.ts";
import { normalSurvival } from "../distributions/normal.ts";
import { confidenceSequence } from "../statistics/confidence-sequence.ts";
import { repeatedEstimate } from "../statistics/group-sequential.ts";
import type { CompareOptions, Estimate, Statistic } from "../statistics/statistic.ts";

/**
 * A segment's effect as the test may be read: an interval that holds at every look where it is looked at more than once. Always-valid:
 * the method's confidence sequence over the segment's own users, with the test's tuning. Group sequential: its interval at the error of
 * the test's look, for a segment gathers information as the whole does.
 */
export function compareInMode(
  method: Statistic,
  [control, treatment]: readonly [ArmSample, ArmSample],
  options: CompareOptions,
  mode: ExperimentMode,
): Outcome<Estimate> {
  if (mode === "always-valid") return confidenceSequence(method, control, treatment, options);
  if (mode === "group-sequential") return repeatedEstimate(method, control, treatment, options);
  return method.compare(control, treatment, options);
}

/** Some 37 standard errors to each side: where an early look knows next to nothing of a few users, its range is as good as endless. */
const leastLevel = 1e-300;

/**
 * The two-sided error of a normal interval as wide as this one, by which what is pooled is as careful as what is not; `alpha` of a
 * fixed test, and where there is no width.
 */
export function levelOf(found: Estimate | null, alpha: number, mode: ExperimentMode): number {
  if (mode === "fixed" || found?.standardError == null) return alpha;
  const level = 2 * normalSurvival((found.high - found.low) / 2 / found.standardError);
  return level < alpha ? Math.max(level, leastLevel) : alpha;
}
