import type { DuckDBConnection } from "@duckdb/node-api";
import type { StoredTable } from "../ingest/schema.ts";
import { sqlName } from "../platform/duckdb.ts";
import { type ColumnProfile, levelCap } from "./user-columns.ts";

const featureRoles: ReadonlySet<string> = new Set([
  "number",
  "category",
  "time",
  "quantity",
  "price",
  "amount",
  "order-total",
  "status",
]);

/** What stands in the columns of a users table that may become features. source: SQL of the table, alias `source`. */
export async function describeColumns(
  connection: DuckDBConnection,
  table: StoredTable,
  source: string,
  alias: string,
): Promise<ColumnProfile[]> {
  const types = new Map<string, string>();
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`);
  for (const row of described.getRows()) types.set(String(row[0]), String(row[1]));
  const profiles: ColumnProfile[] = [];
  for (const { name, role, parquet } of table.columns) {
    const type = types.get(parquet);
    if (type === undefined || !featureRoles.has(role)) continue;
    const cell = `${alias}.${sqlName(parquet)}`;
    if (role === "time")
      profiles.push(await describe(connection, { name, role, sql: dateSql(cell, type), kind: "date" }));
    else if (type === "VARCHAR") profiles.push(await describe(connection, { name, role, sql: cell, kind: "text" }));
    else profiles.push(await describe(connection, { name, role, sql: `${cell}::DOUBLE`, kind: "number" }));
  }
  return profiles;

  async function describe(
    on: DuckDBConnection,
    column: Pick<ColumnProfile, "name" | "role" | "sql" | "kind">,
  ): Promise<ColumnProfile> {
    const { sql, kind } = column;
    const from = `FROM ${source} AS ${alias}`;
    if (kind === "text") {
      const counted = await on.runAndReadAll(`SELECT ${sql}, count(*)::DOUBLE, (count(*) OVER ())::DOUBLE,
        (sum(count(*)) OVER ())::DOUBLE ${from} WHERE ${sql} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${levelCap + 1}`);
      const rows = counted.getRows();
      const levels = rows.map(([value, count]) => ({ value: String(value), count: Number(count) }));
      return { ...column, distinct: Number(rows[0]?.[2] ?? 0), present: Number(rows[0]?.[3] ?? 0), levels };
    }
    const range = kind === "number" ? `min(${sql}), max(${sql}), bool_and(${sql} = trunc(${sql}))` : "NULL, NULL, NULL";
    const summary = await on.runAndReadAll(
      `SELECT count(${sql})::DOUBLE, count(DISTINCT ${sql})::DOUBLE, ${range} ${from}`,
    );
    const [present, distinct, low, high, whole] = summary.getRows()[0] ?? [];
    const numbers = kind === "number" ? { low: Number(low ?? 0), high: Number(high ?? 0), whole: whole === true } : {};
    return { ...column, present: Number(present), distinct: Number(distinct), ...numbers };
  }
}

/** Dates arrive typed or as ISO text. */
function dateSql(cell: string, type: string): string {
  return type === "VARCHAR" ? `TRY_CAST(${cell} AS TIMESTAMP)::DATE` : `${cell}::DATE`;
}
