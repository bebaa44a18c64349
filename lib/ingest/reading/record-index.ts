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

const blockBits = 16;

/**
 * Where each data record of a file stands: byte range, physical line (from 1), and 64 bits of hash for telling lines
 * that repeat. 12 bytes a record, 16 where records and lines differ.
 */
export class RecordIndex {
  private readonly bases: number[] = [];
  private readonly starts = new Uint32List();
  private readonly hashes = [new Uint32List(), new Uint32List()] as const;
  /** Line numbers, from the first record on whose line is not the one after its predecessor's. */
  private lines: Uint32List | undefined;
  private readonly linesBefore: number;
  /** Where the last record ends, without its line end's successor. */
  end = 0;
  /** Bytes of the longest record, line end included. */
  longest = 0;

  constructor(linesBefore: number) {
    this.linesBefore = linesBefore;
  }

  get length(): number {
    return this.starts.length;
  }

  push(start: number, line: number, hash1: number, hash2: number): void {
    const index = this.starts.length;
    if (index % (1 << blockBits) === 0) this.bases.push(start);
    this.starts.push(start - (this.bases[index >> blockBits] ?? 0));
    this.hashes[0].push(hash1 >>> 0);
    this.hashes[1].push(hash2 >>> 0);
    if (this.lines === undefined && line !== this.linesBefore + index + 1) {
      this.lines = new Uint32List();
      for (let i = 0; i < index; i++) this.lines.push(this.linesBefore + i + 1);
    }
    this.lines?.push(line);
  }

  /** Byte where record `index` starts; its end is the next one's start (or `end`), line end included. */
  start(index: number): number {
    if (index >= this.length) return this.end;
    return (this.bases[index >> blockBits] ?? 0) + this.starts.at(index);
  }

  line(index: number): number {
    return this.lines?.at(index) ?? this.linesBefore + index + 1;
  }

  /** Copies the hashes to two arrays, from `offset` on. */
  copyHashes(to: readonly [Uint32Array, Uint32Array], offset: number): void {
    for (const i of [0, 1] as const) to[i].set(this.hashes[i].data.subarray(0, this.length), offset);
  }
}
