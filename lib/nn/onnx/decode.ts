import { CladeError } from "../../core/errors.ts";
import { type Field, type MessageName, messages, type OnnxModel } from "./messages.ts";

/**
 * A .onnx file's bytes as plain data; tensors are views of the bytes. Fields that Clade does not use are skipped.
 * Integers of more than 53 bits lose their last digits.
 * @throws MODEL_UNREADABLE where the bytes end early, are no protobuf, or give twice what a model has once.
 */
export function decodeModel(bytes: Uint8Array): OnnxModel {
  const model = new Reader(bytes).message("Model", bytes.length) as unknown as OnnxModel;
  if (model.graph === undefined) throw new CladeError("MODEL_UNREADABLE", { problem: "it holds no graph" });
  return model;
}

class Reader {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  message(name: MessageName, end: number): Record<string, unknown> {
    const fields = messages[name];
    const result: Record<string, unknown> = {};
    for (const { key, isRepeated } of Object.values(fields)) if (isRepeated) result[key] = [];
    while (this.at < end) {
      const tag = this.varint();
      const field = fields[Math.floor(tag / 8)];
      if (field === undefined) this.skip(tag & 7);
      else this.read(field, tag & 7, result);
    }
    if (this.at !== end) throw damaged();
    for (const { key, kind, isAlways } of Object.values(fields)) {
      if (isAlways && result[key] === undefined) result[key] = this.absent(kind);
    }
    return result;
  }

  private absent(kind: Field["kind"]): unknown {
    if (kind === "int") return 0;
    return kind === "text" ? "" : this.message(kind as MessageName, this.at);
  }

  private read(field: Field, wire: number, into: Record<string, unknown>): void {
    const { key, kind, isRepeated } = field;
    const add = (value: unknown) => {
      if (isRepeated) (into[key] as unknown[]).push(value);
      else into[key] = value;
    };
    const isNumber = kind === "int" || kind === "float";
    if (wire !== 2) {
      if (isNumber) add(this.number(kind));
      else if (kind === "pieces" && (wire === 1 || wire === 5)) add(this.slice(this.ends(wire === 1 ? 8 : 4)));
      else throw damaged();
      return;
    }
    const end = this.ends(this.varint());
    if (isNumber) while (this.at < end) add(this.number(kind));
    else if (kind === "text") add(this.text(end));
    else if (kind === "bytes" || kind === "pieces") add(this.slice(end));
    else {
      // Protobuf would merge the two, so that a reader who takes one of them sees another model than the runtime.
      if (!isRepeated && into[key] !== undefined)
        throw new CladeError("MODEL_UNREADABLE", { problem: `it holds its ${key} twice` });
      add(this.message(kind, end));
    }
  }

  private number(kind: "int" | "float"): number {
    if (kind === "int") return this.varint();
    this.at = this.ends(4);
    return this.view.getFloat32(this.at - 4, true);
  }

  private text(end: number): string {
    try {
      return this.utf8.decode(this.slice(end));
    } catch {
      throw damaged();
    }
  }

  private slice(end: number): Uint8Array {
    const part = this.bytes.subarray(this.at, end);
    this.at = end;
    return part;
  }

  private ends(length: number): number {
    const end = this.at + length;
    if (length < 0 || end > this.bytes.length) throw damaged();
    return end;
  }

  /** Of 64 bits, two's complement. Numbers hold 49 of them exactly; only negative and huge values need more. */
  private varint(): number {
    let low = 0;
    for (let shift = 0; shift < 49; shift += 7) {
      const byte = this.byte();
      low += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return low;
    }
    let value = BigInt(low);
    for (let shift = 49n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
    throw damaged();
  }

  private byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw damaged();
    return byte;
  }

  private skip(wire: number): void {
    if (wire === 0) this.varint();
    else if (wire === 1) this.at = this.ends(8);
    else if (wire === 2) this.at = this.ends(this.varint());
    else if (wire === 5) this.at = this.ends(4);
    else throw damaged();
  }
}

function damaged(): CladeError {
  return new CladeError("MODEL_UNREADABLE", { problem: "its bytes end early or are not ONNX" });
}
