import type { Kernels } from "../kernels/pool.ts";
import { finite, optionsOf } from "./compare-arms.ts";
import type { ReducedExperiment } from "./reduced.ts";
import type { SegmentEffect } from "./report-schema.ts";
import { ratioDelta } from "./statistics/ratio-delta.ts";
import { welch } from "./statistics/welch.ts";

/** The raw effect of every segment, metric and arm; segments that are too small say why they have none. */
export function segmentEffects(
  { arms, metrics, segments, config }: ReducedExperiment,
  kernels: Kernels,
): SegmentEffect[] {
  return metrics.flatMap(({ metric, samples }) => {
    if (metric.type === "quantile") return [];
    const method = metric.type === "ratio" ? ratioDelta : welch;
    return arms.slice(1).flatMap((arm, place) =>
      segments.flatMap(({ segment }, at): SegmentEffect[] => {
        const [control, treatment] = [samples[0]?.strata[at], samples[place + 1]?.strata[at]];
        if (!control || !treatment) return [];
        const sample = (statistics: typeof control) => ({ statistics, values: null, strata: [] });
        const options = optionsOf(metric, `${arm}/${segment}`, config, kernels);
        const outcome = method.compare(sample(control), sample(treatment), { ...options, alternative: "two-sided" });
        const found = outcome.ok ? outcome.value : null;
        return [
          {
            ...{ segment, arm, metric: metric.name, n: control.n + treatment.n },
            difference: finite(found?.estimate ?? null),
            low: finite(found?.low ?? null),
            high: finite(found?.high ?? null),
            pValue: finite(found?.pValue ?? null),
            ...{ pooled: null, pValueCorrected: null, small: false, reason: outcome.ok ? null : outcome.reason },
          },
        ];
      }),
    );
  });
}
