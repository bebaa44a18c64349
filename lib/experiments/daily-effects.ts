import { mergeArms } from "./arm-statistics.ts";
import { type CompareContext, finite, optionsOf } from "./compare-arms.ts";
import { normalSurvival } from "./distributions/normal.ts";
import { leadingMetric, type ReducedExperiment } from "./reduced.ts";
import type { DayReport } from "./report-schema.ts";
import { boundOf } from "./sequential/repeated.ts";
import { confidenceSequence } from "./statistics/confidence-sequence.ts";
import { ratioDelta } from "./statistics/ratio-delta.ts";
import { welch } from "./statistics/welch.ts";

/**
 * Users who came in on each day, and the effect of the leading metric over all users so far, each with everything they did in
 * the test. For looking at: a line that wanders is no reason to stop. Ranges are as wide as the test's mode asks: those of a
 * confidence sequence, or of this look of a group sequential test.
 */
export function dailyEffects(
  { arms, days, metrics, config }: ReducedExperiment,
  { kernels, look }: Pick<CompareContext, "kernels" | "look">,
): DayReport[] {
  const metric = leadingMetric(metrics.map((one) => one.metric));
  const method = metric?.type === "ratio" ? ratioDelta : welch;
  const isAnyTime = config.mode === "always-valid";
  // Out of its looks a group sequential test has no range to show.
  const hasRange = config.mode !== "group-sequential" || look !== null;
  const alpha = look === null ? config.alpha : 2 * normalSurvival(boundOf(look, config.alpha));
  let soFar: DayReport["cumulative"] = {};
  let merged = days[0]?.statistics ?? null;
  return days.map(({ day, n, statistics }, at) => {
    if (at > 0 && merged && statistics) merged = merged.map((arm, place) => mergeArms([arm, statistics[place] ?? arm]));
    const [control, ...treatments] = merged ?? [];
    if (metric && control && metric.type !== "quantile" && hasRange) {
      const sample = (one: typeof control) => ({ statistics: one, values: null, strata: [] });
      const effects = treatments.map((treatment, place) => {
        const arm = arms[place + 1] ?? "";
        const asked = optionsOf(metric, `${arm}/${day}`, config, kernels);
        const options = { ...asked, alpha, alternative: "two-sided" as const };
        const pair = [sample(control), sample(treatment)] as const;
        const outcome = isAnyTime ? confidenceSequence(method, ...pair, options) : method.compare(...pair, options);
        if (!outcome.ok) return [arm, null] as const;
        const { estimate, low, high } = outcome.value;
        const whole = [estimate, low, high].every((value) => finite(value) !== null);
        return [arm, whole ? { difference: estimate, low, high } : null] as const;
      });
      soFar = Object.fromEntries(effects);
    }
    return { day, assigned: Object.fromEntries(arms.map((arm, place) => [arm, n[place] ?? 0])), cumulative: soFar };
  });
}
