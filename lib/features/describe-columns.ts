import type { StoredTable } from "../ingest/schema.ts";
import type { Database } from "./database.ts";
import { type ColumnProfile, levelCap } from "./user-columns.ts";

const featureRoles: ReadonlySet<string> = new Set([
  ...["number", "category", "time", "quantity", "price", "amount", "order-total", "status"],
]);

/** Columns that one query looks at. */
const columnsAtOnce = 50;

type Column = Pick<ColumnProfile, "name" | "role" | "sql" | "kind">;

/** What stands in the columns of a users table that may become features. source: SQL of the table, known as `alias`. */
export async function describeColumns(
  database: Database,
  table: StoredTable,
  source: string,
  alias: string,
): Promise<ColumnProfile[]> {
  const types = new Map((await database.rows(`DESCRIBE SELECT * FROM ${source}`)).map(([name, type]) => [name, type]));
  const columns = table.columns.flatMap(({ name, role, parquet }): Column[] => {
    const type = types.get(parquet);
    if (type === undefined || !featureRoles.has(role)) return [];
    const cell = `${alias}.${database.name(parquet)}`;
    if (role === "time") return [{ name, role, sql: dateSql(cell, type === "VARCHAR"), kind: "date" }];
    if (type === "VARCHAR") return [{ name, role, sql: cell, kind: "text" }];
    return [{ name, role, sql: `${cell}::DOUBLE`, kind: "number" }];
  });
  const from = `FROM ${source} AS ${alias}`;
  const profiles = new Map<Column, ColumnProfile>();
  const measured = columns.filter(({ kind }) => kind !== "text");
  for (let start = 0; start < measured.length; start += columnsAtOnce) {
    const batch = measured.slice(start, start + columnsAtOnce);
    const [cells = []] = await database.rows(`SELECT ${batch.map(rangeSql).join(", ")} ${from}`);
    batch.forEach((column, at) => {
      profiles.set(column, readRange(column, cells.slice(5 * at, 5 * at + 5)));
    });
  }
  for (const column of columns) {
    if (column.kind === "text") profiles.set(column, readLevels(column, await database.rows(levelsSql(column, from))));
  }
  return columns.flatMap((column) => profiles.get(column) ?? []);
}

/** Dates arrive typed or as ISO text. */
function dateSql(cell: string, isText: boolean): string {
  return isText ? `TRY_CAST(${cell} AS TIMESTAMP)::DATE` : `${cell}::DATE`;
}

function rangeSql({ sql, kind }: Column): string {
  const range = kind === "number" ? `min(${sql}), max(${sql}), bool_and(${sql} = trunc(${sql}))` : "NULL, NULL, NULL";
  return `count(${sql})::DOUBLE, count(DISTINCT ${sql})::DOUBLE, ${range}`;
}

function readRange(column: Column, [present, distinct, low, high, whole]: readonly unknown[]): ColumnProfile {
  const counts = { present: Number(present), distinct: Number(distinct) };
  if (column.kind !== "number") return { ...column, ...counts };
  return { ...column, ...counts, low: Number(low ?? 0), high: Number(high ?? 0), whole: whole === true };
}

function levelsSql({ sql }: Column, from: string): string {
  return `SELECT ${sql}, count(*)::DOUBLE, (count(*) OVER ())::DOUBLE, (sum(count(*)) OVER ())::DOUBLE ${from}
    WHERE ${sql} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${levelCap + 1}`;
}

function readLevels(column: Column, rows: readonly (readonly unknown[])[]): ColumnProfile {
  const [, , distinct = 0, present = 0] = rows[0] ?? [];
  const levels = rows.map(([value, count]) => ({ value: String(value), count: Number(count) }));
  return { ...column, present: Number(present), distinct: Number(distinct), levels };
}
