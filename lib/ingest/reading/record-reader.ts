import { type FileHandle, open } from "node:fs/promises";
import type { RecordIndex } from "./record-index.ts";

const windowSize = 1 << 19;

/** Reads records of a file by number, forwards, through a window of bytes. */
export class RecordReader {
  /** Bytes of the record last sought are window[start … end), without its line end. */
  window = Buffer.allocUnsafe(windowSize);
  start = 0;
  end = 0;
  private readonly handle: FileHandle;
  private readonly index: RecordIndex;
  private from = 0;
  private to = 0;

  private constructor(handle: FileHandle, index: RecordIndex) {
    this.handle = handle;
    this.index = index;
  }

  static async open(path: string, index: RecordIndex): Promise<RecordReader> {
    return new RecordReader(await open(path), index);
  }

  /** Finds a record within the window; false where it must be read first. */
  seek(record: number): boolean {
    const start = this.index.start(record);
    let end = this.index.start(record + 1);
    if (start < this.from || end > this.to) return false;
    const { window, from } = this;
    while (end > start && (window[end - from - 1] === 10 || window[end - from - 1] === 13)) end--;
    this.start = start - from;
    this.end = end - from;
    return true;
  }

  /** Moves the window to a record. */
  async read(record: number): Promise<void> {
    const start = this.index.start(record);
    const size = this.index.start(record + 1) - start;
    if (size > this.window.length) this.window = Buffer.allocUnsafe(size);
    this.from = start;
    this.to = start;
    while (this.to - start < this.window.length) {
      const { bytesRead } = await this.handle.read(this.window, this.to - start, undefined, this.to);
      if (bytesRead === 0) break;
      this.to += bytesRead;
    }
    if (!this.seek(record)) throw new Error(`record ${record} is beyond the end of its file`);
  }

  text(): string {
    return this.window.toString("utf8", this.start, this.end);
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}
