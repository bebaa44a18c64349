import type { ExperimentConfig, MetricConfig } from "../config-schema.ts";
import type { MetricSubject } from "../wording-amounts.ts";

/** A metric as the sentences of checks name it; the money metric in its currency. */
export function subjectOfCheck(metric: MetricConfig, money: ExperimentConfig["money"] | null): MetricSubject {
  const { name, type, quantile } = metric;
  return { name, type, quantile, unit: money?.metric === name ? money.currency : null };
}
