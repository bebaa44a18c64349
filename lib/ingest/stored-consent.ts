import { sqlName, sqlTexts } from "../platform/duckdb.ts";
import { consentWords, isOptOut } from "./detection/consent-words.ts";
import { missingMarks } from "./reading/missing-sql.ts";
import type { StoredTable } from "./schema.ts";
import { storedRowsSql } from "./stored-sql.ts";

/** What one consent column says of people. */
export interface ConsentSource {
  /** SELECT of (user_id, agreed), a row for each user of whom it says something. */
  readonly sql: string;
  /** What holds of everybody else: nobody agreed who was never asked, and nobody refused who never did. */
  readonly otherwise: boolean;
}

/**
 * Who may be written to, by every consent column of a dataset's tables; all must agree. In a table of orders the latest word
 * counts, in one of users any refusal. `folder`: where the ingest artefact lies.
 */
export function consentSources(folder: string, tables: readonly StoredTable[]): ConsentSource[] {
  return tables.flatMap((table) => {
    const isTimed = table.columns.some(({ role, parquet }) => role === "time" && parquet === "time");
    return table.columns
      .filter(({ role }) => role === "consent" && table.kind !== "items")
      .map(({ name, parquet }) => {
        const isOut = isOptOut(name);
        const said = `(SELECT user_id${isTimed ? ", time" : ""}, ${agreedSql(sqlName(parquet), isOut)} AS said
          FROM ${storedRowsSql(folder, table)})`;
        const agreed = isTimed ? "arg_max(said, row(time, NOT said))" : "bool_and(said)";
        const sql = `SELECT user_id, ${agreed} AS agreed FROM ${said} WHERE said IS NOT NULL GROUP BY user_id`;
        return { sql, otherwise: isOut };
      });
  });
}

/** A cell as what it says about agreeing; NULL where it says nothing. What cannot be understood is no agreement. */
export function agreedSql(column: string, isOptOut: boolean): string {
  const cell = `lower(trim(${column}::VARCHAR, ' \u00a0\u3000\t\r\n'))`;
  const is = (words: readonly string[]) => `list_contains(${sqlTexts(words)}, ${cell})`;
  const { agreed, refused, yes, no } = consentWords;
  return `CASE WHEN ${column} IS NULL THEN NULL WHEN ${is(refused)} THEN false WHEN ${is(agreed)} THEN true
    WHEN ${is(yes)} THEN ${!isOptOut} WHEN ${is(no)} THEN ${isOptOut} WHEN ${is(missingMarks)} THEN NULL
    WHEN regexp_matches(${cell}, '^\\d{4}[-/年.]\\d{1,2}[-/月.]\\d{1,2}') THEN ${!isOptOut} ELSE false END`;
}
