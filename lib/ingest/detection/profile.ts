import type { DateOrder } from "../schema.ts";
import { guessDateOrder } from "./date-order.ts";
import { parseTime } from "./dates.ts";
import { isMissing, parseNumber } from "./numbers.ts";

/** What a column's sampled cells are like. Counts are of cells that say something; `rows` counts all. */
export interface ColumnProfile {
  readonly name: string;
  readonly rows: number;
  readonly filled: number;
  readonly distinct: number;
  /** Cells by how often they occur, commonest first; at most 60. */
  readonly common: readonly (readonly [cell: string, count: number])[];
  readonly numbers: number;
  readonly integers: number;
  readonly negatives: number;
  readonly largest: number;
  readonly times: number;
  readonly timeFormats: ReadonlyMap<string, number>;
  readonly ambiguousOrder: boolean;
  readonly dateOrder: DateOrder;
  readonly meanLength: number;
  readonly emails: number;
  readonly phones: number;
  readonly masked: number;
  /** The first masked cell and its index among the rows. */
  readonly maskedExample: { readonly cell: string; readonly row: number } | undefined;
  /** Cells as ="00123". */
  readonly spreadsheetTexts: number;
  readonly scientific: number;
  /** Whole numbers written with .0 */
  readonly pointZeros: number;
  readonly leadingZeros: number;
}

const email = /^[^\s@,;]+@[^\s@,;]+\.[a-z]{2,}$/i;
const phone = /^(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}$|^\+\d[\d ()-]{7,16}\d$|^\(?\d{3}\)?[- .]\d{3}[- .]\d{4}$/;
const mask = /[*＊]/;

export function profileColumn(
  name: string,
  cells: readonly string[],
  decimal: "." | ",",
  wishedOrder?: DateOrder,
): ColumnProfile {
  const counts = new Map<string, number>();
  const seen = { numbers: 0, integers: 0, negatives: 0, emails: 0, phones: 0, masked: 0, filled: 0, length: 0 };
  const ids = { spreadsheetTexts: 0, scientific: 0, pointZeros: 0, leadingZeros: 0 };
  let largest = 0;
  let maskedExample: ColumnProfile["maskedExample"];
  for (const [row, raw] of cells.entries()) {
    if (isMissing(raw)) continue;
    const cell = raw.trim();
    seen.filled++;
    seen.length += cell.length;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
    const number = parseNumber(cell, decimal);
    if (number !== undefined) {
      seen.numbers++;
      if (Number.isInteger(number)) seen.integers++;
      if (number < 0) seen.negatives++;
      largest = Math.max(largest, Math.abs(number));
      if (/^\d+[.,]0+$/.test(cell)) ids.pointZeros++;
      else if (/^\d+(?:\.\d+)?e\+\d+$/i.test(cell)) ids.scientific++;
      if (/^0\d/.test(cell)) ids.leadingZeros++;
      if (phone.test(cell)) seen.phones++;
      continue;
    }
    if (cell.length > 120) continue;
    if (/^="[^"]*"$/.test(cell)) ids.spreadsheetTexts++;
    if (email.test(cell)) seen.emails++;
    else if (phone.test(cell)) seen.phones++;
    if (mask.test(cell) && cell.length <= 60) {
      seen.masked++;
      maskedExample ??= { cell, row };
    }
  }
  const common = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 60);
  const { length, ...shown } = seen;
  return {
    ...{ name, rows: cells.length, distinct: counts.size, common, largest, maskedExample },
    ...{ ...shown, ...ids, ...profileTimes(cells, seen.filled, wishedOrder) },
    meanLength: seen.filled === 0 ? 0 : length / seen.filled,
  };
}

/** Columns whose first 50 filled cells hold less than half times are not looked at further. */
function profileTimes(cells: readonly string[], filled: number, wishedOrder: DateOrder | undefined) {
  const none = {
    times: 0,
    timeFormats: new Map<string, number>(),
    ambiguousOrder: false,
    dateOrder: "ymd" as DateOrder,
  };
  const texts = cells.filter((cell) => !isMissing(cell));
  const head = texts.slice(0, 50);
  if (filled === 0 || countTimes(head) < head.length / 2) return none;
  const guess = guessDateOrder(texts);
  const order = wishedOrder ?? guess.order;
  const formats = new Map<string, number>();
  let times = 0;
  for (const cell of texts) {
    const format = parseTime(cell, order)?.format;
    if (format === undefined) continue;
    times++;
    formats.set(format, (formats.get(format) ?? 0) + 1);
  }
  return { times, timeFormats: formats, ambiguousOrder: guess.ambiguous, dateOrder: guess.order };
}

function countTimes(cells: readonly string[]): number {
  return cells.filter((cell) => parseTime(cell, "mdy") ?? parseTime(cell, "dmy") ?? parseTime(cell, "ymd")).length;
}

/** Share of filled cells, 0 where none are. */
export function shareOf(count: number, profile: ColumnProfile): number {
  return profile.filled === 0 ? 0 : count / profile.filled;
}
