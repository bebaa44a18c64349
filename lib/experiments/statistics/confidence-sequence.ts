import { computed, inconclusive, type Outcome } from "../../core/outcome.ts";
import type { ArmSample } from "../arm-statistics.ts";
import { boundsOf } from "./estimate.ts";
import { reasons } from "./reasons.ts";
import type { CompareOptions, Estimate, Statistic } from "./statistic.ts";

/**
 * Asymptotic confidence sequence of an estimate (Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024,
 * doi:10.1214/24-AOS2408, eq. 9): with n users of both arms, σ² = n·SE², ρ² = (−2 ln α + ln(1 − 2 ln α))/tuning,
 * ± σ·√(2(nρ² + 1)/(n²ρ²)·ln(√(nρ² + 1)/α)). It holds at every look at once. p = 1/e, e the mixture's evidence,
 * exp(ρ²n²d²/(2σ²(nρ² + 1)))/√(nρ² + 1). One-sided: both tails' sequence at 2α, p halved.
 */
export function confidenceSequence(
  statistic: Statistic,
  control: ArmSample,
  treatment: ArmSample,
  options: CompareOptions,
): Outcome<Estimate> {
  const outcome = statistic.compare(control, treatment, { ...options, alternative: "two-sided" });
  if (!outcome.ok) return outcome;
  const { estimate, standardError } = outcome.value;
  if (standardError === null) return inconclusive(reasons.tooFewForSequence);
  const isOneSided = options.alternative === "better";
  const alpha = isOneSided ? 2 * options.alpha : options.alpha;
  const n = control.statistics.n + treatment.statistics.n;
  const scale = -2 * Math.log(alpha);
  const spread = (n * (scale + Math.log(1 + scale))) / options.tuning;
  const half = standardError * Math.sqrt((2 * (spread + 1) * Math.log(Math.sqrt(spread + 1) / alpha)) / spread);
  const score = (estimate / standardError) ** 2;
  const evidence = (score * spread) / (2 * (spread + 1)) - Math.log(spread + 1) / 2;
  const pValue = Math.min(1, Math.exp(-evidence));
  const isGood = estimate > 0 === (options.metric.direction === "up");
  return computed({
    estimate,
    standardError,
    degreesOfFreedom: null,
    ...boundsOf(() => half, estimate, options),
    pValue: isOneSided ? (isGood ? pValue / 2 : 1) : pValue,
  });
}
