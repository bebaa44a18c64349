/** A growing list of unsigned 32-bit numbers without a boxed number per entry. */
class Uint32List {
  data = new Uint32Array(1 << 12);
  length = 0;

  push(value: number): void {
    if (this.length === this.data.length) {
      const grown = new Uint32Array(this.length * 2);
      grown.set(this.data);
      this.data = grown;
    }
    this.data[this.length++] = value;
  }

  at(index: number): number {
    return this.data[index] ?? 0;
  }
}

/** A file that holds a stretch of a table's records, one after the other. */
export interface Piece {
  readonly path: string;
  /** Number of its first record among all of the table. */
  readonly first: number;
  readonly records: number;
  readonly bytes: number;
}

/** One of the files that a table was given as. */
export interface Part {
  /** Name for people, without folders. */
  readonly file: string;
  readonly first: number;
  readonly linesBefore: number;
}

/**
 * Where each record of a table stands: its piece and byte in there, its file and physical line (from 1) in there, and 64
 * bits of hash for telling records that repeat. 12 bytes a record, 16 where records and lines differ.
 */
export class RecordIndex {
  readonly pieces: Piece[] = [];
  readonly parts: Part[] = [];
  /** Bytes of the longest record, line end included. */
  longest = 0;
  private readonly starts = new Uint32List();
  private readonly hashes = [new Uint32List(), new Uint32List()] as const;
  /** Line numbers, once they cannot be told from the numbers of records. */
  private lines: Uint32List | undefined;

  get length(): number {
    return this.starts.length;
  }

  startPart(file: string, linesBefore: number): void {
    this.parts.push({ file, first: this.length, linesBefore });
  }

  push(start: number, line: number, hash1: number, hash2: number): void {
    if (this.lines === undefined && line !== this.plainLine(this.length)) {
      this.lines = new Uint32List();
      for (let record = 0; record < this.length; record++) this.lines.push(this.plainLine(record));
    }
    this.lines?.push(line);
    this.starts.push(start);
    this.hashes[0].push(hash1 >>> 0);
    this.hashes[1].push(hash2 >>> 0);
  }

  /** Byte of its piece where a record starts; it ends where the next one of the piece starts, line end included. */
  start(record: number): number {
    return this.starts.at(record);
  }

  line(record: number): number {
    return this.lines?.at(record) ?? this.plainLine(record);
  }

  /** Hashes of all records, in two halves. */
  allHashes(): readonly [Uint32Array, Uint32Array] {
    return [this.hashes[0].data.subarray(0, this.length), this.hashes[1].data.subarray(0, this.length)];
  }

  /** The line that a record has where every line before it is a record. */
  private plainLine(record: number): number {
    let at = this.parts.length - 1;
    while (at > 0 && (this.parts[at]?.first ?? 0) > record) at--;
    const part = this.parts[at];
    return part ? part.linesBefore + record - part.first + 1 : 0;
  }
}
