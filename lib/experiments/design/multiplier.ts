import type { AlphaSpending, ExperimentMode } from "../config-schema.ts";
import { normalQuantile } from "../distributions/normal.ts";
import { spendAlpha } from "../sequential/spending.ts";
import { equalTimes, inflationOf } from "./group-sequential.ts";
import { criticalValue } from "./means.ts";

export interface ModeDesign {
  readonly mode: ExperimentMode;
  readonly looks: number;
  /** How a group sequential test spends alpha. */
  readonly spending: AlphaSpending;
  /** Users at which an always-valid interval is tightest. */
  readonly tuning: number;
  /** Of one comparison, after correction for their number. */
  readonly alpha: number;
  readonly power: number;
  readonly alternative: "two-sided" | "better";
}

/**
 * A function that says how many standard errors away a true effect must lie to be found with the power, by users of both arms:
 * - fixed: z_{1−α/2} + z_power;
 * - group sequential: that times √inflation (the users are those of the last look);
 * - always-valid: half the confidence sequence's width in standard errors, √(2(s + 1)/s·ln(√(s + 1)/α)), plus z_power, with
 *   s = n·(−2 ln α + ln(1 − 2 ln α))/tuning. One-sided: at 2α.
 */
export function multiplierOf(design: ModeDesign): (users: number) => number {
  const { mode, looks, tuning, power, alternative } = design;
  const fixed = criticalValue(design) + normalQuantile(power);
  const alpha = alternative === "two-sided" ? design.alpha : 2 * design.alpha;
  if (mode === "group-sequential" && looks > 1) {
    const inflation = inflationOf(spendAlpha(equalTimes(looks), alpha, design.spending), alpha, power);
    return () => fixed * Math.sqrt(inflation);
  }
  if (mode !== "always-valid") return () => fixed;
  const scale = -2 * Math.log(alpha);
  return (users) => {
    const spread = (users * (scale + Math.log(1 + scale))) / tuning;
    const half = Math.sqrt(((2 * (spread + 1)) / spread) * Math.log(Math.sqrt(spread + 1) / alpha));
    return half + normalQuantile(power);
  };
}
