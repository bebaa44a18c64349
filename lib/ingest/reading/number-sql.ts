import { sqlText } from "../../platform/duckdb.ts";

/** Signs and blanks that stand beside a number: blanks of all kinds, currency signs, per cent. */
const decorations = "[\\s\\x{00a0}\\x{2009}\\x{202f}\\x{3000}¥￥$€£₽₹₩元%]";

/** Whole digits or groups of three, then decimals, then an exponent; `group` and `point` are regex-escaped marks. */
function numberPattern(group: string, point: string): string {
  return `[-+]?(\\d+|\\d{1,3}(${group}\\d{3})+)?(${point}\\d*)?([eE][-+]?\\d+)?`;
}

/**
 * A cell as a number of the SQL type, NULL where it shows none: signs, exponents, thousands grouped by the other mark, a
 * currency or per cent sign beside it (12 % is 12), brackets or a trailing minus for negatives. Digits beyond the
 * type's scale are rounded half away from zero; a number beyond its range is NULL, as are nan and inf.
 */
export function numberSql(cell: string, decimal: "." | ",", type: string): string {
  const dressed = dressedNumberSql(cell, decimal, type);
  const number = decimal === "." ? `coalesce(TRY_CAST(${cell} AS ${type}), ${dressed})` : dressed;
  return type === "DOUBLE" ? `CASE WHEN isfinite(${number}) THEN ${number} END` : number;
}

function dressedNumberSql(cell: string, decimal: "." | ",", type: string): string {
  const bare = `regexp_replace(replace(${cell}, '−', '-'), ${sqlText(decorations)}, '', 'g')`;
  const signed = `regexp_replace(${bare}, '^\\(([^-+()]+)\\)$|^([^-+()]+)-$', '-\\1\\2')`;
  const [group, point] = decimal === "." ? [",", "\\."] : ["\\.", ","];
  const plain = decimal === "." ? `replace(${signed}, ',', '')` : `replace(replace(${signed}, '.', ''), ',', '.')`;
  const fits = `strlen(${cell}) <= 60 AND regexp_full_match(${signed}, ${sqlText(numberPattern(group, point))})`;
  return `CASE WHEN ${fits} THEN TRY_CAST(${plain} AS ${type}) END`;
}
