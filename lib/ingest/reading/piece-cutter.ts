import { isUtf8 } from "node:buffer";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { countCells } from "./count-cells.ts";
import { RecordIndex } from "./record-index.ts";
import type { RejectReason } from "./table-records.ts";

export interface CutterOptions {
  /** Folder that the pieces go to. */
  readonly folder: string;
  /** Byte of the separator and of the quote; −1 for no quoting. */
  readonly separator: number;
  readonly quote: number;
  /** More bytes than this in one record are irregular. */
  readonly longestRecord: number;
  /** Where given, records are checked one by one, and those that do not fit are left out instead of being irregular. */
  readonly check?: {
    readonly columns: number;
    readonly reject: (line: number, reason: RejectReason, bytes: Uint8Array) => void;
  };
}

/**
 * Records of a piece: a whole number of the engine's vectors, so that it makes one row group of each piece and cuts no
 * row group by the clock; fewer vectors where the records are long.
 */
export const pieceRecords = 20_480;
const vector = 2048;
const pieceBytes = 4 << 20;
const LF = 10;
const CR = 13;
const BLANK = 32;

/**
 * Cuts a stream of UTF-8 text into pieces of whole records, in files, and indexes the records as they pass. It does not
 * split cells; `irregular` says why the engine must not read the text as it is: it is then of no use. A record ends at
 * a line feed outside quotes; blank lines are none.
 */
export class PieceCutter {
  readonly index = new RecordIndex();
  irregular: string | undefined;
  private readonly options: CutterOptions;
  private buffer = new Uint8Array(1 << 20);
  private view = new DataView(this.buffer.buffer);
  /** Bytes in use; records up to `taken` are indexed. */
  private held = 0;
  private taken = 0;
  private records = 0;
  private line = 1;
  private linesToSkip = 0;
  private isHead = true;
  /** Lines of the records to come, where they are not those of the text. */
  private lines: readonly number[] | undefined;
  private linesUsed = 0;

  constructor(options: CutterOptions) {
    this.options = options;
  }

  /** The text to come is another file's. */
  startPart(file: string, linesToSkip: number): void {
    this.index.startPart(file, linesToSkip);
    this.linesToSkip = linesToSkip;
    this.line = 1;
    this.isHead = true;
  }

  /** `lines`: the line of each record in `chunk`, which then holds whole records only. */
  async push(chunk: Uint8Array, lines?: readonly number[]): Promise<void> {
    this.lines = lines;
    this.linesUsed = 0;
    if (this.irregular !== undefined) return;
    if (this.held + chunk.length > this.buffer.length) this.grow(chunk.length);
    this.buffer.set(chunk, this.held);
    this.held += chunk.length;
    await this.scan(false);
  }

  /** The file ends; its last record may lack a line end. */
  async endPart(): Promise<void> {
    if (this.irregular !== undefined) return;
    if (this.held > this.taken && this.buffer[this.held - 1] !== LF) {
      if (this.held === this.buffer.length) this.grow(1);
      this.buffer[this.held++] = LF;
    }
    await this.scan(true);
  }

  async finish(): Promise<RecordIndex> {
    if (this.irregular === undefined && this.records > 0) await this.cut(this.taken);
    return this.index;
  }

  private grow(more: number): void {
    const grown = new Uint8Array(Math.max(this.buffer.length * 2, this.held + more));
    grown.set(this.buffer.subarray(0, this.held));
    this.buffer = grown;
    this.view = new DataView(grown.buffer);
  }

  /** Indexes every whole record held. */
  private async scan(last: boolean): Promise<void> {
    this.skipHead(last);
    if (this.isHead || this.linesToSkip > 0) return;
    let checked = this.taken;
    while (this.taken < this.held) {
      const next = this.takeRecord(this.taken, last);
      if (next < 0) break;
      this.taken = next;
      if (this.isPieceFull()) {
        this.checkUtf8(checked, this.taken);
        await this.cut(this.taken);
        checked = 0;
      }
    }
    this.checkUtf8(checked, this.taken);
    if (this.held - this.taken > this.options.longestRecord) this.irregular ??= "long record";
  }

  private isPieceFull(): boolean {
    return (
      this.records === pieceRecords || (this.records % vector === 0 && this.taken >= pieceBytes && this.records > 0)
    );
  }

