import { createHash, randomUUID } from "node:crypto";
import { closeSync, mkdirSync, openSync, readdirSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { hashValue } from "../core/hash.ts";

/** Vectors of texts that were encoded before. */
export interface VectorCache {
  readonly size: number;
  /** The vector of a text, or undefined. */
  get(text: string): Float32Array | undefined;
  /** Appends vectors; texts that are there already are left out. */
  put(entries: readonly (readonly [text: string, vector: Float32Array])[]): void;
  close(): void;
}

export interface CacheIdentity {
  /** What gives the vector: the model file's SHA-256, precision, truncation, prefix, … */
  readonly parts: readonly (string | number)[];
  readonly dimension: number;
}

const keyBytes = 16;
const checkBytes = 4;
/** Places are segment × this + offset: both exact in one number. */
const segmentSize = 2 ** 40;

/**
 * A cache of one encoder's vectors on disk, in a folder named by the hash of what the vectors depend on: append-only
 * segments of records (16 bytes of the text's SHA-256, the vector, 4 bytes that check both). Every process writes a
 * segment of its own and reads all that were there when it opened the cache, so that two never write into each other;
 * what a kill cut is told by its check and not read. In memory lie keys and places, the vectors stay on disk.
 */
export function openVectorCache(folder: string, { parts, dimension }: CacheIdentity): VectorCache {
  const place = join(folder, hashValue([...parts, dimension]));
  mkdirSync(place, { recursive: true });
  const vectorBytes = 4 * dimension;
  const recordBytes = keyBytes + vectorBytes + checkBytes;
  const places = new Map<string, number>();
  const segments = readdirSync(place)
    .filter((name) => name.endsWith(".vectors"))
    .map((name) => openSync(join(place, name), "r"));
  for (const [i, segment] of segments.entries()) readSegment(segment, i);
  let own: { readonly file: number; readonly index: number; end: number } | undefined;

  function readSegment(file: number, index: number): void {
    const block = Buffer.alloc(Math.max(1, Math.floor((1 << 22) / recordBytes)) * recordBytes);
    for (let at = 0; ; at += block.length) {
      const whole = Math.floor(readSync(file, block, 0, block.length, at) / recordBytes);
      for (let i = 0; i < whole; i++) {
        const record = block.subarray(i * recordBytes, (i + 1) * recordBytes);
        if (checks(record))
          places.set(record.toString("latin1", 0, keyBytes), index * segmentSize + at + i * recordBytes);
      }
      if (whole * recordBytes < block.length) return;
    }
  }

  function ownSegment() {
    if (own === undefined) {
      const file = openSync(join(place, `${randomUUID()}.vectors`), "wx+");
      own = { file, index: segments.push(file) - 1, end: 0 };
    }
    return own;
  }

  return {
    get size() {
      return places.size;
    },
    get(text) {
      const found = places.get(keyOf(text));
      if (found === undefined) return undefined;
      const bytes = new Uint8Array(vectorBytes);
      const file = segments[Math.floor(found / segmentSize)] ?? -1;
      const read = readSync(file, bytes, 0, vectorBytes, (found % segmentSize) + keyBytes);
      return read === vectorBytes ? new Float32Array(bytes.buffer) : undefined;
    },
    put(entries) {
      const fresh = new Map(entries.map(([text, vector]) => [keyOf(text), vector] as const));
      for (const key of fresh.keys()) if (places.has(key)) fresh.delete(key);
      if (fresh.size === 0) return;
      const segment = ownSegment();
      const bytes = Buffer.alloc(fresh.size * recordBytes);
      let at = 0;
      for (const [key, vector] of fresh) {
        bytes.write(key, at, "latin1");
        bytes.set(new Uint8Array(vector.buffer, vector.byteOffset, vectorBytes), at + keyBytes);
        checkOf(bytes.subarray(at, at + keyBytes + vectorBytes)).copy(bytes, at + keyBytes + vectorBytes);
        at += recordBytes;
      }
      for (let done = 0; done < bytes.length; )
        done += writeSync(segment.file, bytes, done, bytes.length - done, segment.end + done);
      for (const key of fresh.keys()) {
        places.set(key, segment.index * segmentSize + segment.end);
        segment.end += recordBytes;
      }
    },
    close() {
      for (const file of segments) closeSync(file);
    },
  };
}

function keyOf(text: string): string {
  return createHash("sha256").update(text, "utf8").digest().toString("latin1", 0, keyBytes);
}

function checkOf(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest().subarray(0, checkBytes);
}

function checks(record: Buffer): boolean {
  const length = record.length - checkBytes;
  return checkOf(record.subarray(0, length)).equals(record.subarray(length));
}
