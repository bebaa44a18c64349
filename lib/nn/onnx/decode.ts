import { CladeError } from "../../core/errors.ts";
import { type Field, type MessageName, messages, type OnnxModel } from "./messages.ts";

/**
 * A .onnx file's bytes as plain data; tensors are views of the bytes. Fields that Clade does not use are skipped.
 * @throws MODEL_UNREADABLE where the bytes end early or are no protobuf.
 */
export function decodeModel(bytes: Uint8Array): OnnxModel {
  const model = new Reader(bytes).message("Model", bytes.length) as unknown as OnnxModel;
  if (model.graph === undefined) throw new CladeError("MODEL_UNREADABLE", { problem: "it holds no graph" });
  return model;
}

class Reader {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
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
      const field = fields[tag >>> 3];
      if (field === undefined) this.skip(tag & 7);
      else this.read(field, tag & 7, result);
    }
    if (this.at !== end) throw damaged();
    return result;
  }

  private read(field: Field, wire: number, into: Record<string, unknown>): void {
    const add = (value: unknown) => {
      if (field.isRepeated) (into[field.key] as unknown[]).push(value);
      else into[field.key] = value;
    };
    const isNumber = field.kind === "int" || field.kind === "float";
    if (isNumber && wire !== 2) {
      add(this.number(field));
      return;
    }
    if (wire !== 2) throw damaged();
    const end = this.ends(this.varint());
    if (isNumber) while (this.at < end) add(this.number(field));
    else if (field.kind === "text") add(Buffer.from(this.slice(end)).toString("utf8"));
    else if (field.kind === "bytes") add(this.slice(end));
    else add(this.message(field.kind as MessageName, end));
  }

  private number({ kind }: Field): number {
    if (kind === "int") return this.varint();
    this.at = this.ends(4);
    return this.view.getFloat32(this.at - 4, true);
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

  private varint(): number {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw damaged();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
    throw damaged();
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
