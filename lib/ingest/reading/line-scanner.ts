import { isUtf8 } from "node:buffer";
import { RecordIndex } from "./record-index.ts";

export interface ScanOptions {
  /** Physical lines before the first record. */
  readonly skipLines: number;
  /** Byte of the separator and of the quote; −1 for no quoting. */
  readonly separator: number;
  readonly quote: number;
  /** More bytes than this in one record are irregular. */
  readonly longestRecord: number;
}

const LF = 10;
const CR = 13;
const BLANK = 32;

/**
 * Finds the records of a UTF-8 file as bytes stream by: where each starts, its line, a hash of its bytes without the
 * line end. It does not split cells; `irregular` says why the file cannot be taken as it is (see Source). A record ends
 * at a line feed outside quotes; blank lines are none.
 */
export class LineScanner {
  readonly index: RecordIndex;
  irregular: string | undefined;
  private readonly options: ScanOptions;
  private buffer = new Uint8Array(1 << 19);
  private view = new DataView(this.buffer.buffer);
  /** Bytes of `buffer` in use: the record that the last chunk cut, from 0. */
  private held = 0;
  /** Place of buffer[0] in the file. */
  private base = 0;
  private line = 1;
  private skipped = 0;

  constructor(options: ScanOptions) {
    this.options = options;
    this.index = new RecordIndex(options.skipLines);
    this.skipped = options.skipLines;
  }

  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length && this.irregular === undefined; ) {
      if (this.held > this.buffer.length / 2) this.grow();
      const part = chunk.subarray(at, at + this.buffer.length - this.held);
      this.buffer.set(part, this.held);
      this.held += part.length;
      at += part.length;
      this.scan(false);
    }
  }

  finish(): RecordIndex {
    if (this.irregular === undefined) this.scan(true);
    this.index.end = this.base + this.held;
    return this.index;
  }

  private grow(): void {
    const grown = new Uint8Array(this.buffer.length * 2);
    grown.set(this.buffer.subarray(0, this.held));
    this.buffer = grown;
    this.view = new DataView(grown.buffer);
  }

  /** Takes every whole record of the buffer; with `last`, the rest as one too. */
  private scan(last: boolean): void {
    let at = this.base === 0 ? this.skipMark() : 0;
    at = this.skipHead(at, last);
    while (at < this.held) {
      const next = this.takeRecord(at, last);
      if (next < 0) break;
      at = next;
    }
    this.checkUtf8(at);
    if (this.held - at > this.options.longestRecord) this.irregular ??= "long record";
    this.buffer.copyWithin(0, at, this.held);
    this.base += at;
    this.held -= at;
  }

  private checkUtf8(end: number): void {
    if (this.irregular === undefined && !isUtf8(this.buffer.subarray(0, end))) this.irregular = "not UTF-8";
  }

  /** A byte order mark belongs to no record. */
  private skipMark(): number {
    const [a, b, c] = this.buffer;
    return this.held >= 3 && a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0;
  }

  private skipHead(from: number, last: boolean): number {
    let at = from;
    while (this.skipped > 0 && at < this.held) {
      const end = this.buffer.subarray(0, this.held).indexOf(LF, at);
      if (end < 0) return last ? this.held : at;
      at = end + 1;
      this.line++;
      this.skipped--;
    }
    return at;
  }

  /** The start of the next record, or −1 where this one is not whole yet. */
  private takeRecord(start: number, last: boolean): number {
    const { buffer, view, held } = this;
    const { quote, separator } = this.options;
    const quotes = quote < 0 ? 0x0a0a0a0a : Math.imul(quote, 0x01010101);
    let hash1 = 0x2545f491;
    let hash2 = 0x1b873593;
    let inQuotes = false;
    let lines = 1;
    let at = start;
    while (at < held) {
      // Four bytes at once while none of them is a control character or a quote.
      while (at + 4 <= held) {
        const word = view.getInt32(at, true);
        const marks = word ^ quotes;
        if ((((word - 0x0e0e0e0e) & ~word) | ((marks - 0x01010101) & ~marks)) & 0x80808080) break;
        hash1 = Math.imul(hash1 ^ word, 0x9e3779b1);
        hash1 = (hash1 << 13) | (hash1 >>> 19);
        hash2 = Math.imul(((hash2 << 5) | (hash2 >>> 27)) ^ word, 0x85ebca77);
        at += 4;
      }
      const stop = Math.min(at + 4, held);
      while (at < stop) {
        const byte = buffer[at] ?? 0;
        if (byte === quote) {
          const before = at === start ? separator : (buffer[at - 1] ?? 0);
          if (inQuotes) inQuotes = false;
          else if (before === separator || before === quote || before === BLANK) inQuotes = true;
        } else if (byte === LF) {
          if (!inQuotes) return this.endRecord(start, at, hash1, hash2, lines);
          lines++;
        } else if (byte === CR && !inQuotes) {
          if (at + 1 < held ? buffer[at + 1] !== LF : last) this.irregular ??= "carriage return";
          at++;
          continue;
        }
        hash1 = Math.imul(hash1 ^ byte, 0x9e3779b1);
        hash1 = (hash1 << 13) | (hash1 >>> 19);
        hash2 = Math.imul(((hash2 << 5) | (hash2 >>> 27)) ^ byte, 0x85ebca77);
        at++;
      }
    }
    if (!last) return -1;
    if (inQuotes) this.irregular ??= "open quote";
    return this.endRecord(start, held, hash1, hash2, lines);
  }

  private endRecord(start: number, end: number, hash1: number, hash2: number, lines: number): number {
    const isBlank = end === start || (end === start + 1 && this.buffer[start] === CR);
    if (!isBlank) this.index.push(this.base + start, this.line, hash1 ^ (hash2 >>> 15), hash2 ^ (hash1 >>> 16));
    if (end + 1 - start > this.index.longest) this.index.longest = end + 1 - start;
    this.line += lines;
    return Math.min(end + 1, this.held);
  }
}
