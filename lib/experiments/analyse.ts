import type { Kernels } from "../kernels/pool.ts";
import { chooseCaveats } from "./caveats.ts";
import { runChecks } from "./checks/index.ts";
import { compareMetric } from "./compare-metric.ts";
import { dailyEffects } from "./daily-effects.ts";
import { decide } from "./decision.ts";
import { judgeMetrics } from "./judge-metrics.ts";
import { describeNoMoney, earn } from "./money.ts";
import type { ReducedExperiment, ReducedMetric } from "./reduced.ts";
import type { ExperimentReport, MetricReport, MoneyReport } from "./report-schema.ts";
import { effectsBySegment } from "./segments/segment-effects.ts";
import { planLook } from "./sequential/look-plan.ts";

/** The whole report of an experiment, from its config and its arms' statistics alone. */
export function analyse(given: ReducedExperiment, kernels: Kernels): ExperimentReport {
  const reduced = withMoneyOfMean(given);
  const { config, arms, users, days, period } = reduced;
  const control = arms[0] ?? "";
  const look = config.mode === "group-sequential" ? planLook(config, totalOf(users)) : null;
  const context = { config, kernels, look: look?.ok ? look.value : null };
  const compared = reduced.metrics.map((metric) => compareMetric(metric, arms, context));
  const metrics = judgeMetrics(compared, control, config);
  const planned = Object.values(config.shares ?? {}).reduce((total, share) => total + share, 0);
  const armReports = arms.map((arm, at) => ({
    ...{ arm, n: users[at] ?? 0 },
    plannedShare: (config.shares?.[arm] ?? 0) / planned,
  }));
  const money = earnings(reduced, metrics, period?.days ?? null);
  const checks = runChecks({
    ...{ config, arms: armReports, control: 0, days, segments: reduced.segments },
    ...{ usersInSeveralArms: reduced.usersInSeveralArms, assigned: reduced.assigned, looks: reduced.looks },
    metrics: reduced.metrics.map((one) => ({ metric: one.metric, arms: one.samples, missing: missingOf(one) })),
    periodDays: period?.days ?? null,
  });
  const { bySegment, heterogeneity, notes } = effectsBySegment(reduced, metrics, context);
  const decision = decide({
    ...{ config, control, arms: armReports, checks, metrics, money, heterogeneity },
    ...{ days: period?.days ?? null, isRunning: reduced.looks !== null && !reduced.looks.isEnded },
  });
  return {
    ...{ name: config.name, hypothesis: config.hypothesis, config, control, arms: armReports },
    users: totalOf(users),
    ...{ rows: reduced.rows, notes: [...reduced.notes, ...notes], period, checks, metrics },
    ...{ bySegment, heterogeneity, uplift: null, targeting: null, daily: dailyEffects(reduced, context) },
    ...{ money, decision, caveats: chooseCaveats(checks, period?.days ?? null) },
  };
}

/** Money is reckoned from a mean: a share or a ratio times a margin is no amount. Where it is of none, it is left out and said. */
function withMoneyOfMean(reduced: ReducedExperiment): ReducedExperiment {
  const { money, ...config } = reduced.config;
  if (!money || config.metrics.some(({ name, type }) => name === money.metric && type === "mean")) return reduced;
  return { ...reduced, config, notes: [...reduced.notes, describeNoMoney(money.metric)] };
}

function totalOf(users: readonly number[]): number {
  return users.reduce((total, n) => total + n, 0);
}

/** Users whose value is missing. Where no 0 is ever written, an empty cell is how the file says it, and nothing is missing. */
function missingOf({ metric, samples, missing }: ReducedMetric): readonly number[] {
  const writesZero = samples.some(({ statistics: { n, nonZero } }, arm) => (nonZero ?? n) + (missing[arm] ?? 0) < n);
  return metric.type === "quantile" || writesZero ? missing : missing.map(() => 0);
}

function earnings(
  { config, arms, users }: ReducedExperiment,
  metrics: readonly MetricReport[],
  days: number | null,
): MoneyReport[] {
  const { money } = config;
  const metric = money && metrics.find(({ name }) => name === money.metric);
  if (!money || !metric) return [];
  const winsorise = config.metrics.find(({ name }) => name === money.metric)?.winsorise;
  return metric.comparisons.map((comparison) => {
    const lead = comparison.methods.find(({ id }) => id === comparison.method);
    const n = users[arms.indexOf(comparison.arm)] ?? 0;
    return earn({ config: money, comparison, standardError: lead?.standardError ?? null, n, days, winsorise });
  });
}
