import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { CladeError } from "../core/errors.ts";
import type { RowSource } from "../core/row-source.ts";

type Numbers = Float32Array | Float64Array | Int32Array;

/** Fills `target` from a raw little-endian file, straight into its memory. @throws INTERNAL when the sizes differ. */
export function readNumbers<T extends Numbers>(file: string, target: T): T {
  const opened = openNumbers(file, target.byteLength);
  try {
    opened.read(0, target);
  } finally {
    opened.close();
  }
  return target;
}

/** A raw little-endian file of numbers that is read piece by piece. */
export interface NumberFile {
  /** Fills `target` from the bytes that begin at `start`. */
  read(start: number, target: Numbers): void;
  close(): void;
}

/** @throws INTERNAL when the file does not hold that many bytes. */
export function openNumbers(file: string, byteLength: number): NumberFile {
  const handle = openSync(file, "r");
  const { size } = fstatSync(handle);
  if (size !== byteLength) {
    closeSync(handle);
    throw wrongSize(file, size, byteLength);
  }
  return {
    read(start, target) {
      const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
      for (let at = 0; at < bytes.length; ) {
        const read = readSync(handle, bytes, at, Math.min(bytes.length - at, 1 << 30), start + at);
        if (read === 0) throw wrongSize(file, start + at, byteLength);
        at += read;
      }
    },
    close: () => closeSync(handle),
  };
}

/** Rows of a raw float32 matrix in its file. @throws INTERNAL when the file does not hold them. */
export function openRows(file: string, rows: number, cols: number): RowSource & { close(): void } {
  const bytes = cols * Float32Array.BYTES_PER_ELEMENT;
  const numbers = openNumbers(file, rows * bytes);
  return {
    ...{ rows, cols },
    read: (from, to, into) => numbers.read(from * bytes, into.subarray(0, (to - from) * cols)),
    close: numbers.close,
  };
}

export function writeNumbers(file: string, values: Numbers): void {
  writePieces(file, [values]);
}

/** One after the other; a piece may be filled anew once it is written. */
export function writePieces(file: string, pieces: Iterable<Numbers>): void {
  const handle = openSync(file, "w");
  try {
    for (const { buffer, byteOffset, byteLength } of pieces) {
      const bytes = new Uint8Array(buffer, byteOffset, byteLength);
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at, Math.min(bytes.length - at, 1 << 30));
    }
  } finally {
    closeSync(handle);
  }
}

function wrongSize(file: string, size: number, expected: number): CladeError {
  return new CladeError("INTERNAL", { stage: "clustering", problem: `${file} has ${size} bytes, not ${expected}` });
}
