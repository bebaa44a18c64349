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

/** The cell without blanks around it, NULL where it is missing. Marks are short; a text below "!" starts with a blank. */
export function presentSql(cell: string): string {
  const short = `strlen(${cell}) < 6 AND ${isMissingSql(cell)}`;
  return `CASE WHEN ${cell} < '!' THEN CASE WHEN NOT ${isMissingSql(cell)} THEN trim(${cell}) END
    WHEN ${short} THEN NULL WHEN ends_with(${cell}, ' ') THEN rtrim(${cell}) ELSE ${cell} END`;
}

export function startsWithDigit(cell: string): string {
  return `${cell} BETWEEN '0' AND '9~'`;
}
