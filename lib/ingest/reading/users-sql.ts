import { sqlName } from "../../platform/duckdb.ts";
import { columnOf, type TypedColumn } from "./typed-sql.ts";

/**
 * SELECT of the rows of a users table to store, over typed ones. Without a user column the row's number (from 1) is the
 * id, for which `place` must be there. Times are stored as text.
 */
export function storedUsers(columns: readonly TypedColumn[], flagged: string): string {
  const user = columnOf(columns, "user");
  const others = columns
    .filter(({ role, parquet }) => role !== "user" || parquet !== "user_id")
    .map((column) => {
      const value = column.role === "time" ? `strftime(${column.typed}, '%Y-%m-%d %H:%M:%S')` : column.typed;
      return `${value} AS ${sqlName(column.parquet ?? column.name)}`;
    });
  const id = user ? user.typed : "CAST(place + 1 AS VARCHAR)";
  return `SELECT ${[`${id} AS user_id`, ...others].join(", ")} FROM ${flagged} WHERE problem = 0`;
}
