/** One field of a protobuf message: a varint, eight or four raw bytes, or a run of bytes (text, sub-message, packed list). */
export interface Field {
  readonly number: number;
  readonly value: bigint | Uint8Array;
  /** 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes. */
  readonly wire: 0 | 1 | 2 | 5;
}

/** The bytes are no protobuf message: cut short, or of a wire type that does not exist. */
export class WireError extends Error {}

/**
 * The fields of one message in their order; sub-messages stay bytes (views, never copies) until they are asked for, so
 * that a model of any size costs its own bytes and no more.
 * Encoding: protobuf.dev/programming-guides/encoding.
 */
export function readFields(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  const cursor = { at: 0 };
  while (cursor.at < bytes.length) {
    const key = Number(readVarint(bytes, cursor));
    const number = Math.floor(key / 8);
    const wire = key % 8;
    if (number < 1) throw new WireError("a field has no number");
    if (wire === 0) fields.push({ number, wire, value: readVarint(bytes, cursor) });
    else if (wire === 1 || wire === 5) fields.push({ number, wire, value: take(bytes, cursor, wire === 1 ? 8 : 4) });
    else if (wire === 2) fields.push({ number, wire, value: take(bytes, cursor, Number(readVarint(bytes, cursor))) });
    else throw new WireError(`field ${number} is of unknown type ${wire}`);
  }
  return fields;
}

/** The varints of a packed list. */
export function readVarints(bytes: Uint8Array): bigint[] {
  const values: bigint[] = [];
  const cursor = { at: 0 };
  while (cursor.at < bytes.length) values.push(readVarint(bytes, cursor));
  return values;
}

/** The bytes of one message. */
export function writeFields(fields: readonly Field[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { number, wire, value } of fields) {
    parts.push(varint(BigInt(number * 8 + wire)));
    if (typeof value === "bigint") parts.push(varint(value));
    else if (wire === 2) parts.push(varint(BigInt(value.length)), value);
    else parts.push(value);
  }
  return Buffer.concat(parts);
}

export function varintField(number: number, value: number | bigint): Field {
  return { number, wire: 0, value: BigInt(value) };
}

export function bytesField(number: number, value: Uint8Array | string): Field {
  return { number, wire: 2, value: typeof value === "string" ? Buffer.from(value, "utf8") : value };
}

export function messageField(number: number, fields: readonly Field[]): Field {
  return bytesField(number, writeFields(fields));
}

function take(bytes: Uint8Array, cursor: { at: number }, length: number): Uint8Array {
  const end = cursor.at + length;
  if (end > bytes.length) throw new WireError("a field reaches past the end");
  const part = bytes.subarray(cursor.at, end);
  cursor.at = end;
  return part;
}

function readVarint(bytes: Uint8Array, cursor: { at: number }): bigint {
  let low = 0;
  // Seven bits at a time; numbers hold 49 of them exactly, only negative and huge values need more.
  for (let shift = 0; shift < 49; shift += 7) {
    const byte = bytes[cursor.at++];
    if (byte === undefined) throw new WireError("a number is cut short");
    low += (byte & 127) * 2 ** shift;
    if (byte < 128) return BigInt(low);
  }
  let value = BigInt(low);
  for (let shift = 49n; shift < 70n; shift += 7n) {
    const byte = bytes[cursor.at++];
    if (byte === undefined) throw new WireError("a number is cut short");
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return BigInt.asUintN(64, value);
  }
  throw new WireError("a number has more than ten bytes");
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
