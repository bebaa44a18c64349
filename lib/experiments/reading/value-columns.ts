import type { Variable } from "../arm-statistics.ts";
import type { ExperimentConfig, MetricConfig } from "../config-schema.ts";

/**
 * How the rows of one user become one value: added up; any of them for a yes or no; of what somebody had before, the value
 * where all rows say the same, else their sum.
 */
export type JoinRule = "sum" | "any" | "same";

/** A column of the file that metrics read, and how. */
export interface ValueColumn {
  readonly column: string;
  readonly isYesNo: boolean;
}

/** What a metric takes from a column of the file, once a user. */
export interface ValueUse {
  /** Place among the value columns. */
  readonly source: number;
  readonly rule: JoinRule;
}

export interface MetricUses {
  readonly metric: MetricConfig;
  readonly variables: readonly Variable[];
  /** By variable: place among the uses. */
  readonly uses: readonly number[];
}

/** Which columns a config's metrics read, each once, and what becomes of their rows. */
export interface ReadingPlan {
  readonly columns: readonly ValueColumn[];
  readonly uses: readonly ValueUse[];
  readonly metrics: readonly MetricUses[];
}

export function planReading({ metrics }: Pick<ExperimentConfig, "metrics">): ReadingPlan {
  const yesNo = new Set(metrics.filter(({ type }) => type === "proportion").map(({ column }) => column));
  const columns: ValueColumn[] = [];
  const uses: ValueUse[] = [];
  const use = (column: string, rule: JoinRule): number => {
    let source = columns.findIndex((known) => known.column === column);
    if (source < 0) source = columns.push({ column, isYesNo: yesNo.has(column) }) - 1;
    const known = uses.findIndex((one) => one.source === source && one.rule === rule);
    return known < 0 ? uses.push({ source, rule }) - 1 : known;
  };
  const planned = metrics.map((metric) => {
    const { type, column, denominator, covariate } = metric;
    const value = use(column, type === "proportion" ? "any" : "sum");
    const others = [
      ...(denominator === undefined ? [] : [["denominator", use(denominator, "sum")] as const]),
      ...(covariate === undefined ? [] : [["covariate", use(covariate, "same")] as const]),
    ];
    return {
      metric,
      variables: ["value" as const, ...others.map(([variable]) => variable)],
      uses: [value, ...others.map(([, at]) => at)],
    };
  });
  return { columns, uses, metrics: planned };
}
