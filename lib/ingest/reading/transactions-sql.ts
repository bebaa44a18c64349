import { sqlText } from "../../platform/duckdb.ts";
import type { Recipe, ResolvedTable } from "../schema.ts";
import { aliasSql, columnOf, moneyType, type TypedColumn } from "./typed-sql.ts";
import { isOneOfSql } from "./words-sql.ts";

/** Statuses of orders whose money went back, in any case. */
export const refundStatuses: readonly string[] = [
  ...["refunded", "refund", "returned", "return", "charged back", "chargeback"],
  ...["已退款", "退款", "退款成功", "退货", "已退货", "退货退款", "全额退款"],
];

export interface RowFacts {
  /** Has the table any money? Where it has none, `amount` is NULL throughout and every line is worth counting. */
  readonly hasMoney: boolean;
  /** Is the money only in order totals, which stand on every line of an order? */
  readonly hasSharedTotals: boolean;
}

export function rowFacts(columns: readonly TypedColumn[]): RowFacts {
  const has = (role: TypedColumn["role"]) => columnOf(columns, role) !== undefined;
  const hasLineMoney = has("amount") || has("price");
  return { hasMoney: hasLineMoney || has("order-total"), hasSharedTotals: !hasLineMoney && has("order-total") };
}

/** What a line is worth: its amount, else quantity (1 where none is given) × price, else its share of an order total. */
function worthSql(columns: readonly TypedColumn[]): string {
  const typedOf = (role: TypedColumn["role"]) => columnOf(columns, role)?.typed;
  const [amount, price, quantity, total] = [
    typedOf("amount"),
    typedOf("price"),
    typedOf("quantity"),
    typedOf("order-total"),
  ];
  const product = price && `TRY_CAST(coalesce(${quantity ?? "NULL"}, 1) * ${price} AS ${moneyType})`;
  if (amount && product) return `coalesce(${amount}, ${product})`;
  if (amount || product) return amount ?? product ?? "";
  return total ? `(${shareSql()})::${moneyType}` : `NULL::${moneyType}`;
}

/**
 * Typed rows with the total of their order, the number of its lines and which of them (from 1, in file order) they are.
 * An order is told by its id and user, without an id by user and time.
 */
function withOrders(columns: readonly TypedColumn[], typed: string): string {
  const typedOf = (role: TypedColumn["role"]) => columnOf(columns, role)?.typed ?? "NULL";
  const [order, user, time] = [typedOf("order"), typedOf("user"), typedOf("time")];
  const lines = `PARTITION BY bad = 0, ${order}, ${user}, CASE WHEN ${order} IS NULL THEN ${time} END`;
  const whole = "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING";
  return `(SELECT *, count(*) OVER (${lines}) AS order_lines, row_number() OVER (${lines} ORDER BY place) AS order_line,
    first_value(${typedOf("order-total")} IGNORE NULLS) OVER (${lines} ORDER BY place ${whole}) AS order_total FROM ${typed})`;
}

/**
 * A total that stands on every line of an order counts once: it is shared out over the lines in whole cents, the first
 * ones taking what is left over; in ten-thousandths where it has finer parts than cents.
 */
function shareSql(): string {
  const units = "(abs(order_total) * 10000)::BIGINT";
  const step = `CASE WHEN ${units} % 100 = 0 THEN 100 ELSE 1 END`;
  const steps = `(${units} // ${step})`;
  const share = `(${steps} // order_lines + CASE WHEN order_line <= ${steps} % order_lines THEN 1 ELSE 0 END) * ${step}`;
  return `CASE WHEN order_total < 0 THEN -1 ELSE 1 END * ((${share})::DECIMAL(18,0) * 0.0001::DECIMAL(4,4))::${moneyType}`;
}

/**
 * SELECT over typed rows, adding `problem` (0, or 1 + index of the column for which the row is set aside), `worth`,
 * `is_return`, `is_product` and `left_out` (by its status). Shared order totals need rows with their `place`.
 */
