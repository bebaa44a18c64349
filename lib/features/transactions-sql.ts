import type { Aggregate, Extractor, Level } from "./extractor.ts";

/** What the stored transactions hold, beyond the user and the time. */
export interface TransactionColumns {
  readonly order: boolean;
  readonly item: boolean;
  readonly quantity: boolean;
  readonly amount: boolean;
}

/** Extractors whose columns are there. */
export function availableExtractors(all: readonly Extractor[], columns: TransactionColumns): Extractor[] {
  return all.filter(({ needs }) => needs.every((need) => columns[need]));
}

/**
 * A purchase: counted, no return, worth something. Amounts or quantities that a file does not have do not stand in the way.
 * A return: marked as one, or below zero. The size of a line is its quantity, else its amount, else 1.
 */
function lineSql({ order, item, quantity, amount }: TransactionColumns): string {
  const positive = (present: boolean, name: string) => (present ? ` AND (${name} > 0 OR ${name} IS NULL)` : "");
  const negative = (present: boolean, name: string) => (present ? ` OR coalesce(${name}, 0) < 0` : "");
  const size = quantity ? "quantity" : amount ? "amount" : "1::DECIMAL(18,3)";
  return `user_id, time, ${order ? "coalesce(order_id, time::DATE::VARCHAR)" : "time::DATE"} AS order_key,
    ${item ? "item" : "NULL"} AS item, ${amount ? "amount" : "NULL::DECIMAL(18,4)"} AS amount, coalesce(${size}, 1) AS size,
    NOT is_return${positive(quantity, "quantity")}${positive(amount, "amount")} AS bought,
    is_return${negative(quantity, "quantity")}${negative(amount, "amount")} AS returned`;
}

/**
 * One row per user with a purchase: user_id and every aggregate of the extractors; a scan each for orders and days, for
 * returns and for items. Whole numbers and decimals only, so that no number depends on the order of rows, and no lists, so
 * that every step can spill. Orders and items are compared by a 64-bit hash within one user.
 * source: SQL of a table with the stored columns; filter: SQL condition on its rows.
 */
export function aggregateSql(
  source: string,
  filter: string,
  columns: TransactionColumns,
  extractors: readonly Extractor[],
): string {
  const levels = groupAggregates(extractors);
  const summed = (level: Level) =>
    `SELECT ${["user_id", ...levels[level].map(({ name, sql }) => `${sql} AS ${name}`)].join(", ")} FROM ${level}s GROUP BY user_id`;
  const joined = (["day", "item", "return"] as const).filter((level) => levels[level].length > 0);
  return `WITH lines AS NOT MATERIALIZED (SELECT ${lineSql(columns)} FROM ${source} WHERE ${filter}),
  orders AS MATERIALIZED (
    SELECT user_id, sum(amount) AS amount, sum(size) AS units, min(time) AS first_time, max(time) AS last_time
    FROM lines WHERE bought GROUP BY user_id, order_key),
  days AS (
    SELECT user_id, day - lag(day) OVER (PARTITION BY user_id ORDER BY day) AS gap
    FROM (SELECT DISTINCT user_id, first_time::DATE AS day FROM orders)),
  items AS (
    SELECT user_id, count(*) AS item_orders
    FROM (SELECT DISTINCT user_id, hash(order_key) AS order_hash, hash(item) AS item_hash
      FROM lines WHERE bought AND item IS NOT NULL)
    GROUP BY user_id, item_hash),
  returns AS (SELECT user_id, abs(size) AS size FROM lines WHERE returned)
  SELECT * FROM (${summed("order")})${joined.map((level) => ` LEFT JOIN (${summed(level)}) USING (user_id)`).join("")}`;
}

function groupAggregates(extractors: readonly Extractor[]): Record<Level, Aggregate[]> {
  const seen = new Map<string, Aggregate>();
  for (const { aggregates } of extractors) for (const entry of aggregates) seen.set(entry.name, entry);
  const levels: Record<Level, Aggregate[]> = { order: [], day: [], item: [], return: [] };
  for (const entry of seen.values()) levels[entry.level].push(entry);
  return levels;
}
