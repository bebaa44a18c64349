import type { DuckDBConnection } from "@duckdb/node-api";
import type { Localised } from "../../core/localised.ts";
import { type ArmSample, type ArmValues, skewnessOf } from "../arm-statistics.ts";
import { refuseComparisons } from "../comparison-cap.ts";
import type { ExperimentConfig, MetricConfig } from "../config-schema.ts";
import { leadingMetric, type ReducedExperiment, type ReducedMetric } from "../reduced.ts";
import type { LeftOut } from "../report-schema.ts";
import { largestSkewness, MOST_SKEWNESS } from "../statistics/skewness-of-difference.ts";
import { winsoriseAt } from "../winsorise.ts";
import { equalShares, noControl } from "./aggregates.ts";
import { findFacts, type JoinFindings, type RowFacts, type RowSource, readUsers } from "./stored-arms.ts";
import { chooseControl } from "./suggest-config.ts";
import { type ReducerShape, UserReducer } from "./user-reducer.ts";
import { ValueCollector } from "./value-collector.ts";
import { planReading } from "./value-columns.ts";

/** A test's rows that can be used, and what is known of those that cannot. */
export interface TestRows {
  readonly connection: DuckDBConnection;
  readonly from: string;
  readonly rowsIn: number;
  readonly leftOut: readonly LeftOut[];
  /** For sentences: the file that the columns are of. */
  readonly file: string;
}

/**
 * Reduces the rows of a test to its arms' statistics, in one pass over the users, and one more for metrics whose methods need
 * the values themselves. The bytes do not depend on the number of threads.
 * @throws BAD_CONFIG, TOO_MANY_VALUES, TOO_MANY_COMPARISONS
 */
export async function reduceRows(
  rows: TestRows,
  config: ExperimentConfig,
  progress: (fraction: number) => void,
): Promise<ReducedExperiment> {
  const { connection, from, rowsIn, file } = rows;
  const plan = planReading(config);
  const has = {
    unit: config.unit !== null,
    segment: config.segment !== undefined,
    day: (config.assigned ?? config.time) !== undefined,
    seen: config.assigned !== undefined && config.time !== undefined && config.time !== config.assigned,
  };
  const source: RowSource = { connection, from, has };
  const facts = await findFacts(source, { file, arm: config.arm ?? "", segment: config.segment });
  const { arms, control, unplanned } = orderArms(facts.arms, config);
  refuseComparisons({ metrics: config.metrics.length, arms: arms.length, segments: namedOf(facts.segments) });
  const leading = Math.max(0, config.metrics.indexOf(leadingMetric(config.metrics) as MetricConfig));
  const codes = { arms, segments: facts.segments };
  const findings: JoinFindings = { users: 0, rows: 0, repeated: 0 };
  const users = () => readUsers(source, facts, codes, plan, findings);
  const collect = async (wanted: readonly number[], caps: readonly (number | null)[]) => {
    const collectors = wanted.map((at) => [at, collectorOf(at, caps)] as const);
    if (wanted.length > 0) for await (const stretch of users()) for (const [, one] of collectors) one.add(stretch);
    return new Map(collectors.map(([at, one]) => [at, one.finish()]));
  };
  const collectorOf = (at: number, caps: readonly (number | null)[]) => {
    const uses = plan.metrics[at];
    if (!uses) throw new Error(`no metric ${at}`);
    return new ValueCollector(uses, arms.length, caps[at] ?? null);
  };
  const winsorised = config.metrics.flatMap(({ winsorise }, at) => (winsorise === undefined ? [] : [at]));
  const uncapped = await collect(winsorised, []);
  const caps = config.metrics.map(({ winsorise }, at) =>
    winsorise === undefined ? null : winsoriseAt(uncapped.get(at) ?? [], winsorise),
  );
  progress(0.3);
  const shape: ReducerShape = { arms: arms.length, segments: facts.segments.length, days: facts.days, leading, caps };
  const reducer = new UserReducer(plan, shape);
  for await (const stretch of users()) reducer.add(stretch);
  progress(0.7);
  const samples = config.metrics.map((_, at) => reducer.samples(at));
  const needed = config.metrics.flatMap((metric, at) => (needsValues(metric, samples[at] ?? []) ? [at] : []));
  const values = await collect(needed, caps);
  const missing = config.metrics.map((_, at) => [
    ...reducer.missing.subarray(at * arms.length, (at + 1) * arms.length),
  ]);
  const metrics = config.metrics.map(
    (metric, at): ReducedMetric => ({
      metric,
      samples: withValues(samples[at] ?? [], values.get(at)),
      missing: missing[at] ?? [],
    }),
  );
  const byArm = arms.map((_, arm) =>
    sum(reducer.users.subarray(arm * facts.segments.length, (arm + 1) * facts.segments.length)),
  );
  const leftOut = [
    ...rows.leftOut,
    ...(findings.rows > 0
      ? [
          {
            reason: { en: "of users seen in more than one variant", zh: "同一用户出现在多个分组" },
            rows: findings.rows,
          },
        ]
      : []),
    ...(unplanned > 0
      ? [{ reason: { en: "in a variant that is not planned", zh: "不在计划内的分组" }, rows: unplanned }]
      : []),
  ];
  return {
    config: { ...config, control, shares: config.shares ?? equalShares(arms) },
    ...{ arms, users: byArm, metrics, leftOut },
    rows: { in: rowsIn, used: rowsIn - leftOut.reduce((total, one) => total + one.rows, 0), leftOut },
    usersInSeveralArms: has.unit ? findings.users : null,
    assigned: null,
    looks: null,
    segments: has.segment
      ? facts.segments.map((segment, at) => ({
          segment,
          n: arms.map((_, arm) => reducer.users[arm * facts.segments.length + at] ?? 0),
        }))
      : [],
    period: periodOf(facts),
    days: reducer.days().map(({ day, ...rest }) => ({ day: isoDay(day), ...rest })),
    notes: notesOf(metrics, findings),
  };
}

