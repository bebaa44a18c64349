import { CladeError } from "../../core/errors.ts";
import { type ArmStatistics, fromSums, mergeArms, type Variable } from "../arm-statistics.ts";
import { refuseComparisons } from "../comparison-cap.ts";
import type { Aggregate, ExperimentConfig, MetricConfig } from "../config-schema.ts";
import { leadingMetric, type ReducedExperiment } from "../reduced.ts";
import { mostArms, mostSegments } from "./stored-arms.ts";
import { chooseControl } from "./suggest-config.ts";

/**
 * An experiment of which only sums per arm are known. Rows with a segment are strata; where all rows of a metric have one, the
 * arms are their sums. Metrics that the config does not describe are proportions where there is no sum of squares, else means.
 * @throws TOO_MANY_VALUES, TOO_MANY_COMPARISONS, BAD_CONFIG by path where sums contradict each other or an arm is missing
 */
export function reduceAggregates(asked: ExperimentConfig): ReducedExperiment {
  const { aggregates = [] } = asked;
  const metrics = asked.metrics.length > 0 ? asked.metrics : describeMetrics(aggregates);
  refuseValues(metrics);
  const counted = leadingMetric(metrics);
  const byMetric = Map.groupBy(aggregates, ({ metric }) => metric);
  const of = (metric: string) => byMetric.get(metric) ?? [];
  const places = new Map(aggregates.map((row, at) => [row, at]));
  const names = [...new Set([...Object.keys(asked.shares ?? {}), ...aggregates.map(({ arm }) => arm)])];
  refuseMany("arm", names.length, mostArms);
  const rows = names.map((arm) => ({
    arm,
    rows: of(counted?.name ?? "").reduce((sum, row) => sum + (row.arm === arm ? row.n : 0), 0),
  }));
  const control = asked.control ?? chooseControl(rows);
  if (control === undefined || !names.includes(control) || names.length < 2) throw noControl(control, names);
  const arms = [control, ...names.filter((arm) => arm !== control).sort()];
  const segments = [...new Set(aggregates.flatMap(({ segment }) => (segment === undefined ? [] : [segment])))].sort();
  refuseMany("segment", segments.length, mostSegments);
  refuseComparisons({ metrics: metrics.length, arms: arms.length, segments: segments.length });
  const samples = metrics.map((metric) => ({
    metric,
    samples: arms.map((arm) => readArm(metric, arm, of(metric.name), segments, places)),
    missing: arms.map(() => 0),
  }));
  const users = arms.map((_, at) => Math.max(...samples.map((one) => one.samples[at]?.statistics.n ?? 0)));
  const strata = (at: number) => samples.find(({ metric }) => metric === counted)?.samples[at]?.strata ?? [];
  return {
    config: { ...asked, control, metrics, shares: asked.shares ?? equalShares(arms) },
    ...{ arms, users, metrics: samples },
    rows: { in: aggregates.length, used: aggregates.length, leftOut: [] },
    ...{ usersInSeveralArms: null, assigned: null, looks: null, period: null, days: [], notes: [] },
    segments: segments.map((segment, at) => ({ segment, n: arms.map((_, arm) => strata(arm)[at]?.n ?? 0) })),
  };
}

/** @throws BAD_CONFIG where a metric needs what single users had: sums do not tell it */
function refuseValues(metrics: readonly MetricConfig[]): void {
  for (const [at, { type, winsorise }] of metrics.entries()) {
    if (type === "quantile")
      throw contradiction(`metrics[${at}].type`, "sums of arms do not tell a quantile", "汇总数据无法得出分位数");
    if (winsorise !== undefined)
      throw contradiction(`metrics[${at}].winsorise`, "sums of arms cannot be winsorised", "汇总数据无法做缩尾处理");
  }
}

/** As of rows: more are no groups. @throws TOO_MANY_VALUES */
function refuseMany(column: string, count: number, limit: number): void {
  if (count > limit)
    throw new CladeError("TOO_MANY_VALUES", { file: "aggregates", column, count: String(count), limit });
}

