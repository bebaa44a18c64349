/** A record of a file, its cells bare of quotes. */
export interface SplitRecord {
  /** Physical line where it starts, from 1, and how many lines it covers. */
  readonly line: number;
  readonly lines: number;
  readonly cells: readonly string[];
  /** The record as it stands, without its line end, where every quote in it is where RFC 4180 has it. */
  readonly raw: string | undefined;
  /** A quote was opened and never closed within reach: cells hold the whole line as one. */
  readonly isOpen: boolean;
}

export interface Dialect {
  /** A character, or "whitespace" for runs of blanks and tabs. */
  readonly separator: string;
  readonly quote: string;
}

/** A quoted cell that does not close within this many characters was never meant as one. */
const longestQuoted = 1 << 20;

/**
 * Splits text that arrives in blocks of whole lines into records by RFC 4180, forgivingly: LF, CRLF and CR end a line, a
 * quote counts at the start of a cell only, text after a closing quote is kept, blank lines are no records. A quote that never
 * closes costs its own line, not the rest of the file. Linear time in the text.
 */
export class RecordSplitter {
  private readonly dialect: Dialect;
  private readonly take: (record: SplitRecord) => void;
  private text = "";
  private line = 1;
  private linesToSkip: number;

  constructor(dialect: Dialect, linesToSkip: number, take: (record: SplitRecord) => void) {
    this.dialect = dialect;
    this.linesToSkip = linesToSkip;
    this.take = take;
  }

  /** Is a record waiting for the rest of its text? */
  get isHolding(): boolean {
    return this.text !== "";
  }

  push(block: string): void {
    this.text = this.text === "" ? block : this.text + block;
    this.split(false);
  }

  finish(): void {
    this.split(true);
    this.text = "";
  }

  private split(last: boolean): void {
    const { text } = this;
    const { quote, separator } = this.dialect;
    const ends = new LineEnds(text);
    let at = 0;
    while (at < text.length) {
      const end = ends.after(at);
      const next = lineAfter(text, end);
      const line = text.slice(at, end);
      if (this.linesToSkip > 0) {
        this.linesToSkip--;
        this.line++;
        at = next;
      } else if (separator === "whitespace") {
        const cells = line.split(/[ \t]+/);
        this.emit(
          1,
          cells.filter((cell) => cell !== ""),
        );
        at = next;
      } else if (quote === "" || !line.includes(quote)) {
        this.emit(1, line.split(separator), line);
        at = next;
      } else {
        const quoted = splitQuoted(text, at, separator, quote);
        if (quoted.end < 0 && !last && text.length - at < longestQuoted) break;
        if (quoted.end < 0 || quoted.end - at > longestQuoted) {
          this.emit(1, [line], undefined, true);
          at = next;
        } else {
          const raw = quoted.isRegular ? text.slice(at, quoted.end) : undefined;
          this.emit(countLineEnds(text, at, quoted.end) + 1, quoted.cells, raw);
          at = lineAfter(text, quoted.end);
        }
      }
    }
    this.text = text.slice(at);
  }

  private emit(lines: number, cells: readonly string[], raw?: string, isOpen = false): void {
    const isBlank = cells.length === 0 || (cells.length === 1 && cells[0]?.trim() === "");
    if (!isBlank) this.take({ line: this.line, lines, cells, raw, isOpen });
    this.line += lines;
  }
}

/** Cells of one whole record. */
export function splitRecord(text: string, { separator, quote }: Dialect): readonly string[] {
  if (quote === "" || separator === "whitespace") return text.split(separator);
  const { cells, end } = splitQuoted(text, 0, separator, quote);
  return end < 0 ? [text] : cells;
}

/** Finds line ends without looking at a stretch of text twice. */
class LineEnds {
  private readonly text: string;
  private feed = -1;
  private carriage = -1;

  constructor(text: string) {
    this.text = text;
  }

  after(from: number): number {
    if (this.feed < from) this.feed = this.find("\n", from);
    if (this.carriage < from) this.carriage = this.find("\r", from);
    return Math.min(this.feed, this.carriage);
  }

  private find(mark: string, from: number): number {
    const at = this.text.indexOf(mark, from);
    return at < 0 ? this.text.length : at;
  }
}

/** Start of the line after the line end at `end`. */
function lineAfter(text: string, end: number): number {
  return text[end] === "\r" && text[end + 1] === "\n" ? end + 2 : Math.min(end + 1, text.length);
}

/** Cells of the record that starts at `from`; end −1 where the text ends within quotes. */
function splitQuoted(text: string, from: number, separator: string, quote: string) {
  const cells: string[] = [];
  let isRegular = true;
  let at = from;
  for (;;) {
    let start = at;
    while (text[start] === " ") start++;
    let cell = "";
    if (text[start] === quote) {
      const closing = closingQuote(text, start + 1, quote);
      if (closing < 0) return { cells, end: -1, isRegular: false };
      cell = text.slice(start + 1, closing).replaceAll(quote + quote, quote);
      if (start > at) isRegular = false;
      start = closing + 1;
    } else start = at;
    let end = start;
    while (end < text.length && text[end] !== separator && text[end] !== "\n" && text[end] !== "\r") end++;
    const rest = text.slice(start, end);
    if (rest !== "" && (cell !== "" || rest.includes(quote))) isRegular = false;
    cells.push(cell + rest);
    if (text[end] !== separator) return { cells, end, isRegular };
    at = end + 1;
  }
}

function closingQuote(text: string, from: number, quote: string): number {
  let at = text.indexOf(quote, from);
  while (at >= 0 && text[at + 1] === quote) at = text.indexOf(quote, at + 2);
  return at;
}

function countLineEnds(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) lines++;
  }
  return lines;
}
