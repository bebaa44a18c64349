import type { DuckDBConnection } from "@duckdb/node-api";
import { CladeError } from "../../core/errors.ts";
import { formatNumber } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import type { IngestSummary, StoredTable } from "../../ingest/schema.ts";
import { storedRowsSql } from "../../ingest/stored-sql.ts";
import { selectRows, sqlText } from "../../platform/duckdb.ts";
import type { LeftOut } from "../report-schema.ts";
import { shopColumns } from "../shop-metrics-schema.ts";
import { knownColumn } from "../stored-known-features.ts";
import type { ValueColumn } from "./value-columns.ts";

export interface OrdersTask {
  readonly connection: DuckDBConnection;
  /** Of a dataset version's ingest artefact, with its ingest.json. */
  readonly folder: string;
  readonly summary: IngestSummary;
  /** Parquet of user_id, arm, segment, assigned_at (UTC), a row a user. */
  readonly assignment: string;
  readonly windowDays: number;
  /** On whose clock the orders' times are. */
  readonly timeZone: string;
  readonly columns: readonly ValueColumn[];
  /** Features that the assignment holds and that go along, as k0, k1, …, by their ids. */
  readonly known?: readonly string[];
  /** Parquet to write. */
  readonly target: string;
}

export interface OrdersFound {
  /** SQL of a row for everybody assigned: unit, arm, segment, day, seen, v0, …, as `TestRowsSql` stores rows of files. */
  readonly from: string;
  readonly hasSegments: boolean;
  /** Orders of the dataset. */
  readonly rowsIn: number;
  readonly leftOut: readonly LeftOut[];
  readonly assigned: Readonly<Record<string, number>>;
  readonly notes: readonly Localised[];
}

/**
 * What everybody assigned did in the shop within `windowDays` from their assignment on, and in as many days before it: who
 * ordered nothing stands with 0. Orders are what the features take for them: counted lines that are no returns and are worth
 * something, by order id, else by day. Where orders have days but no times, the day of assignment is within the window.
 * @throws NO_ORDERS, UNKNOWN_COLUMN
 */
export async function storeOrders(task: OrdersTask): Promise<OrdersFound> {
  const { connection, folder, summary, assignment, target } = task;
  const tables = summary.tables.filter(({ kind }) => kind === "transactions");
  if (tables.length === 0) throw new CladeError("NO_ORDERS");
  const lines = `(${tables.map((table) => linesSql(folder, table)).join(" UNION ALL ")})`;
  await connection.run(`CREATE TEMP TABLE orders AS SELECT user_id, min(time) AS moment, sum(amount) AS amount
    FROM ${lines} WHERE bought GROUP BY user_id, order_key`);
  await connection.run(`CREATE TEMP TABLE returns AS SELECT user_id, time AS moment, abs(amount) AS amount
    FROM ${lines} WHERE returned`);
  const [span] = await selectRows(
    connection,
    "SELECT count(*)::DOUBLE AS orders, coalesce(bool_and(moment = moment::DATE), true) AS dated FROM orders",
  );
  const moment = span?.dated === true ? `date_trunc('day', ${localSql(task)})` : localSql(task);
  const known = (task.known ?? []).map((id, at) => `, ${knownColumn(id)} AS k${at}`);
  await connection.run(`CREATE TEMP TABLE people AS
    SELECT user_id, arm, segment, CAST(${moment} AS TIMESTAMP) AS moment${known.join("")}
    FROM read_parquet(${sqlText(assignment)})`);
  await connection.run(`COPY (${usersSql(task)} ORDER BY unit, arm) TO ${sqlText(target)} (FORMAT parquet)`);
  const found = await countOrders(task);
  return { from: `read_parquet(${sqlText(target)})`, rowsIn: Number(span?.orders ?? 0), ...found };
}

/** Lines that count: user_id, time, order_key, amount, and what they are. */
function linesSql(folder: string, table: StoredTable): string {
  const has = (name: string) => table.columns.some(({ parquet }) => parquet === name);
  const key = has("order_id") ? "coalesce(order_id, time::DATE::VARCHAR)" : "time::DATE::VARCHAR";
  const negative = has("quantity") ? "coalesce(quantity, 0) < 0 OR coalesce(amount, 0) < 0" : "coalesce(amount, 0) < 0";
  const positive = has("quantity") ? " AND coalesce(quantity, 1) > 0" : "";
  return `SELECT user_id, time, ${key} AS order_key, amount, is_return OR ${negative} AS returned,
    NOT is_return AND coalesce(amount, 1) > 0${positive} AS bought
    FROM ${storedRowsSql(folder, table)} WHERE counts AND time IS NOT NULL`;
}

/** The moment of assignment on the clock of the orders. */
function localSql({ timeZone }: OrdersTask): string {
  return timeZone === "UTC" ? "assigned_at" : `(assigned_at AT TIME ZONE 'UTC') AT TIME ZONE ${sqlText(timeZone)}`;
}

