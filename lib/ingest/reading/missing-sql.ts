import { sqlText } from "../../platform/duckdb.ts";

/** Cells that say "nothing here", trimmed and without case; the detection reads them alike (detection/numbers.ts). */
export const missingMarks: readonly string[] = [
  ...["", "na", "n/a", "#n/a", "null", "nan", "none", "nil", "\\n", "-", "--", "?"],
  ...["无", "空"],
];

/** Is the cell one of the marks? `cell` must not be NULL. Long cells are told by their length alone. */
export function isMissingSql(cell: string): string {
  return `(strlen(${cell}) < 12 AND lower(trim(${cell}, ${blanks})) IN (${missingMarks.map(sqlText).join(", ")}))`;
}

/** The cell trimmed, NULL where it is missing. */
export function presentSql(cell: string): string {
  return `CASE WHEN NOT ${isMissingSql(cell)} THEN trim(${cell}, ${blanks}) END`;
}

/** What is trimmed off a cell: blanks, tabs, line ends, no-break and ideographic blanks. */
export const blanks = `${sqlText(" \t\r\n\u00a0\u3000")}`;
