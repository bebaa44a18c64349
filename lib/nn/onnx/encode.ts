import { type Field, type MessageName, messages, type OnnxModel } from "./messages.ts";

/** A model as protobuf bytes, the format of a .onnx file. */
export function encodeModel(model: OnnxModel): Uint8Array {
  return Buffer.concat(encodeMessage("Model", model));
}

function encodeMessage(name: MessageName, message: object): Uint8Array[] {
  const values = message as Readonly<Record<string, unknown>>;
  return Object.entries(messages[name]).flatMap(([number, field]) => {
    const value = values[field.key];
    if (value === undefined) return [];
    const items: readonly unknown[] = field.isRepeated ? (value as readonly unknown[]) : [value];
    return items.flatMap((item) => encodeField(Number(number), field, item));
  });
}

/** Repeated numbers are written one by one: a reader must take both that and the packed form. */
function encodeField(number: number, { kind }: Field, value: unknown): Uint8Array[] {
  if (kind === "int") return [varint(number << 3), varint(value as number)];
  if (kind === "float") {
    const bytes = Buffer.alloc(4);
    bytes.writeFloatLE(value as number);
    return [varint((number << 3) | 5), bytes];
  }
  const parts =
    kind === "text"
      ? [Buffer.from(value as string)]
      : kind === "bytes" || kind === "pieces"
        ? [value as Uint8Array]
        : encodeMessage(kind, value as object);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return [varint((number << 3) | 2), varint(length), ...parts];
}

/** 2⁶³ − 1, "to the end" in exports, is read as 2⁶³. */
const largest = 2n ** 63n - 1n;

/** Base-128, low bits first; a negative number as 64-bit two's complement. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  const whole = BigInt(value);
  let rest = BigInt.asUintN(64, whole > largest ? largest : whole);
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