export function flaggedSelect(columns: readonly TypedColumn[], { recipe }: ResolvedTable, typed: string): string {
  const price = columnOf(columns, "price");
  const isOverflow = `bad = 0 AND worth IS NULL AND ${price?.typed} IS NOT NULL`;
  const problem = price ? `CASE WHEN ${isOverflow} THEN ${price.index + 1} ELSE bad END::USMALLINT` : "bad";
  const rows = rowFacts(columns).hasSharedTotals ? withOrders(columns, typed) : typed;
  return `SELECT * EXCLUDE (bad), ${problem} AS problem, ${isReturnSql(columns, recipe)} AS is_return,
      ${isProductSql(columnOf(columns, "item")?.typed, recipe)} AS is_product,
      ${leftOutSql(columnOf(columns, "status")?.typed, recipe)} AS left_out
    FROM (SELECT *, ${worthSql(columns)} AS worth FROM ${rows})`;
}

/** Negative quantity or worth, an order marked as a cancellation, or a status that says the money went back. */
function isReturnSql(columns: readonly TypedColumn[], { returnOrderPrefix }: Recipe): string {
  const quantity = columnOf(columns, "quantity")?.typed;
  const order = columnOf(columns, "order")?.typed;
  const status = columnOf(columns, "status")?.typed;
  const signs: string[] = [];
  if (quantity) signs.push(`${quantity} < 0`);
  if (rowFacts(columns).hasMoney) signs.push("worth < 0");
  if (order && returnOrderPrefix) signs.push(`starts_with(${order}, ${sqlText(returnOrderPrefix)})`);
  if (status) signs.push(isOneOfSql(status, refundStatuses));
  return signs.length === 0 ? "false" : `CASE WHEN ${signs.join(" OR ")} THEN true ELSE false END`;
}

/** A line that brought money in: no return, not left out by its status, worth something, of at least a part of a piece. */
export function purchaseSql(
  columns: readonly TypedColumn[],
  worth: string,
  quantity: string | undefined,
  leftOut: string,
): string {
  const conditions = ["NOT is_return"];
  if (leftOut !== "false") conditions.push(`NOT ${leftOut}`);
  if (rowFacts(columns).hasMoney) conditions.push(`${worth} > 0`);
  if (quantity) conditions.push(`(${quantity} IS NULL OR ${quantity} > 0)`);
  return `CASE WHEN ${conditions.join(" AND ")} THEN true ELSE false END`;
}

/** Whole codes in any case; a trailing * stands for any ending. */
function isProductSql(item: string | undefined, { nonProductItems }: Recipe): string {
  const codes = nonProductItems.map((code) => code.trim().toLowerCase()).filter((code) => code !== "" && code !== "*");
  if (item === undefined || codes.length === 0) return "true";
  const whole = codes.filter((code) => !code.endsWith("*"));
  const starts = codes.filter((code) => code.endsWith("*")).map((code) => code.slice(0, -1));
  return `coalesce(NOT ${isOneOfSql(item, whole, starts)}, true)`;
}

export function leftOutSql(status: string | undefined, { leaveOutStatuses }: Recipe): string {
  if (status === undefined || leaveOutStatuses.length === 0) return "false";
  return `coalesce(${isOneOfSql(status, leaveOutStatuses)}, false)`;
}

/** SELECT of the rows to store, over flagged ones; `repeated` is an SQL condition for those to leave out as duplicates. */
export function storedTransactions(columns: readonly TypedColumn[], flagged: string, repeated = "false"): string {
  const named = (role: TypedColumn["role"], name: string) => {
    const column = columnOf(columns, role);
    return column ? [`${column.typed} AS ${name}`] : [];
  };
  const quantity = columnOf(columns, "quantity");
  const others = columns.filter(({ parquet }) => parquet !== undefined && !coreNames.has(parquet));
  return `SELECT ${[
    ...named("user", "user_id"),
    ...named("time", "time"),
    ...named("order", "order_id"),
    ...named("item", "item"),
    ...(quantity ? [`coalesce(${quantity.typed}, 1) AS quantity`] : []),
    ...named("price", "price"),
    "CASE WHEN is_return THEN -abs(worth) ELSE worth END AS amount",
    "is_return",
    "is_product",
    `NOT left_out AND NOT ${repeated} AS counts`,
    "problem",
    ...others.map(aliasSql),
  ].join(", ")} FROM ${flagged}`;
}

export const coreNames: ReadonlySet<string> = new Set([
  ...["user_id", "time", "order_id", "item", "quantity", "price", "amount"],
]);