  private checkUtf8(from: number, to: number): void {
    if (!this.options.check && !isUtf8(this.buffer.subarray(from, to))) this.irregular ??= "not UTF-8";
  }

  /** Drops a byte order mark and the lines before the data. */
  private skipHead(last: boolean): void {
    if (this.isHead && (this.held - this.taken >= 3 || last)) {
      const [a, b, c] = this.buffer.subarray(this.taken, this.held);
      if (a === 0xef && b === 0xbb && c === 0xbf) this.drop(3);
      this.isHead = false;
    }
    if (this.linesToSkip === 0) return;
    let at = this.taken;
    while (this.linesToSkip > 0 && at < this.held) {
      const end = this.buffer.subarray(0, this.held).indexOf(LF, at);
      if (end < 0) break;
      const carriage = this.buffer.subarray(at, end).indexOf(CR);
      if (carriage >= 0 && at + carriage + 1 < end) this.irregular ??= "carriage return";
      at = end + 1;
      this.line++;
      this.linesToSkip--;
    }
    this.drop(at - this.taken);
  }

  private drop(bytes: number): void {
    this.buffer.copyWithin(this.taken, this.taken + bytes, this.held);
    this.held -= bytes;
  }

  /** Writes the first `end` bytes as a piece and goes on with the rest. */
  private async cut(end: number): Promise<void> {
    const { index, records } = this;
    const path = join(this.options.folder, `piece-${index.pieces.length}.csv`);
    index.pieces.push({ path, first: index.length - records, records, bytes: end });
    await writeFile(path, this.buffer.subarray(0, end));
    this.buffer.copyWithin(0, end, this.held);
    this.held -= end;
    this.taken = 0;
    this.records = 0;
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
          if (at + 1 < held && buffer[at + 1] !== LF) this.irregular ??= "carriage return";
          at++;
          continue;
        }
        hash1 = Math.imul(hash1 ^ byte, 0x9e3779b1);
        hash1 = (hash1 << 13) | (hash1 >>> 19);
        hash2 = Math.imul(((hash2 << 5) | (hash2 >>> 27)) ^ byte, 0x85ebca77);
        at++;
      }
    }
    if (last || (inQuotes && held - start > this.options.longestRecord)) return this.endOpenRecord(start);
    return -1;
  }

  /** A quote is never closed: it costs its own line. */
  private endOpenRecord(start: number): number {
    if (!this.options.check) this.irregular ??= "open quote";
    const end = this.buffer.indexOf(LF, start);
    if (!this.options.check || end < 0 || end >= this.held) return -1;
    this.reject(start, end, "wrong-width");
    this.line++;
    return end + 1;
  }

  /** Takes a record out of the piece. Blank lines are no records, so that its bytes may become some. */
  private reject(start: number, end: number, reason: RejectReason): void {
    this.options.check?.reject(this.line, reason, this.buffer.slice(start, end));
    if (this.buffer[end - 1] === CR) this.irregular ??= "carriage return";
    this.buffer.fill(LF, start, end + 1);
  }

  private misfit(start: number, end: number): RejectReason | undefined {
    const { check, separator, quote } = this.options;
    if (!check) return undefined;
    if (!isUtf8(this.buffer.subarray(start, end))) return "bad-encoding";
    const cells = countCells(this.buffer, start, end, separator, quote);
    if (cells < 0) this.irregular ??= "quote within a cell";
    const isClosedByMark = cells === check.columns + 1 && this.buffer[end - 1] === separator;
    return cells === check.columns || isClosedByMark || cells < 0 ? undefined : "wrong-width";
  }

  private endRecord(start: number, end: number, hash1: number, hash2: number, lines: number): number {
    const textEnd = end > start && this.buffer[end - 1] === CR ? end - 1 : end;
    const misfit = textEnd === start ? undefined : this.misfit(start, textEnd);
    if (misfit) this.reject(start, end, misfit);
    else if (textEnd > start) {
      const line = this.lines ? (this.lines[this.linesUsed++] ?? 0) : this.line;
      this.index.push(start, line, hash1 ^ (hash2 >>> 15), hash2 ^ (hash1 >>> 16));
      this.records++;
      this.index.longest = Math.max(this.index.longest, end + 1 - start);
    }
    this.line += lines;
    return end + 1;
  }
}
