import { computed, inconclusive } from "../../core/outcome.ts";
import { crossingChances } from "../sequential/crossing.ts";
import { solveIncreasing } from "../sequential/solve-increasing.ts";
import { spendAlpha } from "../sequential/spending.ts";
import { fixedLead } from "./fixed-lead.ts";
import { scoreOf } from "./group-sequential.ts";
import { reasons } from "./reasons.ts";
import { errorOf } from "./smallest-effect.ts";
import type { Statistic } from "./statistic.ts";

/**
 * A group sequential test that has stopped, by stage-wise ordering (Tsiatis, Rosner & Mehta 1984, doi:10.2307/2531165): results that
 * stopped earlier are farther out. p: chance of stopping earlier on either side or of a |z| as large here. Estimate: the effect at
 * which results as high have a chance of a half (median-unbiased); its interval likewise at α/2. Effects are drifts in standard errors.
 */
export const stageWise: Statistic = {
  id: "stage-wise",
  label: { en: "Difference once stopped (stage-wise ordering)", zh: "停止后的差（按阶段排序）" },
  help: {
    en: "Takes out that a test stops when its result is large: nearer to 0 than the difference that was seen.",
    zh: "消除“结果大才停止”带来的高估，比观察到的差更接近 0。",
  },
  scale: "difference",
  mode: "group-sequential",
  appliesTo: (metric, control, treatment) => fixedLead(metric, control, treatment).ok,
  compare(control, treatment, options) {
    const { look, alpha, alternative, metric } = options;
    const lead = fixedLead(metric, control, treatment);
    if (!lead.ok) return lead;
    if (look === null) return inconclusive(reasons.noLook);
    const outcome = lead.value.compare(control, treatment, { ...options, alternative: "two-sided" });
    if (!outcome.ok) return outcome;
    const error = errorOf(outcome.value, metric, control, treatment);
    if (error === null) return inconclusive(reasons.constant);
    const z = Math.max(0, scoreOf(outcome.value.pValue / 2));
    const isTwoSided = alternative === "two-sided";
    const plan = spendAlpha(look.times, isTwoSided ? alpha : 2 * alpha, look.spending, look.clock);
    if (!look.isLast && z < (plan.bounds.at(-1) ?? Number.POSITIVE_INFINITY)) return inconclusive(reasons.notStopped);
    const now = look.times.at(-1) ?? 1;
    const until = { times: look.times.map((time) => time / now), bounds: [...plan.bounds.slice(0, -1), z] };
    const asHigh = (drift: number) => crossingChances(until, drift).above;
    const effectAt = (chance: number) => error * solveIncreasing((drift) => asHigh(drift) - chance, z - 12, z + 12);
    const tail = isTwoSided ? alpha / 2 : alpha;
    // As if it were up; a fall is its mirror image.
    const isUp = outcome.value.estimate >= 0;
    const [near, far] = [effectAt(tail), effectAt(1 - tail)];
    const isOpen = (side: "up" | "down") => !isTwoSided && metric.direction === side;
    const chance = asHigh(0);
    const above = isUp ? chance : 1 - chance;
    return computed({
      ...{ estimate: (isUp ? 1 : -1) * effectAt(0.5), standardError: null, degreesOfFreedom: null },
      low: isOpen("down") ? Number.NEGATIVE_INFINITY : isUp ? near : -far,
      high: isOpen("up") ? Number.POSITIVE_INFINITY : isUp ? far : -near,
      pValue: isTwoSided ? Math.min(1, 2 * chance) : metric.direction === "up" ? above : 1 - above,
    });
  },
};
