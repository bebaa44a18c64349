import type { Separator } from "../schema.ts";

export interface Dialect {
  readonly separator: Separator;
  readonly quote: '"' | "'" | "";
}

/** One record and the physical lines (from 1) it covers: quoted cells may hold line ends. */
export interface TextRecord {
  readonly line: number;
  readonly lastLine: number;
  readonly cells: readonly string[];
}

export interface SplitText {
  readonly records: readonly TextRecord[];
  /** The text ends inside a quoted cell. */
  readonly openQuote: boolean;
  /** Cells with text after their closing quote. */
  readonly strayQuotes: number;
}

const CR = 13;
const LF = 10;
const BLANK = 32;
const TAB = 9;

/**
 * Splits a text into records by RFC 4180, forgivingly: LF, CRLF and CR end a line, a quote counts only at the start of
 * a cell, text after a closing quote is kept, blank lines are no records. Linear time in the text.
 */
export function splitRecords(text: string, dialect: Dialect, maxRecords = Number.POSITIVE_INFINITY): SplitText {
  return dialect.separator === "whitespace" ? splitAtBlanks(text, maxRecords) : splitAtMarks(text, dialect, maxRecords);
}

function splitAtMarks(text: string, { separator, quote }: Dialect, maxRecords: number): SplitText {
  const records: TextRecord[] = [];
  const mark = separator.charCodeAt(0);
  const quoteMark = quote === "" ? -1 : quote.charCodeAt(0);
  let at = 0;
  let line = 1;
  let strayQuotes = 0;
  while (at < text.length && records.length < maxRecords) {
    const cells: string[] = [];
    const first = line;
    for (;;) {
      if (text.charCodeAt(at) === quoteMark) {
        const cell = readQuoted(text, at, quote, mark);
        if (cell.end < 0) {
          cells.push(cell.text);
          records.push({ line: first, lastLine: line + cell.lines, cells });
          return { records, openQuote: true, strayQuotes };
        }
        if (cell.stray) strayQuotes++;
        cells.push(cell.text);
        line += cell.lines;
        at = cell.end;
      } else {
        const end = endOfCell(text, at, mark);
        cells.push(text.slice(at, end));
        at = end;
      }
      if (text.charCodeAt(at) !== mark) break;
      at++;
    }
    if (cells.length > 1 || cells[0] !== "") records.push({ line: first, lastLine: line, cells });
    at += lineEndLength(text, at);
    line++;
  }
  return { records, openQuote: false, strayQuotes };
}

/** From the opening quote at `at` to the separator or line end after the cell; end −1 where the text stops inside. */
function readQuoted(text: string, at: number, quote: string, mark: number) {
  let from = at + 1;
  let closing: number;
  for (;;) {
    closing = text.indexOf(quote, from);
    if (closing < 0) {
      return { text: text.slice(at + 1), end: -1, lines: countLines(text, at, text.length), stray: false };
    }
    if (text[closing + 1] !== quote) break;
    from = closing + 2;
  }
  const end = endOfCell(text, closing + 1, mark);
  const inside = text.slice(at + 1, closing).replaceAll(quote + quote, quote);
  return {
    text: inside + text.slice(closing + 1, end),
    end,
    lines: countLines(text, at, closing),
    stray: end > closing + 1,
  };
}

function endOfCell(text: string, from: number, mark: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === mark || code === LF || code === CR) break;
  }
  return at;
}

function lineEndLength(text: string, at: number): number {
  if (at >= text.length) return 0;
  return text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1;
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) lines++;
  }
  return lines;
}

function splitAtBlanks(text: string, maxRecords: number): SplitText {
  const records: TextRecord[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length && records.length < maxRecords) {
    const cells: string[] = [];
    for (;;) {
      while (isBlank(text.charCodeAt(at))) at++;
      const start = at;
      while (at < text.length && !isBlank(text.charCodeAt(at)) && !isLineEnd(text.charCodeAt(at))) at++;
      if (at === start) break;
      cells.push(text.slice(start, at));
    }
    if (cells.length > 0) records.push({ line, lastLine: line, cells });
    at += lineEndLength(text, at);
    line++;
  }
  return { records, openQuote: false, strayQuotes: 0 };
}

function isBlank(code: number): boolean {
  return code === BLANK || code === TAB;
}

function isLineEnd(code: number): boolean {
  return code === LF || code === CR;
}
