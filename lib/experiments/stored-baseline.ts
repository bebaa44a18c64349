import { sqlName, sqlText } from "../platform/duckdb.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import { fromSums, type Variable } from "./arm-statistics.ts";
import type { MetricConfig } from "./config-schema.ts";
import { type Baseline, baselineOf, quantileBaseline, quantilePlaces } from "./design/baseline.ts";
import type { Reach } from "./design/reach.ts";
import { shopColumns } from "./shop-metrics-schema.ts";

export const reachDays = [7, 14, 28, 56] as const;

/** The people of a design with what they bought: SQL to read from, and the last day of the data. */
export interface Orders {
  /** user_id, segment */
  readonly people: string;
  /** user_id, day, order_key, amount, bought, returned: a row a line of an order or a return */
  readonly lines: string;
  /** YYYY-MM-DD */
  readonly lastDay: string;
  readonly days: number;
  readonly currency: string | null;
}

export interface ValueSource {
  readonly orders: Orders;
  readonly metric: MetricConfig;
  readonly entry: "start" | "arrival";
  /** What winsorising sets larger values to; null: as they are. */
  readonly ceiling: number | null;
}

/** One row a user: segment, and the metric's variables over the last window; of arrivals those who came in the window before. */
function valuesSql({ orders, metric, entry, ceiling }: ValueSource, days: number): string {
  const after = `day > ${sqlText(orders.lastDay)}::DATE - ${days}`;
  const before = `NOT (${after}) AND day > ${sqlText(orders.lastDay)}::DATE - ${2 * days}`;
  const side = (where: string) => ({
    orders: `count(DISTINCT order_key) FILTER (bought AND ${where})`,
    revenue: `coalesce(sum(amount) FILTER (bought AND ${where}), 0)`,
    bought: `(count(*) FILTER (bought AND ${where}) > 0)::INTEGER`,
    returned: `coalesce(sum(abs(amount)) FILTER (returned AND ${where}), 0)`,
  });
  const [now, then] = [side(after), side(before)];
  const columns: Readonly<Record<string, string>> = {
    ...{ [shopColumns.bought]: now.bought, [shopColumns.orders]: now.orders, [shopColumns.revenue]: now.revenue },
    [shopColumns.returned]: now.returned,
    ...{ [shopColumns.boughtBefore]: then.bought, [shopColumns.ordersBefore]: then.orders },
    [shopColumns.revenueBefore]: then.revenue,
  };
  const column = (name: string) => `coalesce(${sqlName(name)}, 0)::DOUBLE`;
  const value = column(metric.column);
  const variables = [
    `${ceiling === null ? value : `least(${value}, ${ceiling})`} AS value`,
    ...(metric.denominator ? [`${column(metric.denominator)} AS denominator`] : []),
    ...(metric.covariate ? [`${column(metric.covariate)} AS covariate`] : []),
  ];
  const named = Object.entries(columns).map(([name, sql]) => `${sql} AS ${sqlName(name)}`);
  return `SELECT segment, ${variables.join(", ")} FROM (${orders.people}) people
    LEFT JOIN (SELECT user_id, ${named.join(", ")} FROM (${orders.lines}) GROUP BY user_id) USING (user_id)
    ${entry === "arrival" ? `WHERE coalesce(${sqlName(shopColumns.boughtBefore)}, 0) > 0` : ""}`;
}

/** What winsorising would set larger values to; null where the metric has none. */
export async function readCeiling(
  orders: Orders,
  metric: MetricConfig,
  days: number,
  entry: "start" | "arrival",
): Promise<number | null> {
  if (metric.winsorise === undefined) return null;
  const values = valuesSql({ orders, metric, entry, ceiling: null }, days);
  const [row] = await queryArtefacts(`SELECT quantile_cont(value, ${metric.winsorise}) AS ceiling FROM (${values})`);
  return typeof row?.ceiling === "number" ? row.ceiling : null;
}

export interface GroupBaseline {
  readonly segment: string | null;
  readonly users: number;
  readonly baseline: Baseline | null;
}

/** Everybody as one row, or a row a segment, largest first. */
export async function readBaselines(source: ValueSource, days: number, bySegment: boolean): Promise<GroupBaseline[]> {
  const { metric } = source;
  const isQuantile = metric.type === "quantile";
  const variables: Variable[] = ["value"];
  if (metric.denominator && !isQuantile) variables.push("denominator");
  if (metric.covariate && !isQuantile) variables.push("covariate");
  const pairs = variables.flatMap((a, i) => variables.slice(i).map((b) => `sum(${a} * ${b}) AS "${a} ${b}"`));
  const sums = [
    ...variables.map((name) => `sum(${name}) AS "${name}"`),
    ...pairs,
    "sum(value * value * value) AS cubes",
  ];
  const segment = bySegment ? "segment" : "NULL::VARCHAR";
  const values = valuesSql(source, days);
  const rows = await queryArtefacts(`SELECT ${segment} AS segment, count(*)::DOUBLE AS users, ${sums.join(", ")}
    FROM (${values}) ${bySegment ? "GROUP BY segment" : ""} ORDER BY users DESC, segment`);
  const groups: GroupBaseline[] = [];
  for (const row of rows) {
    const [name, users] = [row.segment === null ? null : String(row.segment), Number(row.users)];
    const read = (key: string) => Number(row[key] ?? 0);
    const statistics = fromSums({
      ...{ n: users, variables, sums: variables.map(read), sumCubes: read("cubes") },
      products: variables.map((a, i) => variables.map((b, j) => read(i <= j ? `${a} ${b}` : `${b} ${a}`))),
    });
    const baseline = isQuantile
      ? await readQuantile(values, metric.quantile ?? 0.5, name, users, bySegment)
      : baselineOf(name, statistics);
    groups.push({ segment: name, users, baseline });
  }
  return groups;
}

async function readQuantile(
  values: string,
  q: number,
  segment: string | null,
  users: number,
  bySegment: boolean,
): Promise<Baseline | null> {
  if (users < 2) return null;
  const { below, above } = quantilePlaces(q, users);
  const where = !bySegment ? "" : `WHERE segment IS NOT DISTINCT FROM ${segment === null ? "NULL" : sqlText(segment)}`;
  const [row] = await queryArtefacts(
    `SELECT quantile_cont(value, ${q}) AS q, quantile_cont(value, ${below}) AS below, quantile_cont(value, ${above}) AS above
    FROM (${values}) ${where}`,
  );
  const read = (key: string) => Number(row?.[key] ?? Number.NaN);
  return quantileBaseline(
    segment,
    users,
    { q, below, above },
    { q: read("q"), below: read("below"), above: read("above") },
  );
}

/** Distinct people with an order in the last 7, 14, 28 and 56 days, as far as data reach back. */
export async function readReach({ people, lines, lastDay, days }: Orders): Promise<Reach[]> {
  const known = reachDays.filter((one) => one <= days);
  if (known.length === 0) return [];
  const counts = known.map(
    (one) => `(count(DISTINCT user_id) FILTER (day > ${sqlText(lastDay)}::DATE - ${one}))::DOUBLE AS d${one}`,
  );
  const [row] = await queryArtefacts(
    `SELECT ${counts.join(", ")} FROM (${lines}) WHERE bought AND user_id IN (SELECT user_id FROM (${people}))`,
  );
  return known.map((one) => ({ days: one, users: Number(row?.[`d${one}`] ?? 0) }));
}
