import type { Kernels } from "./pool.ts";

export interface ScannerOptions {
  /** Byte of the separator and of the quote; undefined for no quoting. */
  readonly separator: number;
  readonly quote: number | undefined;
  /** Cells that a record has. */
  readonly width: number;
  /** A batch is full at so many records, or bytes. */
  readonly mostRecords: number;
  readonly mostBytes: number;
}

/** Why a scan stopped: the text ended, the batch is full, or the text is not what plain CSV looks like. */
export type ScanStop = "needs more" | "full" | "odd record" | "carriage return" | "text after a quote";

const stops: readonly ScanStop[] = ["needs more", "full", "odd record", "carriage return", "text after a quote"];

/** Words of the state, as assembly/records.ts has them. */
const word = {
  ...{ buffer: 0, from: 1, held: 2, kept: 3, count: 4, mostRecords: 5, mostBytes: 6, line: 7, separator: 8, quote: 9 },
  ...{ width: 10, longest: 11, starts: 12, lines: 13, hashes: 14, status: 15, oddStart: 16, oddEnd: 17, oddLines: 18 },
} as const;
/** A byte that no UTF-8 text holds. */
const noQuote = 0xff;
/** Bytes after the text that the kernel may read. */
const slack = 16;

/**
 * Finds the records of a stream of separated UTF-8 text, 1 to 3 GB/s: where each starts, its physical line, 64 bits of
 * hash of its bytes without the line end. A record ends at LF or CRLF outside quotes; blank lines are none. A quote
 * counts at the start of a cell, blanks aside, and twice within quotes stands for itself. Kept records are moved
 * together at the head of the buffer, with LF behind each; one of another width stops the scan and is left out.
 */
export class RecordScanner {
  private readonly kernels: Kernels;
  private readonly state: Int32Array;
  private readonly starts: Uint32Array;
  private readonly lines: Uint32Array;
  private readonly hashes: Uint32Array;
  private buffer: Uint8Array;

  constructor(kernels: Kernels, options: ScannerOptions) {
    this.kernels = kernels;
    const { mostRecords, mostBytes } = options;
    this.state = kernels.int32(19).fill(0);
    this.starts = asUint32(kernels.int32(mostRecords));
    this.lines = asUint32(kernels.int32(mostRecords));
    this.hashes = asUint32(kernels.int32(2 * mostRecords));
    this.buffer = this.makeBuffer(mostBytes + (1 << 20));
    this.set("mostRecords", mostRecords);
    this.set("mostBytes", mostBytes);
    this.set("separator", options.separator);
    this.set("quote", options.quote ?? noQuote);
    this.set("width", options.width);
    this.set("starts", this.starts.byteOffset);
    this.set("lines", this.lines.byteOffset);
    this.set("hashes", this.hashes.byteOffset);
    this.set("line", 1);
  }

  /** Physical line of the text to be scanned next, from 1. */
  get line(): number {
    return this.get("line");
  }
  set line(line: number) {
    this.set("line", line);
  }

  /** Text that was given and not scanned yet; a view that the next call may change. */
  get rest(): Uint8Array {
    return this.buffer.subarray(this.get("from"), this.get("held"));
  }

  /** Text of the records kept so far. */
  get text(): Uint8Array {
    return this.buffer.subarray(0, this.get("kept"));
  }

  /** Records kept so far. */
  get count(): number {
    return this.get("count");
  }

  /** Of each kept record its byte in `text`, its line, and its hash in two halves. Views. */
  get records(): { readonly starts: Uint32Array; readonly lines: Uint32Array; readonly hashes: Uint32Array } {
    const { starts, lines, hashes, count } = this;
    return {
      starts: starts.subarray(0, count),
      lines: lines.subarray(0, count),
      hashes: hashes.subarray(0, 2 * count),
    };
  }

  /** Bytes of the longest record ever, line end included. */
  get longest(): number {
    return this.get("longest");
  }

  /** The record of another width at which the scan stopped, without its line end. */
  get odd(): { readonly bytes: Uint8Array; readonly line: number } {
    return {
      bytes: this.buffer.subarray(this.get("oddStart"), this.get("oddEnd")),
      line: this.line - this.get("oddLines"),
    };
  }

  /** Appends text. */
  push(bytes: Uint8Array): void {
    const held = this.get("held");
    if (held + bytes.length + slack > this.buffer.length) {
      const grown = this.makeBuffer(2 * (held + bytes.length));
      grown.set(this.buffer.subarray(0, held));
      this.buffer = grown;
    }
    this.buffer.set(bytes, held);
    this.set("held", held + bytes.length);
    this.set("buffer", this.buffer.byteOffset);
  }

  /** Passes over text that was not scanned yet. */
  skip(bytes: number): void {
    this.set("from", this.get("from") + bytes);
  }

  /** Keeps records until something stops it. */
  scan(): ScanStop {
    this.kernels.run("scanRecords", 1, [this.state.byteOffset], 0);
    return stops[this.get("status")] ?? "needs more";
  }

  /** Lets go of the kept records. */
  clear(): void {
    const from = this.get("from");
    const held = this.get("held");
    this.buffer.copyWithin(0, from, held);
    this.set("from", 0);
    this.set("kept", 0);
    this.set("count", 0);
    this.set("held", held - from);
  }

  private makeBuffer(bytes: number): Uint8Array {
    const view = this.kernels.int32(Math.ceil((bytes + slack) / 4));
    return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  }

  private get(name: keyof typeof word): number {
    return this.state[word[name]]! >>> 0;
  }

  private set(name: keyof typeof word, value: number): void {
    this.state[word[name]] = value;
  }
}

function asUint32(view: Int32Array): Uint32Array {
  return new Uint32Array(view.buffer, view.byteOffset, view.length);
}