function readArm(
  metric: MetricConfig,
  arm: string,
  rows: readonly Aggregate[],
  segments: readonly string[],
  places: ReadonlyMap<Aggregate, number>,
) {
  const own = rows.filter((row) => row.arm === arm);
  const statistics = own.map((row) => [row, statisticsOf(metric, row, places.get(row) ?? -1)] as const);
  const whole = statistics.filter(([row]) => row.segment === undefined).map(([, one]) => one);
  const strata = segments.map((segment) => {
    const found = statistics.filter(([row]) => row.segment === segment).map(([, one]) => one);
    return found.length > 0 ? mergeArms(found) : statisticsOf(metric, { arm, metric: metric.name, n: 0, sum: 0 }, -1);
  });
  const parts = whole.length > 0 ? whole : strata;
  if (own.length === 0) {
    const problem = {
      en: `there are no sums of “${metric.name}” for “${arm}”`,
      zh: `“${arm}”缺少“${metric.name}”的汇总`,
    };
    throw new CladeError("BAD_CONFIG", { path: "aggregates", problem });
  }
  return {
    statistics: mergeArms(parts),
    values: null,
    strata: segments.length > 0 && whole.length < own.length ? strata : [],
  };
}

/** Sums as statistics. A proportion's squares are its successes. */
function statisticsOf(metric: MetricConfig, row: Aggregate, at: number): ArmStatistics {
  const { n, sum } = row;
  const path = (name: string) => `aggregates[${at}].${name}`;
  const isProportion = metric.type === "proportion";
  if (isProportion && (sum < 0 || sum > n))
    throw contradiction(path("sum"), "a proportion counts 0 to n users", "比例指标的计数应在 0 与 n 之间");
  const need = (name: keyof Aggregate): number => {
    const value = row[name];
    if (typeof value === "number") return value;
    if (n === 0) return 0;
    throw contradiction(path(name), "it is needed here and left out", "此处必须填写");
  };
  const squares = isProportion ? sum : need("sumSquares");
  const variables: Variable[] = ["value"];
  const sums = [sum];
  const products = [[squares]];
  if (metric.type === "ratio") {
    variables.push("denominator");
    sums.push(need("denominatorSum"));
    products[0]?.push(need("sumProducts"));
    products.push([need("sumProducts"), need("denominatorSumSquares")]);
  } else if (row.covariateSum !== undefined) {
    variables.push("covariate");
    sums.push(row.covariateSum);
    products[0]?.push(need("covariateSumProducts"));
    products.push([need("covariateSumProducts"), need("covariateSumSquares")]);
  }
  if (n > 0 && squares * n < sum * sum * (1 - 1e-9))
    throw contradiction(path("sumSquares"), "it is smaller than the sum allows", "小于该合计可能的最小值");
  return fromSums({
    ...{ n, variables, sums, products },
    sumCubes: isProportion ? sum : (row.sumCubes ?? null),
    ...(isProportion ? { minimum: sum < n ? 0 : 1, maximum: sum > 0 ? 1 : 0, nonZero: sum } : {}),
  });
}

function contradiction(path: string, en: string, zh: string): CladeError {
  return new CladeError("BAD_CONFIG", { path, problem: { en, zh } });
}

function describeMetrics(aggregates: readonly Aggregate[]): MetricConfig[] {
  const names = [...new Set(aggregates.map(({ metric }) => metric))];
  return names.map((name, at) => {
    const rows = aggregates.filter((row) => row.metric === name);
    const isRatio = rows.some(({ denominatorSum }) => denominatorSum !== undefined);
    const isProportion = rows.every(({ sumSquares }) => sumSquares === undefined);
    return {
      ...{ name, column: name, type: isRatio ? "ratio" : isProportion ? "proportion" : "mean" },
      ...(isRatio ? { denominator: name } : {}),
      ...{ role: at === 0 ? "primary" : "secondary", direction: "up" },
    };
  });
}

/** Every arm the same share, where no plan says otherwise. */
export function equalShares(arms: readonly string[]): Record<string, number> {
  return Object.fromEntries(arms.map((arm) => [arm, 1 / arms.length]));
}

/** @throws by its caller: an experiment needs a control and something to compare it with. */
export function noControl(control: string | undefined, arms: readonly string[]): CladeError {
  const listed = arms.slice(0, 20).join(", ");
  if (arms.length < 2) {
    const problem = {
      en: `there is only one variant (${listed || "none"}); a test compares two or more`,
      zh: `只有一个分组（${listed || "无"}），实验至少需要两组`,
    };
    return new CladeError("BAD_CONFIG", { path: "arm", problem });
  }
  const problem = {
    en: `no variant is called “${control}”; there are: ${listed}`,
    zh: `没有名为“${control}”的分组，现有：${listed}`,
  };
  return new CladeError("BAD_CONFIG", { path: "control", problem });
}
