import { CladeError } from "../../core/errors.ts";
import type { HashedRows } from "../../kernels/hashed-text.ts";

/** What a student's file says of itself, before its numbers. */
export interface StudentHeader {
  /** Of the features: another way of hashing makes old rows worthless. */
  readonly version: number;
  /** What it was taught by. */
  readonly teacher: string;
  readonly buckets: number;
  readonly width: number;
  /** Columns that mean something; the rest of the width is 0. */
  readonly dimension: number;
}

export interface Student extends Pick<StudentHeader, "teacher" | "dimension"> {
  readonly rows: HashedRows;
}

const version = 1;
const magic = "clade-student\n";
const mostHeaderBytes = 4096;

/** magic, length of the header (u32), header as JSON, mean, idf and scales as f32, rows as int8; little-endian. */
export function studentToBytes({ teacher, dimension, rows }: Student): Uint8Array {
  const { buckets, width } = rows;
  const header: StudentHeader = { version, teacher, buckets, width, dimension };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const parts = [
    new TextEncoder().encode(magic),
    new Uint8Array(Uint32Array.of(text.length).buffer),
    text,
    ...[rows.mean, rows.idf, rows.scales, rows.rows].map((v) => new Uint8Array(v.buffer, v.byteOffset, v.byteLength)),
  ];
  return new Uint8Array(Buffer.concat(parts));
}

/** @throws FILE_UNREADABLE where the bytes are not a student of this version, whole. */
export function studentFromBytes(bytes: Uint8Array, file: string): Student {
  const refuse = (problem: string) => new CladeError("FILE_UNREADABLE", { file, problem });
  const start = magic.length + 4;
  if (new TextDecoder().decode(bytes.subarray(0, magic.length)) !== magic) throw refuse("it is not a student model");
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(magic.length, true);
  if (length > mostHeaderBytes || start + length > bytes.length) throw refuse("its header is cut or damaged");
  const header = parseHeader(bytes.subarray(start, start + length));
  if (header === undefined) throw refuse("its header is damaged, or of another version");
  const { buckets, width, dimension, teacher } = header;
  if (bytes.length !== start + length + 4 * (width + 2 * buckets) + buckets * width)
    throw refuse(`it has ${bytes.length} bytes, which does not fit its header`);
  let at = start + length;
  // Copied, as floats need to start at a multiple of four; a Buffer's own slice would be a view.
  const take = (size: number) => {
    at += size;
    return new Uint8Array(bytes.subarray(at - size, at)).buffer;
  };
  const mean = new Float32Array(take(4 * width));
  const idf = new Float32Array(take(4 * buckets));
  const scales = new Float32Array(take(4 * buckets));
  if (![mean, idf, scales].every((values) => values.every(Number.isFinite)))
    throw refuse("a number in it is not finite");
  return {
    teacher,
    dimension,
    rows: { buckets, width, mean, idf, scales, rows: new Int8Array(take(buckets * width)) },
  };
}

function parseHeader(bytes: Uint8Array): StudentHeader | undefined {
  try {
    const header: Partial<StudentHeader> = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const { buckets = 0, width = 0, dimension = 0, teacher = "" } = header;
    const fits =
      header.version === version &&
      typeof teacher === "string" &&
      [buckets, width, dimension].every((n) => Number.isSafeInteger(n) && n > 0 && n <= 1 << 24) &&
      (buckets & (buckets - 1)) === 0 &&
      width % 16 === 0 &&
      dimension <= width;
    return fits ? { version, teacher, buckets, width, dimension } : undefined;
  } catch {
    return undefined;
  }
}
