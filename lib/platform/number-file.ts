import { closeSync, fstatSync, openSync, readSync, writeFileSync } from "node:fs";
import { CladeError } from "../core/errors.ts";

type Numbers = Float32Array | Float64Array | Int32Array;

/** Fills `target` from a raw little-endian file, straight into its memory. @throws INTERNAL when the sizes differ. */
export function readNumbers<T extends Numbers>(file: string, target: T): T {
  const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
  const handle = openSync(file, "r");
  try {
    const { size } = fstatSync(handle);
    if (size !== bytes.length) throw wrongSize(file, size, bytes.length);
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(handle, bytes, at, Math.min(bytes.length - at, 1 << 30), at);
      if (read === 0) throw wrongSize(file, at, bytes.length);
      at += read;
    }
  } finally {
    closeSync(handle);
  }
  return target;
}

export function writeNumbers(file: string, values: Numbers): void {
  writeFileSync(file, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

function wrongSize(file: string, size: number, expected: number): CladeError {
  return new CladeError("INTERNAL", { stage: "clustering", problem: `${file} has ${size} bytes, not ${expected}` });
}
