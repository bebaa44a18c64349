import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { selectRows, sqlName, sqlText, sqlTexts } from "../../platform/duckdb.ts";
import type { ResolvedTable } from "../schema.ts";
import { leftOutSql, purchaseSql } from "./transactions-sql.ts";
import { columnOf, type TypedColumn } from "./typed-sql.ts";

/** A table whose rows are stored, to be looked at as a whole. */
export interface StoredRows {
  readonly connection: DuckDBConnection;
  readonly table: ResolvedTable;
  readonly columns: readonly TypedColumn[];
  /** SQL of all its rows, those with problems too. */
  readonly from: string;
  /** Temporary table with a row for each user, see `countPeople`. */
  readonly people: string;
}

export function storedRows(
  connection: DuckDBConnection,
  table: ResolvedTable,
  columns: readonly TypedColumn[],
  paths: readonly string[],
  name: string,
): StoredRows {
  return { connection, table, columns, from: `read_parquet(${sqlTexts(paths)})`, people: sqlName(`${name} people`) };
}

/** SELECT over all stored transactions: `left_out` by their status, `is_purchase` before anything else is left out. */
export function purchasesSql({ table, columns, from }: StoredRows): string {
  const status = columnOf(columns, "status")?.parquet;
  const leftOut = table.recipe.dropDuplicates ? leftOutSql(status && sqlName(status), table.recipe) : "NOT counts";
  const quantity = columnOf(columns, "quantity") && "quantity";
  return `SELECT user_id, time, amount, is_product, problem, ${columnOf(columns, "item") ? "item" : "NULL::VARCHAR"} AS item,
    ${status ? sqlName(status) : "NULL::VARCHAR"} AS status, ${leftOut} AS left_out,
    ${purchaseSql(columns, "amount", quantity, leftOut)} AS is_purchase FROM ${from}`;
}

/**
 * Fills the table's `people`: user_id and rows; of transactions also purchases, products among them, revenue, first, last.
 * Items are nobody's.
 */
export async function countPeople(stored: StoredRows): Promise<void> {
  const { kind } = stored.table;
  if (kind === "items") {
    await stored.connection.run(`CREATE TEMP TABLE ${stored.people} (user_id VARCHAR, rows BIGINT)`);
    return;
  }
  const isRows = kind === "transactions";
  const from = isRows ? `(${purchasesSql(stored)})` : stored.from;
  const sums = isRows
    ? `, count(*) FILTER (WHERE is_purchase) AS purchases, count(*) FILTER (WHERE is_purchase AND is_product) AS products,
      sum(amount) FILTER (WHERE is_purchase) AS revenue, min(time) AS first, max(time) AS last`
    : "";
  await stored.connection.run(`CREATE TEMP TABLE ${stored.people} AS SELECT user_id, count(*) AS rows${sums}
    FROM ${from} WHERE problem = 0 GROUP BY user_id`);
}

/** Writes the users whose every purchase is a line that is no product; the file's name, null where there are none. */
export async function writeExempt(stored: StoredRows, out: string, name: string): Promise<string | null> {
  const { connection, table, people } = stored;
  if (table.kind !== "transactions" || table.recipe.nonProductItems.length === 0) return null;
  const exempt = `SELECT user_id FROM ${people} WHERE purchases > 0 AND products = 0`;
  const [found] = await selectRows(connection, `SELECT count(*)::DOUBLE AS n FROM (${exempt})`);
  if (Number(found?.n ?? 0) === 0) return null;
  const file = `exempt-${name}.parquet`;
  await connection.run(`COPY (${exempt} ORDER BY user_id) TO ${sqlText(join(out, file))} (FORMAT parquet)`);
  return file;
}
