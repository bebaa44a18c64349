import { type ArmSample, skewnessOf } from "./arm-statistics.ts";
import { finite } from "./compare-arms.ts";
import type { MetricConfig } from "./config-schema.ts";
import { normalQuantile } from "./distributions/normal.ts";
import { studentQuantile } from "./distributions/student.ts";
import { quantileOf } from "./quantile-of.ts";
import type { MetricArm } from "./report-schema.ts";
import { momentsOf } from "./statistics/moments.ts";
import { quantileError } from "./statistics/quantile-difference.ts";
import { wilsonInterval } from "./statistics/wilson-interval.ts";

/**
 * The level of a metric in an arm with its own interval at 1 − alpha: Wilson's of a share, t of a mean or ratio, normal of a
 * quantile. `low` and `high` are for looking at one arm; comparisons have intervals of their own.
 */
export function describeArm(metric: MetricConfig, arm: string, sample: ArmSample, alpha: number): MetricArm {
  const { statistics, values } = sample;
  const { n } = statistics;
  const skewness = skewnessOf(statistics);
  if (metric.type === "quantile") {
    if (values === null || n === 0) return { arm, n, ...nothing, skewness };
    const mean = quantileOf([values], metric.quantile ?? 0.5);
    const standardError = quantileError(values, metric.quantile ?? 0.5);
    return { arm, n, ...around(mean, standardError, normalQuantile(1 - alpha / 2)), skewness };
  }
  const moments = momentsOf(statistics);
  const mean = finite(moments.ok ? moments.value.mean : (statistics.means[0] ?? null));
  if (!moments.ok) return { arm, n, ...nothing, mean, skewness };
  const standardError = Math.sqrt(moments.value.variance / n);
  const interval = around(moments.value.mean, standardError, studentQuantile(1 - alpha / 2, n - 1));
  if (metric.type !== "proportion" || statistics.nonZero === null) return { arm, n, ...interval, skewness };
  const wilson = wilsonInterval(statistics.nonZero, n, normalQuantile(1 - alpha / 2));
  return { arm, n, ...interval, ...wilson, skewness };
}

const nothing = { mean: null, standardError: null, low: null, high: null };

function around(mean: number, standardError: number, width: number) {
  return {
    mean: finite(mean),
    standardError: finite(standardError),
    low: finite(mean - width * standardError),
    high: finite(mean + width * standardError),
  };
}
