import { isUtf8 } from "node:buffer";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Kernels } from "../../kernels/pool.ts";
import { RecordScanner } from "../../kernels/record-scanner.ts";
import type { SetAsideReason } from "../schema.ts";
import { splitRecord } from "./record-splitter.ts";
import { RepeatedRecords } from "./repeated-records.ts";

export interface CutterOptions {
  readonly kernels: Kernels;
  /** Folder that the pieces go to. */
  readonly folder: string;
  readonly separator: string;
  /** "" for no quoting. */
  readonly quote: string;
  /** Cells that a record has. */
  readonly width: number;
  /** More bytes than this in one record are irregular. */
  readonly longestRecord: number;
  /** Look for records that repeat an earlier one? It takes memory and time for each. */
  readonly findsRepeated: boolean;
}

/** A stretch of a table's records in a file of their own, and what was taken out between them. */
export interface Piece {
  readonly path: string;
  /** Number of its first record among all of the table. */
  readonly first: number;
  readonly records: number;
  readonly bytes: number;
  /** Bytes of the longest record so far. */
  readonly longest: number;
  /** Of each record: its first byte, and its physical line in its file. */
  readonly starts: Uint32Array;
  readonly lines: Uint32Array;
  /** Files of the table that its records come from: number of the file, first record in the piece. */
  readonly parts: readonly { readonly part: number; readonly first: number }[];
  /** Records, counted in the piece, that repeat an earlier one of the table. */
  readonly repeated: readonly number[];
  readonly rejects: readonly Reject[];
}

/** A record that never was a row. */
export interface Reject {
  /** Number of its file among the table's. */
  readonly part: number;
  readonly line: number;
  readonly reason: Extract<SetAsideReason, "wrong-width" | "bad-encoding">;
  readonly cells: readonly string[];
}

/** The engine must not read the text as it is. */
export class Irregular extends Error {}

/** Records of a full piece: a whole number of the engine's vectors, and its row group. */
export const pieceRecords = 20_480;
const pieceBytes = 4 << 20;
/** Wide records come in larger pieces: each costs the engine time by its columns. */
const pieceBytesPerColumn = 16 << 10;
const mostPieceBytes = 32 << 20;
const mostRejects = 4096;
const LF = 10;
const CR = 13;

/**
 * Cuts a stream of UTF-8 text into pieces of whole records, in files. Records of another width are taken out.
 * @throws Irregular where the text is not what plain CSV looks like.
 */
export class PieceCutter {
  private readonly options: CutterOptions;
  private readonly scanner: RecordScanner;
  private readonly seen = new RepeatedRecords();
  private part = -1;
  private parts: { part: number; first: number }[] = [];
  private rejects: Reject[] = [];
  private linesToSkip = 0;
  private isHead = true;
  private pieces = 0;
  private records = 0;
  /** Lines of the records to come, where they are not those of the text. */
  private lines: number[] | undefined;

  constructor(options: CutterOptions) {
    this.options = options;
    const { kernels, separator, quote, width } = options;
    this.scanner = new RecordScanner(kernels, {
      separator: separator.charCodeAt(0),
      quote: quote === "" ? undefined : quote.charCodeAt(0),
      width,
      mostRecords: pieceRecords,
      mostBytes: Math.min(mostPieceBytes, Math.max(pieceBytes, width * pieceBytesPerColumn)),
    });
  }

  /** The text to come is the next file's. */
  startPart(linesToSkip: number): void {
    this.parts.push({ part: ++this.part, first: this.scanner.count });
    this.linesToSkip = linesToSkip;
    this.scanner.line = 1;
    this.isHead = true;
  }

  reject(reject: Reject): void {
    this.rejects.push(reject);
  }

  /** `lines`: the line of each record in `chunk`, which then holds whole records only. Yields the pieces that fill. */
  *push(chunk: Uint8Array, lines?: readonly number[]): Generator<Piece> {
    if (lines) this.lines = [...(this.lines ?? []), ...lines];
    this.scanner.push(chunk);
    yield* this.scan(false);
  }

  /** The file ends; its last record may lack a line end. */
  *endPart(): Generator<Piece> {
    const { rest } = this.scanner;
    if (rest.length > 0 && rest.at(-1) !== LF) this.scanner.push(Uint8Array.of(LF));
    yield* this.scan(true);
    if (this.scanner.rest.length > 0) throw new Irregular("open quote");
  }

  *finish(): Generator<Piece> {
    if (this.scanner.count > 0 || this.rejects.length > 0) yield this.cut(this.rejects.length);
  }

  private *scan(last: boolean): Generator<Piece> {
    this.skipHead(last);
    if (this.isHead || this.linesToSkip > 0) return;
    for (;;) {
      const stop = this.scanner.scan();
      if (stop === "needs more") break;
      if (stop === "full") yield this.cut(this.rejectsBefore(this.scanner.records.lines.at(-1) ?? 0));
      else if (stop === "odd record") this.takeOut();
      else throw new Irregular(stop);
    }
    if (this.scanner.rest.length > this.options.longestRecord) throw new Irregular("long record");
    if (this.rejects.length > mostRejects) yield this.cut(this.rejects.length);
  }

  private takeOut(): void {
    const { bytes, line } = this.scanner.odd;
    if (!isUtf8(bytes)) throw new Irregular("not UTF-8");
    const cells = splitRecord(Buffer.from(bytes).toString(), this.options);
    if (cells.length === 1 && cells[0]?.trim() === "") return;
    if (cells.length === this.options.width + 1 && cells.at(-1) === "") throw new Irregular("quoted end");
    this.reject({ part: this.part, line, reason: "wrong-width", cells });
  }

  private rejectsBefore(line: number): number {
    const after = this.rejects.findIndex((reject) => reject.part === this.part && reject.line > line);
    return after < 0 ? this.rejects.length : after;
  }

  /** Drops a byte order mark and the lines before the data. */
  private skipHead(last: boolean): void {
    const { scanner } = this;
    if (this.isHead && (scanner.rest.length >= 3 || last)) {
      const [a, b, c] = scanner.rest;
      if (a === 0xef && b === 0xbb && c === 0xbf) scanner.skip(3);
      this.isHead = false;
    }
    for (; !this.isHead && this.linesToSkip > 0; this.linesToSkip--) {
      const end = scanner.rest.indexOf(LF);
      if (end < 0) break;
      const carriage = scanner.rest.indexOf(CR);
      if (carriage >= 0 && carriage < end - 1) throw new Irregular("carriage return");
      scanner.skip(end + 1);
      scanner.line++;
    }
  }

  /** Writes the records kept as a piece, with so many of the rejects. */
  private cut(rejects: number): Piece {
    const { scanner, options } = this;
    const { text, count, longest } = scanner;
    const { starts, lines, hashes } = scanner.records;
    if (!isUtf8(text)) throw new Irregular("not UTF-8");
    const path = join(options.folder, `piece-${this.pieces++}.csv`);
    if (count > 0) writeFileSync(path, text);
    const piece: Piece = {
      ...{ path, first: this.records, records: count, bytes: text.length, longest, parts: this.parts },
      starts: starts.slice(),
      lines: this.lines ? Uint32Array.from(this.lines.splice(0, count)) : lines.slice(),
      repeated: options.findsRepeated ? this.seen.add(hashes) : [],
      rejects: this.rejects.splice(0, rejects),
    };
    this.records += count;
    this.parts = [{ part: this.part, first: 0 }];
    scanner.clear();
    return piece;
  }
}
