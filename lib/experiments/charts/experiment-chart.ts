import type { Locale } from "../../core/localised.ts";
import type { Chart, Charted } from "../../segments/charts/chart.ts";
import { plainLabel } from "../../segments/label.ts";
import { metricNames } from "../metric-names-schema.ts";
import type { Comparison, ExperimentReport, MetricReport } from "../report-schema.ts";
import type { Drawn } from "./axis.ts";

/** What the charts of an experiment are drawn from: its report, and the variant that is looked at. */
export interface ExperimentData extends Charted {
  readonly report: ExperimentReport;
  /** The variant beside the control in pictures that show one; of all of them where a picture has room. */
  readonly arm: string;
}

export type ExperimentChart = Chart<ExperimentData>;

/**
 * arm: which variant to look at; by default the one that the decision names, else the one that stands out most from the control
 * on the primary metric.
 */
export function experimentData(report: ExperimentReport, arm?: string): ExperimentData {
  const others = variantsOf(report);
  const asked = others.find((other) => other === arm) ?? others.find((other) => other === report.decision.arm);
  const arms = asked === undefined ? mostTelling(report, others) : [asked];
  return { report, currency: report.config.money?.currency ?? null, arm: arms[0] ?? report.control };
}

/** By p value on the primary metric, the smallest first. */
function mostTelling(report: ExperimentReport, arms: readonly string[]): string[] {
  const metric = primaryMetric(report);
  const p = (arm: string) => finite(metric && comparisonOf(metric, arm)?.pValue) ?? 1;
  return arms.toSorted((a, b) => p(a) - p(b));
}

/** The arms that are compared with the control, in the report's order. */
export function variantsOf({ arms, control }: Pick<ExperimentReport, "arms" | "control">): string[] {
  return arms.map(({ arm }) => arm).filter((arm) => arm !== control);
}

/** The metric that the decision rests on: the first primary one, else the first. */
export function primaryMetric({ metrics }: ExperimentReport): MetricReport | undefined {
  return metrics.find(({ role }) => role === "primary") ?? metrics[0];
}

/** A metric as people read it: "retention_7" is "retention 7"; the house's own are called in the reader's language. */
export function nameOf({ name }: Pick<MetricReport, "name">, locale: Locale): string {
  return plainLabel(metricNames(name)[locale]);
}

/** The primary metric leads; the others keep their order. */
export function orderedMetrics(report: ExperimentReport): MetricReport[] {
  const first = primaryMetric(report);
  return first ? [first, ...report.metrics.filter((metric) => metric !== first)] : [];
}

export function comparisonOf(metric: MetricReport, arm: string): Comparison | undefined {
  return metric.comparisons.find((comparison) => comparison.arm === arm);
}

/** 1: it rose beyond chance, −1: it fell, 0: it cannot be told from no change. Whether that is good is the metric's. */
export function movementOf({ verdict, difference }: Comparison): -1 | 0 | 1 {
  if (verdict === "unclear" || verdict === "inconclusive" || difference === null) return 0;
  return difference > 0 ? 1 : -1;
}

/** A number, or null for what is unbounded or was not computed. */
export function finite(value: number | null | undefined): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** Numbers of an interval as a picture takes them. */
export function drawnOf(interval: {
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
}): Drawn {
  return { value: finite(interval.difference), low: finite(interval.low), high: finite(interval.high) };
}
