import { presentSql, startsWithDigit } from "./missing-sql.ts";

/**
 * A cell as an id: trimmed text, NULL where missing. With `repair` undone what spreadsheets do to ids: ="00123" → 00123,
 * 17850.0 → 17850, 1.23E+5 → 123000. Leading zeros stay. Letters and case are never touched.
 */
export function idSql(cell: string, repair: boolean): string {
  const present = presentSql(cell);
  if (!repair) return present;
  const text = `trim(${cell})`;
  const whole = `TRY_CAST(TRY_CAST(${text} AS DECIMAL(38, 0)) AS VARCHAR)`;
  return `CASE
    WHEN contains(${cell}, '.') OR contains(${cell}, '+') THEN CASE
      WHEN ends_with(${cell}, '.0') AND strpos(${cell}, '.') = strlen(${cell}) - 1
        AND ${startsWithDigit(cell)} AND TRY_CAST(left(${cell}, -2) AS BIGINT) IS NOT NULL
        THEN left(${cell}, -2)
      WHEN regexp_full_match(${text}, '\\d+\\.0+') THEN split_part(${text}, '.', 1)
      WHEN regexp_full_match(${text}, '\\d(\\.\\d+)?[eE]\\+\\d{1,2}') THEN coalesce(${whole}, ${text})
      ELSE ${quotedOr(cell, present)} END
    ELSE ${quotedOr(cell, present)}
  END`;
}

function quotedOr(cell: string, present: string): string {
  return `CASE WHEN starts_with(${cell}, '="') THEN nullif(trim(regexp_extract(${cell}, '^="(.*)"\\s*$', 1)), '')
    ELSE ${present} END`;
}
