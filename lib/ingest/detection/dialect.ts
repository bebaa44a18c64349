import type { Separator } from "../schema.ts";
import { parseTime } from "./dates.ts";
import { isMissing, parseNumber } from "./numbers.ts";
import { type Dialect, splitRecords, type TextRecord } from "./records.ts";

export interface DialectWishes {
  readonly separator?: Separator | undefined;
  readonly quote?: '"' | "'" | "" | undefined;
}

const marks = [",", ";", "\t", "|"] as const;
/** Judged first; much more where these hold only a few long lines. */
const judgedCharacters = 16 * 1024;
const fewLines = 8;
const judgedRecords = 400;

/** The separator under which most lines have the same, larger number of cells, each of one piece; "," for one column. */
export function guessDialect(text: string, truncated: boolean, wishes: DialectWishes = {}): Dialect {
  if (wishes.separator !== undefined && wishes.quote !== undefined) {
    return { separator: wishes.separator, quote: wishes.quote };
  }
  const head = headOf(text, truncated);
  const quotes =
    wishes.quote === undefined ? (head.includes(`"`) ? ([`"`, ""] as const) : [`"` as const]) : [wishes.quote];
  const separator = wishes.separator ?? declaredSeparator(head);
  const separators: readonly Separator[] = separator === undefined ? [...marks, "whitespace"] : [separator];
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

/** Spreadsheets may say the separator in a first line such as "sep=;". */
function declaredSeparator(head: string): Separator | undefined {
  const declared = /^sep=([^\r\n])[\r\n]/i.exec(head)?.[1];
  return marks.find((mark) => mark === declared);
}

/** Whole lines only, as far as there are any. */
function headOf(text: string, truncated: boolean): string {
  const lines = text.slice(0, judgedCharacters).split("\n", fewLines).length;
  const length = lines < fewLines ? 16 * judgedCharacters : judgedCharacters;
  if (text.length <= length && !truncated) return text;
  const head = text.slice(0, length);
  const end = Math.max(head.lastIndexOf("\n"), head.lastIndexOf("\r"));
  return end < 0 ? head : head.slice(0, end + 1);
}

function scoreDialect(head: string, dialect: Dialect): number {
  const { records, openQuote, strayQuotes } = splitRecords(head, dialect, judgedRecords);
  const width = commonWidth(records);
  if (width < 2) return 0;
  const fitting = records.filter((record) => record.cells.length === width);
  const share = fitting.length / records.length;
  const tidy = tidiness(fitting.slice(0, 100), dialect);
  const misread = openQuote || strayQuotes > records.length * 0.2;
  return share * share * tidy * (misread ? 0.5 : 1) * (1 + Math.min(width, 64) / 1000);
}

/** 0.4…1, by the share of cells that are of one piece; 0 for words between blanks, which are prose. */
function tidiness(records: readonly TextRecord[], { separator, quote }: Dialect): number {
  const others = marks.filter((mark) => mark !== separator);
  let tidy = 0;
  let values = 0;
  let cells = 0;
  for (const record of records) {
    for (const cell of record.cells) {
      cells++;
      if (isValue(cell)) values++;
      if (isWhole(cell, others) && !(quote === "" && cell.startsWith(`"`))) tidy++;
    }
  }
  if (separator === "whitespace" && values < (cells * (records.length - 1)) / records.length / 2) return 0;
  return 0.4 + (0.6 * tidy) / cells;
}

function isWhole(cell: string, others: readonly string[]): boolean {
  return cell.length > 200 || !others.some((mark) => cell.includes(mark)) || isValue(cell);
}

/** A number, a time or a mark for nothing. */
function isValue(cell: string): boolean {
  if (cell.length > 60) return false;
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