/** The control first, the rest by name; with planned shares only their arms, all of them. */
function orderArms(found: readonly { readonly arm: string; readonly rows: number }[], config: ExperimentConfig) {
  const planned = config.shares && Object.keys(config.shares);
  const names = planned ?? found.map(({ arm }) => arm);
  const known = found.filter(({ arm }) => names.includes(arm));
  const control = config.control ?? chooseControl(known);
  if (control === undefined || names.length < 2 || !names.includes(control)) throw noControl(control, names);
  const unplanned = found.reduce((total, { arm, rows }) => total + (names.includes(arm) ? 0 : rows), 0);
  return { arms: [control, ...names.filter((arm) => arm !== control).sort()], control, unplanned };
}

/** Kohavi et al. 2014: from 355·skewness² users on, a mean is normal enough. */
const usersBySkewness = 355;

/** Do the metric's methods look at the values themselves: quantiles, winsorised and skewed means? */
function needsValues({ type, winsorise }: MetricConfig, samples: readonly ArmSample[]): boolean {
  if (type === "quantile" || winsorise !== undefined) return true;
  if (type !== "mean") return false;
  const [control] = samples;
  return samples.some(({ statistics }, at) => {
    // What chooses the leading method looks at both arms together, which may lean where neither does alone.
    if (control && at > 0 && (largestSkewness(control.statistics, statistics) ?? 0) > MOST_SKEWNESS) return true;
    const skewness = skewnessOf(statistics);
    return skewness !== null && statistics.n < usersBySkewness * skewness ** 2;
  });
}

/** Segments that have a name: users of none are no segment. */
function namedOf(segments: readonly string[]): number {
  return segments.filter((segment) => segment !== "").length;
}

function withValues(samples: readonly ArmSample[], values: readonly ArmValues[] | undefined): ArmSample[] {
  return samples.map((sample, arm) => ({ ...sample, values: values?.[arm] ?? null }));
}

function notesOf(metrics: readonly ReducedMetric[], findings: JoinFindings): Localised[] {
  const number = (value: number) => value.toLocaleString("en");
  const writeUsers = (users: number) => (users === 1 ? "1 user has" : `${number(users)} users have`);
  const notes = metrics.flatMap(({ metric, missing }): Localised[] => {
    const users = sum(missing);
    if (users === 0) return [];
    return metric.type === "quantile"
      ? [
          {
            en: `${writeUsers(users)} no “${metric.name}” and ${users === 1 ? "is" : "are"} left out of it.`,
            zh: `${number(users)} 名用户没有“${metric.name}”，不计入该指标。`,
          },
        ]
      : [
          {
            en: `${writeUsers(users)} no “${metric.name}” and ${users === 1 ? "counts" : "count"} as 0 there.`,
            zh: `${number(users)} 名用户没有“${metric.name}”，按 0 计入。`,
          },
        ];
  });
  if (findings.repeated > 0)
    notes.push({
      en: `${writeUsers(findings.repeated)} more than one row; their rows are added up.`,
      zh: `${number(findings.repeated)} 名用户有多行记录，已按用户合计。`,
    });
  return notes;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function periodOf({ days, lastDay }: RowFacts): ReducedExperiment["period"] {
  if (days === null || lastDay === null) return null;
  return { from: isoDay(days.first), to: isoDay(lastDay), days: lastDay - days.first + 1 };
}

function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
