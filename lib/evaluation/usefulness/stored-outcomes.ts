import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { StageContext } from "../../core/stage.ts";
import type { IngestSummary, Period, StoredTable } from "../../ingest/schema.ts";
import { storedRowsSql } from "../../ingest/stored-sql.ts";
import { openDuckDb, sqlText, sqlTexts } from "../../platform/duckdb.ts";
import type { SpendHistory } from "../lifetime/gamma-gamma.ts";
import type { PurchaseHistory } from "../lifetime/purchase-history.ts";
import type { UsefulnessSummary } from "./schema.ts";

/** What users bought before and after a day, in the run's row order. */
export interface Outcomes {
  readonly kind: UsefulnessSummary["outcome"];
  /** Money, or purchases where there is none. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** Orders, or days with a purchase. */
  readonly ordersBefore: Float64Array;
  readonly ordersAfter: Float64Array;
  /** Whole days from the last purchase to the cut; those of the whole time before it for who never bought. */
  readonly recency: Float64Array;
  /** What buy-till-you-die models know, in days, and the mean spend of repeat days (0 without money); who never bought has an age of 0. */
  readonly histories: readonly (PurchaseHistory & SpendHistory)[];
}

/** Kinds of events that are purchases. */
const purchases = ["buy", "purchase", "order", "pay", "payment", "transaction", "购买", "下单", "支付", "付款"];

/** The tables that tell of purchases: transactions, else events. */
function purchaseTables({ tables }: IngestSummary): readonly StoredTable[] {
  const bought = tables.filter(({ kind }) => kind === "transactions");
  return bought.length > 0 ? bought : tables.filter(({ kind }) => kind === "events");
}

/** Share of the purchases at each end that may lie far off: a clock that was wrong must not stretch the period. */
const strayShare = 0.005;

/** First and last day of purchases (ISO), but for strays; null where there are none. folder: where the stored tables lie. */
export async function readPeriod(
  connection: DuckDBConnection,
  ingest: IngestSummary,
  folder: string,
): Promise<Period | null> {
  const lines = purchaseTables(ingest).map((table) => linesSql(folder, table));
  if (lines.length === 0) return null;
  // Days first: there are few of them to put in order.
  const found = await connection.runAndReadAll(`WITH days AS (
      SELECT time::DATE AS day, count(*) AS purchases FROM (${lines.join(" UNION ALL ")}) WHERE time IS NOT NULL GROUP BY ALL),
    ranks AS (SELECT day, sum(purchases) OVER (ORDER BY day) AS up_to, sum(purchases) OVER () AS of_all FROM days)
    SELECT min(day) FILTER (up_to >= ${strayShare} * of_all)::VARCHAR, min(day) FILTER (up_to >= ${1 - strayShare} * of_all)::VARCHAR FROM ranks`);
  const [from, to] = found.getRows()[0] ?? [];
  return typeof from === "string" && typeof to === "string" ? { from, to } : null;
}

/** before: the first day (ISO) that is held out; to: the last. users: those of the features. */
export async function readOutcomes(
  ingest: IngestSummary,
  { before, from, to }: { readonly before: string; readonly from: string; readonly to: string },
  users: number,
  { input, out, threads }: Pick<StageContext, "input" | "out" | "threads">,
): Promise<Outcomes> {
  const lines = purchaseTables(ingest).map((table) => linesSql(input("ingest"), table));
  const connection = await openDuckDb({
    folders: [input("ingest"), input("features"), out],
    ...{ threads, temporaryFolder: join(out, "spill") },
  });
  try {
    const known = `read_parquet(${sqlText(join(input("features"), "users.parquet"))}, file_row_number = true)`;
    const day = `${sqlText(before)}::DATE`;
    const found =
      await connection.runAndReadAll(`WITH lines AS (SELECT * FROM (${lines.join(" UNION ALL ")}) WHERE time::DATE <= ${sqlText(to)}::DATE),
      sums AS (SELECT user_id,
        sum(amount) FILTER (time < ${day}) AS spent, sum(amount) FILTER (time >= ${day}) AS spends,
        count(DISTINCT order_key) FILTER (time < ${day}) AS bought, count(DISTINCT order_key) FILTER (time >= ${day}) AS buys,
        ${day} - max(time::DATE) FILTER (time < ${day}) AS ago FROM lines GROUP BY user_id),
      days AS (SELECT user_id, time::DATE AS day, sum(amount)::DOUBLE AS amount FROM lines WHERE time < ${day} GROUP BY ALL),
      histories AS (SELECT user_id, count(*) - 1 AS repeats, max(day) - min(day) AS span, ${day} - min(day) AS age,
        (sum(amount) - arg_min(amount, day)) / nullif(count(*) - 1, 0) AS spend
        FROM (FROM days ORDER BY user_id, day) GROUP BY user_id)
      SELECT coalesce(spent, 0)::DOUBLE, coalesce(spends, 0)::DOUBLE, coalesce(bought, 0)::DOUBLE,
        coalesce(buys, 0)::DOUBLE, coalesce(ago, ${day} - ${sqlText(from)}::DATE)::DOUBLE,
        (SELECT count(amount) FROM lines)::DOUBLE, coalesce(repeats, 0)::DOUBLE, coalesce(span, 0)::DOUBLE,
        coalesce(age, 0)::DOUBLE, coalesce(spend, 0)::DOUBLE
      FROM ${known} u LEFT JOIN sums USING (user_id) LEFT JOIN histories USING (user_id) ORDER BY u.file_row_number`);
    const rows = found.getRows();
    const [spent, spends, bought, buys, ago] = [0, 1, 2, 3, 4].map((at) =>
      Float64Array.from(rows, (row) => Number(row[at])),
    );
    if (!spent || !spends || !bought || !buys || !ago || spent.length !== users)
      throw new RangeError(`${spent?.length} users, not ${users}`);
    const hasMoney = Number(rows[0]?.[5]) > 0;
    return {
      kind: hasMoney ? "spend" : "orders",
      before: hasMoney ? spent : bought,
      after: hasMoney ? spends : buys,
      ordersBefore: bought,
      ordersAfter: buys,
      recency: ago,
      histories: rows.map((row) => {
        const [repeats = 0, recency = 0, age = 0, meanSpend = 0] = row.slice(6).map(Number);
        return { repeats, recency, age, meanSpend };
      }),
    };
  } finally {
    connection.closeSync();
  }
}

function linesSql(folder: string, table: StoredTable): string {
  const has = (name: string) => table.columns.some(({ parquet }) => parquet === name);
  const from = storedRowsSql(folder, table);
  if (table.kind === "events") {
    const isPurchase = `list_contains(${sqlTexts(purchases)}, lower(trim(event)))`;
    return `SELECT user_id, time, NULL::DECIMAL(18,4) AS amount, time::VARCHAR AS order_key FROM ${from} WHERE ${isPurchase}`;
  }
  const key = has("order_id") ? "coalesce(order_id, time::DATE::VARCHAR)" : "time::DATE::VARCHAR";
  const positive = has("quantity") ? " AND coalesce(quantity, 1) > 0" : "";
  return `SELECT user_id, time, amount, ${key} AS order_key FROM ${from}
    WHERE counts AND NOT is_return AND coalesce(amount, 1) > 0${positive}`;
}
