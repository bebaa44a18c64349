import { sqlName } from "../../platform/duckdb.ts";
import { columnOf, type TypedColumn } from "./typed-sql.ts";

/**
 * SELECT of the rows of a users table to store, over typed ones. Without a user column the row's number, `place`, is the
 * id. Times are stored as text.
 */
export function storedUsers(columns: readonly TypedColumn[], flagged: string): string {
  const user = columnOf(columns, "user");
  const others = columns
    .filter(({ role, parquet }) => role !== "user" || parquet !== "user_id")
    .map((column) => {
      const value = column.role === "time" ? `strftime(${column.typed}, '%Y-%m-%d %H:%M:%S')` : column.typed;
      return `${value} AS ${sqlName(column.parquet ?? column.name)}`;
    });
  const id = user ? user.typed : "CAST(place AS VARCHAR)";
  return `SELECT ${[`${id} AS user_id`, ...others, "problem"].join(", ")} FROM ${flagged}`;
}
