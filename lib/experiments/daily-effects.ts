import type { Kernels } from "../kernels/pool.ts";
import { mergeArms } from "./arm-statistics.ts";
import { finite, optionsOf } from "./compare-arms.ts";
import { leadingMetric, type ReducedExperiment } from "./reduced.ts";
import type { DayReport } from "./report-schema.ts";
import { ratioDelta } from "./statistics/ratio-delta.ts";
import { welch } from "./statistics/welch.ts";

/**
 * Users who came in on each day, and the effect of the leading metric over all users so far, each with everything they did in
 * the test. For looking at: a line that wanders is no reason to stop.
 */
export function dailyEffects({ arms, days, metrics, config }: ReducedExperiment, kernels: Kernels): DayReport[] {
  const metric = leadingMetric(metrics.map((one) => one.metric));
  const method = metric?.type === "ratio" ? ratioDelta : welch;
  let soFar: DayReport["cumulative"] = {};
  let merged = days[0]?.statistics ?? null;
  return days.map(({ day, n, statistics }, at) => {
    if (at > 0 && merged && statistics) merged = merged.map((arm, place) => mergeArms([arm, statistics[place] ?? arm]));
    const [control, ...treatments] = merged ?? [];
    if (metric && control && metric.type !== "quantile") {
      const sample = (one: typeof control) => ({ statistics: one, values: null, strata: [] });
      const effects = treatments.map((treatment, place) => {
        const arm = arms[place + 1] ?? "";
        const options = { ...optionsOf(metric, `${arm}/${day}`, config, kernels), alternative: "two-sided" as const };
        const outcome = method.compare(sample(control), sample(treatment), options);
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
