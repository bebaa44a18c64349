import type { ExperimentConfig } from "./config-schema.ts";
import type {
  ArmReport,
  CheckReport,
  Comparison,
  DecisionVerdict,
  Heterogeneity,
  MetricReport,
  MoneyReport,
} from "./report-schema.ts";

export interface DecisionInput {
  readonly config: ExperimentConfig;
  readonly control: string;
  readonly arms: readonly ArmReport[];
  readonly checks: readonly CheckReport[];
  readonly metrics: readonly MetricReport[];
  readonly money: readonly MoneyReport[];
  readonly heterogeneity: readonly Heterogeneity[];
  readonly days: number | null;
  /** Do results still come in, by design? A test that ended can only be repeated. */
  readonly isRunning: boolean;
}

/** What speaks for and against an arm. */
export interface ArmCase {
  readonly arm: string;
  readonly verdict: DecisionVerdict;
  /** Why, where the verdict alone does not say. */
  readonly because: "metric" | "money" | "guardrail" | "mixed";
  readonly lead: readonly LeadComparison[];
  readonly money: MoneyReport | null;
}

export interface LeadComparison {
  readonly metric: MetricReport;
  readonly comparison: Comparison;
}

/** The metrics that decide: the primary ones, else the one that earns the money, else the first that is no guardrail. */
export function leadMetrics({ metrics, config }: Pick<DecisionInput, "metrics" | "config">): readonly MetricReport[] {
  const primary = metrics.filter(({ role }) => role === "primary");
  if (primary.length > 0) return primary;
  const lead =
    metrics.find(({ name }) => name === config.money?.metric) ??
    metrics.find(({ role }) => role !== "guardrail") ??
    metrics[0];
  return lead ? [lead] : [];
}

/** Harm of a guardrail is shown, and not ruled out to be as large as the margin that was set for it. */
export function isHarmed({ comparison }: LeadComparison): boolean {
  return comparison.verdict === "worse" && comparison.nonInferiority?.passed !== true;
}

/** A guardrail with a margin, a loss of which is not ruled out; nor is it where nothing could be computed. */
export function isOpen({ metric, comparison }: LeadComparison, { metrics }: ExperimentConfig): boolean {
  if (comparison.nonInferiority) return !comparison.nonInferiority.passed;
  return metrics.find(({ name }) => name === metric.name)?.margin !== undefined;
}

/** An arm's comparisons with the control, in the order of the metrics. */
export function comparisonsOf(arm: string, metrics: readonly MetricReport[]): readonly LeadComparison[] {
  return metrics.flatMap((metric) => {
    const comparison = metric.comparisons.find((one) => one.arm === arm);
    return comparison ? [{ metric, comparison }] : [];
  });
}
