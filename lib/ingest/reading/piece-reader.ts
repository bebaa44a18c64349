import { readFile } from "node:fs/promises";
import type { RecordIndex } from "./record-index.ts";

export interface ByteRange {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/** Reads records by number, best forwards: one piece is held at a time. */
export class PieceReader {
  private readonly index: RecordIndex;
  private piece = -1;
  private first = 0;
  private after = 0;
  private bytes = Buffer.alloc(0);

  constructor(index: RecordIndex) {
    this.index = index;
  }

  /** The bytes of a record without its line end, where its piece is held. */
  find(record: number): ByteRange | undefined {
    if (record < this.first || record >= this.after) return undefined;
    const { bytes, index } = this;
    const start = index.start(record);
    let end = record + 1 < this.after ? index.start(record + 1) : bytes.length;
    while (end > start && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end--;
    return { bytes, start, end };
  }

  async read(record: number): Promise<ByteRange> {
    const { pieces } = this.index;
    while (this.piece + 1 < pieces.length && (pieces[this.piece + 1]?.first ?? 0) <= record) this.piece++;
    const piece = pieces[this.piece];
    if (!piece) throw new Error(`there is no record ${record}`);
    this.bytes = await readFile(piece.path);
    this.first = piece.first;
    this.after = piece.first + piece.records;
    return this.find(record) ?? { bytes: this.bytes, start: 0, end: 0 };
  }
}