function usersSql({ windowDays, columns, known: frozen = [] }: OrdersTask): string {
  const after = `o.moment >= p.moment AND o.moment < p.moment + INTERVAL ${windowDays} DAY`;
  const before = `o.moment < p.moment AND o.moment >= p.moment - INTERVAL ${windowDays} DAY`;
  const sums = (where: string, suffix: string) => `count(*) FILTER (${where}) AS orders${suffix},
    coalesce(sum(o.amount) FILTER (${where}), 0) AS revenue${suffix}`;
  const known: Readonly<Record<string, string>> = {
    [shopColumns.bought]: "orders > 0",
    [shopColumns.orders]: "orders",
    [shopColumns.revenue]: "revenue",
    [shopColumns.returned]: "returned",
    [shopColumns.boughtBefore]: "orders_before > 0",
    [shopColumns.ordersBefore]: "orders_before",
    [shopColumns.revenueBefore]: "revenue_before",
  };
  const values = columns.map(({ column }, at) => {
    const sql = Object.hasOwn(known, column) ? known[column] : undefined;
    if (sql === undefined)
      throw new CladeError("UNKNOWN_COLUMN", { file: "orders", column, columns: Object.keys(known).join(", ") });
    return `coalesce(${sql}, ${/>/.test(sql) ? "false" : "0"})::DOUBLE AS v${at}`;
  });
  const day = (time: string) => `date_diff('day', DATE '1970-01-01', ${time})::INTEGER`;
  return `SELECT p.user_id AS unit, p.arm, p.segment, ${day("p.moment")} AS day,
      ${day(`greatest(p.moment, least(p.moment + INTERVAL ${windowDays} DAY - INTERVAL 1 MICROSECOND, latest.moment))`)} AS seen,
      ${[...values, ...frozen.map((_, at) => `p.k${at}`)].join(", ")}
    FROM people p CROSS JOIN (SELECT max(moment) AS moment FROM orders) latest
    LEFT JOIN (SELECT p.user_id, ${sums(after, "")}, ${sums(before, "_before")}
      FROM people p JOIN orders o USING (user_id) GROUP BY p.user_id) bought USING (user_id)
    LEFT JOIN (SELECT p.user_id, sum(o.amount) FILTER (${after}) AS returned
      FROM people p JOIN returns o USING (user_id) GROUP BY p.user_id) gone USING (user_id)`;
}

async function countOrders({ connection, windowDays }: OrdersTask) {
  const end = `p.moment + INTERVAL ${windowDays} DAY`;
  const [orders = {}] = await selectRows(
    connection,
    `SELECT count(*) FILTER (p.user_id IS NULL)::DOUBLE AS others, count(*) FILTER (o.moment < p.moment)::DOUBLE AS early,
      count(*) FILTER (o.moment >= ${end})::DOUBLE AS late
    FROM orders o LEFT JOIN people p ON p.user_id = o.user_id`,
  );
  const [people = {}] = await selectRows(
    connection,
    `SELECT count(*) FILTER (NOT EXISTS (FROM orders o WHERE o.user_id = p.user_id))::DOUBLE AS strangers,
      count(*) FILTER (${end} > latest.moment)::DOUBLE AS open, max(latest.moment)::DATE::VARCHAR AS latest,
      count(p.segment)::DOUBLE AS segments
    FROM people p CROSS JOIN (SELECT max(moment) AS moment FROM orders) latest`,
  );
  const arms = await selectRows(connection, "SELECT arm, count(*)::DOUBLE AS n FROM people GROUP BY arm ORDER BY arm");
  const reasons: readonly (readonly [string, Localised])[] = [
    ["others", { en: "orders of users who were not assigned", zh: "未参与实验的用户的订单" }],
    ["early", { en: "orders before the assignment", zh: "分组之前的订单" }],
    ["late", { en: "orders after the window", zh: "观察期之后的订单" }],
  ];
  return {
    hasSegments: Number(people.segments) > 0,
    leftOut: reasons.flatMap(([name, reason]) =>
      Number(orders[name]) > 0 ? [{ reason, rows: Number(orders[name]) }] : [],
    ),
    assigned: Object.fromEntries(arms.map(({ arm, n }) => [String(arm), Number(n)])),
    notes: notesOf(Number(people.strangers), Number(people.open), String(people.latest)),
  };
}

function notesOf(strangers: number, open: number, latest: string): Localised[] {
  const notes: Localised[] = [];
  if (strangers > 0)
    notes.push({
      en:
        strangers === 1
          ? "1 of the users assigned has no order in the data at all, and counts as 0."
          : `${formatNumber(strangers)} of the users assigned have no order in the data at all; they count as 0.`,
      zh: `参与实验的用户中有 ${formatNumber(strangers)} 名在数据中没有任何订单，按 0 计入。`,
    });
  if (open > 0)
    notes.push({
      en: `The orders reach to ${latest}: for ${open === 1 ? "1 user" : `${formatNumber(open)} users`} the window is not over.`,
      zh: `订单截至 ${latest}：有 ${formatNumber(open)} 名用户的观察期尚未结束。`,
    });
  return notes;
}
