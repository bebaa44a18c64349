import type { UnjudgedMetric } from "./compare-metric.ts";
import type { ExperimentConfig } from "./config-schema.ts";
import { correctFamilies } from "./corrections/correct-families.ts";
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
  const tested = metrics.flatMap(({ role, comparisons }) => comparisons.map(({ pValue }) => ({ role, pValue })));
  const corrected = correctFamilies(tested, config).values();
  return metrics.map(({ metric: _, comparisons, ...rest }) => ({
    ...rest,
    comparisons: comparisons.map((comparison) => {
      const { pValue = null, family = 1 } = corrected.next().value ?? {};
      const numbers = { ...comparison, pValueCorrected: pValue };
      const verdict = judgeComparison(numbers, rest.direction, config.alpha);
      const level = (arm: string) => rest.arms.find((one) => one.arm === arm)?.mean ?? null;
      const sentence = describeComparison({
        metric: { ...subjectOf(rest, config), direction: rest.direction },
        ...{ arm: comparison.arm, control, family },
        ...{ controlLevel: level(control), armLevel: level(comparison.arm) },
        numbers: { ...numbers, verdict },
      });
      return { ...numbers, verdict, sentence };
    }),
  }));
}
