import type { UnjudgedMetric } from "./compare-metric.ts";
import type { ExperimentConfig } from "./config-schema.ts";
import type { MetricReport } from "./report-schema.ts";
import { judgeComparison } from "./verdict.ts";
import { subjectOf } from "./wording-amounts.ts";
import { describeComparison } from "./wording-comparison.ts";

/** Corrects the p values of all comparisons together, and says what each comparison means. */
export function judgeMetrics(
  metrics: readonly UnjudgedMetric[],
  control: string,
  config: ExperimentConfig,
): MetricReport[] {
  return metrics.map(({ metric: _, comparisons, ...rest }) => ({
    ...rest,
    comparisons: comparisons.map((comparison) => {
      const numbers = { ...comparison, pValueCorrected: comparison.pValue };
      const verdict = judgeComparison(numbers, rest.direction, config.alpha);
      const level = (arm: string) => rest.arms.find((one) => one.arm === arm)?.mean ?? null;
      const sentence = describeComparison({
        metric: { ...subjectOf(rest, config), direction: rest.direction },
        ...{ arm: comparison.arm, control, family: 1 },
        ...{ controlLevel: level(control), armLevel: level(comparison.arm) },
        numbers: { ...numbers, verdict },
      });
      return { ...numbers, verdict, sentence };
    }),
  }));
}
