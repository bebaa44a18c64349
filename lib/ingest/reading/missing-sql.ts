import { sqlText } from "../../platform/duckdb.ts";
import { isOneOfSql } from "./words-sql.ts";

/** Cells that say "nothing here", trimmed and without case; the detection reads them alike (detection/numbers.ts). */
export const missingMarks: readonly string[] = [
  ...["", "na", "n/a", "#n/a", "null", "nan", "none", "nil", "\\n", "-", "--", "?"],
  ...["无", "空"],
];

/** Is the cell one of the marks? NULL where the cell is NULL. */
export function isMissingSql(cell: string): string {
  return isOneOfSql(cell, missingMarks);
}

/** The cell trimmed, NULL where it is missing. */
export function presentSql(cell: string): string {
  return `CASE WHEN ${startsWithDigit(cell)} THEN rtrim(${cell}) WHEN ${isMissingSql(cell)} THEN NULL
    ELSE trim(${cell}, ${blanks}) END`;
}

export function startsWithDigit(cell: string): string {
  return `${cell} BETWEEN '0' AND '9~'`;
}

/** What is trimmed off a cell: blanks, tabs, line ends, no-break and ideographic blanks. */
export const blanks = `${sqlText(" \t\r\n\u00a0\u3000")}`;
