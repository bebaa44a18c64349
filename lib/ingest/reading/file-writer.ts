import { type FileHandle, open } from "node:fs/promises";

const flushAt = 1 << 20;

/** Appends texts to a file in large pieces. */
export class FileWriter {
  /** Sees every byte in order. */
  onFlush: ((bytes: Buffer) => void) | undefined;
  private readonly path: string;
  private readonly texts: string[] = [];
  private length = 0;
  private handle: FileHandle | undefined;

  constructor(path: string) {
    this.path = path;
  }

  write(text: string): void {
    this.texts.push(text);
    this.length += text.length;
  }

  /** Writes what has gathered, once it is worth a call. Await it before writing much more. */
  async flush(atLeast = flushAt): Promise<void> {
    if (this.length < atLeast) return;
    const bytes = Buffer.from(this.texts.join(""), "utf8");
    this.texts.length = 0;
    this.length = 0;
    this.handle ??= await open(this.path, "a");
    this.onFlush?.(bytes);
    for (let at = 0; at < bytes.length; ) at += (await this.handle.write(bytes, at)).bytesWritten;
  }

  async close(): Promise<void> {
    try {
      await this.flush(0);
    } finally {
      await this.handle?.close();
    }
  }
}
