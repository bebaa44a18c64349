import { dataTypes, type OnnxTensor } from "./messages.ts";

export type Numbers = Float32Array | Float64Array | Uint8Array | Int8Array | Int32Array | BigInt64Array;

const kinds: readonly (readonly [new (length: number) => Numbers, number])[] = [
  [Float32Array, dataTypes.float],
  [Float64Array, dataTypes.double],
  [Uint8Array, dataTypes.uint8],
  [Int8Array, dataTypes.int8],
  [Int32Array, dataTypes.int32],
  [BigInt64Array, dataTypes.int64],
];

/** Numbers under a name; the bytes are a view of theirs. */
export function tensorOf(name: string, dims: readonly number[], values: Numbers): OnnxTensor {
  const [, dataType = 0] = kinds.find(([kind]) => values instanceof kind) ?? [];
  return { name, dims, dataType, raw: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}

/** Bytes of one number of a type that encoders use; undefined for others. */
export function bytesANumber(dataType: number): number | undefined {
  const found = kinds.find(([, type]) => type === dataType);
  return found && new found[0](1).byteLength;
}

/** Little-endian values, wherever the tensor keeps them; empty for those in another file. */
export function bytesOf({ raw, floats = [], int64s = [], int32s = [], dataType }: OnnxTensor): Uint8Array {
  if (raw !== undefined) return raw;
  if (floats.length > 0) return Buffer.concat(floats);
  if (int64s.length > 0) return new Uint8Array(BigInt64Array.from(int64s, BigInt).buffer);
  return dataType === dataTypes.int32 ? new Uint8Array(Int32Array.from(int32s).buffer) : Uint8Array.from(int32s);
}
