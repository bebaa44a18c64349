import { computed, inconclusive } from "../../core/outcome.ts";
import { boundsOf } from "./estimate.ts";
import { fixedLead } from "./fixed-lead.ts";
import { reasons } from "./reasons.ts";
import type { Statistic } from "./statistic.ts";

/**
 * Asymptotic confidence sequence of the leading difference (Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024,
 * doi:10.1214/24-AOS2408, eq. 9): with n users of both arms, σ² = n·SE², ρ² = (−2 ln α + ln(1 − 2 ln α))/tuning,
 * ± σ·√(2(nρ² + 1)/(n²ρ²)·ln(√(nρ² + 1)/α)). It holds at every look at once. p = 1/e, e the mixture's evidence,
 * exp(ρ²n²d²/(2σ²(nρ² + 1)))/√(nρ² + 1). One-sided: both tails' sequence at 2α, p halved.
 */
export const alwaysValid: Statistic = {
  id: "always-valid",
  label: { en: "Difference, valid at every look", zh: "随时有效的差（置信序列）" },
  help: {
    en: "May be looked at any time, and is wider for it. Needs some hundreds of users before the first look.",
    zh: "可随时查看，区间因此更宽；首次查看前至少需要数百名用户。",
  },
  scale: "difference",
  appliesTo: (metric, control, treatment) => {
    const lead = fixedLead(metric, control, treatment);
    return lead.ok && lead.value.appliesTo(metric, control, treatment);
  },
  compare(control, treatment, options) {
    const lead = fixedLead(options.metric, control, treatment);
    if (!lead.ok) return lead;
    const outcome = lead.value.compare(control, treatment, { ...options, alternative: "two-sided" });
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
  },
};
