import { sqlText } from "../../platform/duckdb.ts";

/** Signs and blanks that stand beside a number: blanks of all kinds, currency signs, per cent. */
const decorations = "[\\s\\x{00a0}\\x{2009}\\x{202f}\\x{3000}¥￥$€£₽₹₩元%]";

/** Whole digits or groups of three, then decimals, then an exponent; `group` and `point` are regex-escaped marks. */
function numberPattern(group: string, point: string): string {
  return `^[-+]?(\\d+|\\d{1,3}(${group}\\d{3})+)?(${point}\\d*)?([eE][-+]?\\d+)?$`;
}

/**
 * A cell as a number of the SQL type, NULL where it shows none: signs, exponents, thousands grouped by the other mark, a
 * currency or per cent sign beside it (12 % is 12), brackets or a trailing minus for negatives. Digits beyond the
 * type's scale are rounded half away from zero; a number beyond a decimal's range is NULL, beyond a double's infinite.
 * No part of it is written twice: the engine looks for such parts in time that grows with the square of the columns.
 */
export function numberSql(cell: string, decimal: "." | ",", type: string): string {
  const bare = `regexp_replace(replace(${cell}, '−', '-'), ${sqlText(decorations)}, '', 'g')`;
  const signed = `regexp_replace(${bare}, '^\\(([^-+()]+)\\)$|^([\\d.,]+)-$', '-\\1\\2')`;
  const [group, point] = decimal === "." ? [",", "\\."] : ["\\.", ","];
  const fitting = `regexp_extract(${signed}, ${sqlText(numberPattern(group, point))})`;
  const plain = decimal === "." ? `replace(${fitting}, ',', '')` : `replace(replace(${fitting}, '.', ''), ',', '.')`;
  const dressed = `CASE WHEN strlen(${cell}) <= 60 THEN TRY_CAST(${plain} AS ${type}) END`;
  if (decimal === ",") return dressed;
  // "nan" and "inf" are numbers to the engine's doubles. CASE and not OR, whose planning is quadratic in columns too.
  const words = type === "DOUBLE" ? `WHEN contains(${cell}, 'n') THEN NULL WHEN contains(${cell}, 'N') THEN NULL` : "";
  const quick = `TRY_CAST(${cell} AS ${type})`;
  return `coalesce(${words === "" ? quick : `CASE ${words} ELSE ${quick} END`}, ${dressed})`;
}
