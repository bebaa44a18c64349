import { presentSql } from "./missing-sql.ts";

/**
 * A cell as an id: trimmed text, NULL where missing. With `repair` undone what spreadsheets do to ids: ="00123" → 00123,
 * 17850.0 → 17850, 1.23E+5 → 123000. Leading zeros stay. Letters and case are never touched.
 */
export function idSql(cell: string, repair: boolean): string {
  const present = presentSql(cell);
  if (!repair) return present;
  return `CASE
    WHEN ends_with(${cell}, '.0') AND TRY_CAST(${cell} AS DOUBLE) IS NOT NULL THEN trim(left(${cell}, -2))
    WHEN starts_with(${cell}, '="') THEN nullif(trim(regexp_extract(${cell}, '^="(.*)"\\s*$', 1)), '')
    WHEN contains(${cell}, '+') AND regexp_full_match(trim(${cell}), '\\d(\\.\\d+)?[eE]\\+\\d{1,2}')
      THEN coalesce(TRY_CAST(TRY_CAST(trim(${cell}) AS DECIMAL(38, 0)) AS VARCHAR), trim(${cell}))
    WHEN contains(${cell}, '.') AND regexp_full_match(trim(${cell}), '\\d+\\.0+') THEN split_part(trim(${cell}), '.', 1)
    ELSE ${present}
  END`;
}
