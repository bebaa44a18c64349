import { type FileHandle, open } from "node:fs/promises";

/** Appends texts and bytes to a file in large pieces. */
export class FileWriter {
  private readonly path: string;
  private buffer = Buffer.allocUnsafe(1 << 19);
  private length = 0;
  private handle: FileHandle | undefined;

  constructor(path: string) {
    this.path = path;
  }

  write(text: string): void {
    if (text.length * 3 > this.buffer.length - this.length) this.grow(text.length * 3);
    this.length += this.buffer.write(text, this.length);
  }

  writeBytes(bytes: Buffer, start: number, end: number): void {
    if (end - start > this.buffer.length - this.length) this.grow(end - start);
    this.length += bytes.copy(this.buffer, this.length, start, end);
  }

  /** Is there enough to be worth a flush? */
  get isFull(): boolean {
    return this.length > this.buffer.length / 2;
  }

  async flush(): Promise<void> {
    this.handle ??= await open(this.path, "a");
    const bytes = this.buffer.subarray(0, this.length);
    for (let at = 0; at < bytes.length; ) at += (await this.handle.write(bytes, at)).bytesWritten;
    this.length = 0;
  }

  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.handle?.close();
    }
  }

  private grow(more: number): void {
    const grown = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + more));
    this.buffer.copy(grown, 0, 0, this.length);
    this.buffer = grown;
  }
}
