import type { Separator } from "../schema.ts";
import { parseTime } from "./dates.ts";
import { isMissing, parseNumber } from "./numbers.ts";
import { type Dialect, splitRecords, type TextRecord } from "./records.ts";

export interface DialectWishes {
  readonly separator?: Separator | undefined;
  readonly quote?: '"' | "'" | "" | undefined;
}

const marks = [",", ";", "\t", "|"] as const;
const judgedCharacters = 64 * 1024;
const judgedRecords = 400;

/** The separator under which most lines have the same, larger number of cells, each of one piece; "," for one column. */
export function guessDialect(text: string, truncated: boolean, wishes: DialectWishes = {}): Dialect {
  const head = headOf(text, truncated);
  const quotes =
    wishes.quote === undefined ? (head.includes(`"`) ? ([`"`, ""] as const) : [`"` as const]) : [wishes.quote];
  const separators: readonly Separator[] =
    wishes.separator === undefined ? [...marks, "whitespace"] : [wishes.separator];
  let best: Dialect = { separator: separators[0] ?? ",", quote: quotes[0] ?? `"` };
  let bestScore = 0;
  for (const quote of quotes) {
    for (const separator of separators) {
      if (separator === "whitespace" && (quote !== quotes[0] || (bestScore >= 0.5 && separators.length > 1))) continue;
      const score = scoreDialect(head, { separator, quote });
      // Without quoting is a last resort: it must be clearly better.
      if (score > bestScore * (quote === "" && quotes.length > 1 ? 1.3 : 1) + 1e-9) {
        best = { separator, quote };
        bestScore = score;
      }
    }
  }
  if (wishes.quote === undefined && best.quote === `"` && usesApostrophes(head, best)) best = { ...best, quote: "'" };
  if (best.separator === "whitespace") best = { ...best, quote: wishes.quote ?? "" };
  return best;
}

/** Whole lines only, as far as there are any. */
function headOf(text: string, truncated: boolean): string {
  if (text.length <= judgedCharacters && !truncated) return text;
  const head = text.slice(0, judgedCharacters);
  const end = Math.max(head.lastIndexOf("\n"), head.lastIndexOf("\r"));
  return end < 0 ? head : head.slice(0, end + 1);
}

function scoreDialect(head: string, dialect: Dialect): number {
  const { records, openQuote } = splitRecords(head, dialect, judgedRecords);
  const width = commonWidth(records);
  if (width < 2) return 0;
  const fitting = records.filter((record) => record.cells.length === width);
  const share = fitting.length / records.length;
  const others = marks.filter((mark) => mark !== dialect.separator);
  let whole = 0;
  let cells = 0;
  let strayQuotes = 0;
  for (const record of fitting.slice(0, 100)) {
    for (const cell of record.cells) {
      cells++;
      if (isWhole(cell, others)) whole++;
      if (dialect.quote === "" && cell.startsWith(`"`)) strayQuotes++;
    }
  }
  const tidy = cells === 0 ? 0 : (whole - strayQuotes) / cells;
  const swallowed = openQuote || records.some((record) => record.lastLine - record.line > 100) ? 0.5 : 1;
  return share * share * (0.4 + 0.6 * tidy) * swallowed * (1 + Math.min(width, 64) / 1000);
}

function isWhole(cell: string, others: readonly string[]): boolean {
  if (cell.length > 200) return true;
  if (!others.some((mark) => cell.includes(mark))) return true;
  return (
    isMissing(cell) || parseNumber(cell, ".") !== undefined || parseNumber(cell, ",") !== undefined || isTime(cell)
  );
}

function isTime(cell: string): boolean {
  return parseTime(cell, "ymd") !== undefined || parseTime(cell, "mdy") !== undefined;
}

/** The commonest number of cells; the larger one of equals. */
export function commonWidth(records: readonly TextRecord[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  let width = 0;
  let most = 0;
  for (const [candidate, count] of counts) {
    if (count > most || (count === most && candidate > width)) {
      width = candidate;
      most = count;
    }
  }
  return width;
}

function usesApostrophes(head: string, dialect: Dialect): boolean {
  const { records } = splitRecords(head, { ...dialect, quote: "" }, 100);
  let quoted = 0;
  for (const { cells } of records) {
    if (cells.some((cell) => cell.length > 1 && cell.startsWith("'") && cell.endsWith("'"))) quoted++;
  }
  return records.length > 1 && quoted > records.length / 2;
}
