import { sqlText } from "../../platform/duckdb.ts";
import type { Recipe, ResolvedTable } from "../schema.ts";
import { aliasSql, columnOf, moneyType, type TypedColumn } from "./typed-sql.ts";

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

/**
 * What a line is worth: its amount, else quantity (1 where none is given) × price. An order total that is repeated on
 * every line of the order is shared out in whole cents, what is left over going to the first lines; `row` then is the
 * row's place in the table.
 */
function worthSql(columns: readonly TypedColumn[], row: string): string {
  const amount = columnOf(columns, "amount")?.typed;
  const price = columnOf(columns, "price")?.typed;
  const quantity = columnOf(columns, "quantity")?.typed;
  const total = columnOf(columns, "order-total")?.typed;
  const product = price && `TRY_CAST(coalesce(${quantity ?? "NULL"}, 1) * ${price} AS ${moneyType})`;
  if (amount || product) return `coalesce(${[amount, product, "NULL"].filter(Boolean).join(", ")})`;
  if (!total) return `NULL::${moneyType}`;
  const order = columnOf(columns, "order")?.typed;
  const user = columnOf(columns, "user")?.typed;
  const time = columnOf(columns, "time")?.typed;
  const within = `(PARTITION BY bad = 0, ${[order, user, order ? undefined : time].filter(Boolean).join(", ")} ORDER BY ${row})`;
  const whole = `(PARTITION BY bad = 0, ${[order, user, order ? undefined : time].filter(Boolean).join(", ")})`;
  const first = `first_value(${total} IGNORE NULLS) OVER ${whole.replace(")", ` ORDER BY ${row} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)`)}`;
  return `share_out(${first}, count(*) OVER ${whole}, row_number() OVER ${within})`;
}

/** Cents of a total that fall to line `place` (from 1) of `lines`; money with finer parts is shared in ten-thousandths. */
export const shareOutMacro = `CREATE TEMP MACRO share_out(total, lines, place) AS (
  SELECT CASE WHEN units IS NULL THEN NULL
    ELSE (sign(total) * (units // lines + CASE WHEN place <= units % lines THEN 1 ELSE 0 END) * step)::${moneyType} END
  FROM (SELECT CASE WHEN abs(total) * 100 % 1 = 0 THEN 0.01 ELSE 0.0001 END AS step,
    (abs(total) / CASE WHEN abs(total) * 100 % 1 = 0 THEN 0.01 ELSE 0.0001 END)::BIGINT AS units))`;

/**
 * SELECT over typed rows: stored columns, `problem` (0, or 1 + index of the column for which the row is set aside),
 * `worth`, `is_return`, `is_product`, `left_out` (by status) and `is_purchase`.
 */
export function flaggedSelect(
  columns: readonly TypedColumn[],
  table: ResolvedTable,
  typed: string,
  row: string,
): string {
  const { recipe } = table;
  const { hasMoney } = rowFacts(columns);
  const price = columnOf(columns, "price");
  const overflow =
    price && columnOf(columns, "amount") === undefined
      ? `WHEN bad = 0 AND worth IS NULL AND ${price.typed} IS NOT NULL THEN ${price.index + 1}`
      : "";
  const quantity = columnOf(columns, "quantity")?.typed;
  const status = columnOf(columns, "status")?.typed;
  const order = columnOf(columns, "order")?.typed;
  const returns = [
    quantity && `${quantity} < 0`,
    hasMoney && "worth < 0",
    order && recipe.returnOrderPrefix && `starts_with(${order}, ${sqlText(recipe.returnOrderPrefix)})`,
    status && `lower(${status}) IN (${refundStatuses.map(sqlText).join(", ")})`,
  ].filter((condition) => typeof condition === "string");
  return `SELECT *, ${purchaseSql(columns, "worth", quantity, "left_out")} AS is_purchase FROM (
    SELECT *, CASE ${overflow} WHEN true THEN bad END AS problem,
      ${returns.length === 0 ? "false" : `(${returns.map((condition) => `coalesce(${condition}, false)`).join(" OR ")})`} AS is_return,
      ${isProductSql(columnOf(columns, "item")?.typed, recipe)} AS is_product,
      ${leftOutSql(status, recipe)} AS left_out
    FROM (SELECT *, ${worthSql(columns, row)} AS worth FROM ${typed}))`;
}

/** A line that brought money in: no return, not left out by its status, worth something, of at least a part of a piece. */
export function purchaseSql(
  columns: readonly TypedColumn[],
  worth: string,
  quantity: string | undefined,
  leftOut: string,
): string {
  const conditions = ["NOT is_return", `NOT coalesce(${leftOut}, false)`];
  if (rowFacts(columns).hasMoney) conditions.push(`${worth} > 0`);
  if (quantity) conditions.push(`coalesce(${quantity} > 0, true)`);
  return `coalesce(${conditions.join(" AND ")}, false)`;
}

/** Whole codes in any case; a trailing * stands for any ending. */
function isProductSql(item: string | undefined, { nonProductItems }: Recipe): string {
  const codes = nonProductItems.map((code) => code.trim().toLowerCase()).filter((code) => code !== "" && code !== "*");
  if (item === undefined || codes.length === 0) return "true";
  const whole = codes.filter((code) => !code.endsWith("*"));
  const starts = codes.filter((code) => code.endsWith("*")).map((code) => code.slice(0, -1));
  const tests = starts.map((start) => `starts_with(lower(${item}), ${sqlText(start)})`);
  if (whole.length > 0) tests.push(`lower(${item}) IN (${whole.map(sqlText).join(", ")})`);
  return `coalesce(NOT (${tests.join(" OR ")}), true)`;
}

function leftOutSql(status: string | undefined, { leaveOutStatuses }: Recipe): string {
  if (status === undefined || leaveOutStatuses.length === 0) return "false";
  const left = leaveOutStatuses.map((name) => sqlText(name.trim().toLowerCase()));
  return `coalesce(lower(${status}) IN (${left.join(", ")}), false)`;
}

/** SELECT of the rows to store, over flagged ones; `exempt` and `repeated` are SQL conditions. */
export function storedTransactions(
  columns: readonly TypedColumn[],
  flagged: string,
  exempt: string,
  repeated: string,
): string {
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
    `(NOT left_out AND (is_product OR ${exempt}) AND NOT ${repeated}) AS counts`,
    ...others.map(aliasSql),
  ].join(", ")} FROM (${flagged}) WHERE problem = 0`;
}

export const coreNames: ReadonlySet<string> = new Set([
  ...["user_id", "time", "order_id", "item", "quantity", "price", "amount"],
]);

/** Users whose every purchase is a line that is no product: they keep those lines. */
export function exemptUsers(columns: readonly TypedColumn[], flagged: string): string {
  const user = columnOf(columns, "user")?.typed ?? "NULL";
  return `SELECT ${user} AS user_id FROM (${flagged}) WHERE problem = 0 AND is_purchase
    GROUP BY ${user} HAVING NOT bool_or(is_product)`;
}
