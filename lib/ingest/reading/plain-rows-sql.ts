import { sqlName } from "../../platform/duckdb.ts";
import type { TableKind } from "../schema.ts";
import { columnOf, type TypedColumn } from "./typed-sql.ts";

/** Kinds whose rows are counted as somebody's even where no column says whose: then the row's number is the id. */
export function hasOwnIds(kind: TableKind, columns: readonly TypedColumn[]): boolean {
  return (kind === "users" || kind === "texts") && columnOf(columns, "user") === undefined;
}

/**
 * SELECT of the rows to store of a table that is no transactions, over typed ones. Where ids are the rows' numbers they
 * come as `place`. Times of users, of which there may be several, are stored as text.
 */
export function storedPlainRows(kind: TableKind, columns: readonly TypedColumn[], flagged: string): string {
  const stored = columns.flatMap(({ role, typed, parquet }) => {
    if (parquet === undefined) return [];
    const value = kind === "users" && role === "time" ? `strftime(${typed}, '%Y-%m-%d %H:%M:%S')` : typed;
    return [`${value} AS ${sqlName(parquet)}`];
  });
  const id = hasOwnIds(kind, columns) ? ["CAST(place AS VARCHAR) AS user_id"] : [];
  return `SELECT ${[...id, ...stored, "problem"].join(", ")} FROM ${flagged}`;
}
