/** Cells that say "nothing here". Compared trimmed and without case. */
const missingMarks = new Set([
  "",
  "na",
  "n/a",
  "#n/a",
  "null",
  "nan",
  "none",
  "nil",
  "\\n",
  "-",
  "--",
  "?",
  "无",
  "空",
]);

export function isMissing(cell: string): boolean {
  return cell.length < 12 && missingMarks.has(cell.trim().toLowerCase());
}

const pointNumber = /^[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?(?:e[-+]?\d+)?$/i;
const commaNumber = /^[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+)?(?:,\d*)?(?:e[-+]?\d+)?$/i;
const decorations = /[\s¥￥$€£₽₹₩元%]/g;

/**
 * The number that a cell shows, or undefined: signs, exponents, groups of thousands by the other mark, a currency sign
 * or per cent sign beside it, brackets or a trailing minus for negatives.
 */
export function parseNumber(cell: string, decimal: "." | ","): number | undefined {
  if (cell.length > 60) return undefined;
  const plain = Number(cell);
  if (decimal === "." && Number.isFinite(plain) && /^[-+.\d]/.test(cell) && !/^[-+]?0[xob]/i.test(cell)) return plain;
  let text = cell.replace(decorations, "").replace("−", "-");
  if (!/\d/.test(text)) return undefined;
  const bracketed = /^\((.+)\)$/.exec(text)?.[1];
  if (bracketed !== undefined) text = `-${bracketed}`;
  else if (/^[\d.,]+-$/.test(text)) text = `-${text.slice(0, -1)}`;
  if (!(decimal === "." ? pointNumber : commaNumber).test(text)) return undefined;
  const value = Number(decimal === "." ? text.replaceAll(",", "") : text.replaceAll(".", "").replace(",", "."));
  return Number.isFinite(value) ? value : undefined;
}

const commaEvidence = /^[-+]?(?:\d{1,3}(?:\.\d{3})+,\d+|\d+,(?:\d{1,2}|\d{4,}))$/;
const pointEvidence = /^[-+]?(?:\d{1,3}(?:,\d{3})+\.\d+|\d+\.(?:\d{1,2}|\d{4,}))$/;

/** The decimal mark that more cells can only be read by; "1,234" and "1.234" say nothing. A point where none do. */
export function guessDecimal(cells: Iterable<string>): "." | "," {
  let comma = 0;
  let point = 0;
  for (const cell of cells) {
    if (cell.length > 40) continue;
    const text = cell.replace(decorations, "");
    if (commaEvidence.test(text)) comma++;
    else if (pointEvidence.test(text)) point++;
  }
  return comma > point ? "," : ".";
}
