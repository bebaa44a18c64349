import { closeSync, openSync, writeSync } from "node:fs";

const rowsAtOnce = 4096;

/** Writes columns as one row-major little-endian float32 matrix, a block of rows at a time. */
export function writeMatrix(path: string, columns: readonly Float32Array[], rows: number): void {
  const file = openSync(path, "w");
  try {
    const block = new DataView(new ArrayBuffer(rowsAtOnce * columns.length * 4));
    for (let start = 0; start < rows; start += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, rows - start);
      for (const [at, column] of columns.entries()) {
        for (let i = 0; i < count; i++) {
          block.setFloat32((i * columns.length + at) * 4, column[start + i] ?? Number.NaN, true);
        }
      }
      writeAll(file, new Uint8Array(block.buffer, 0, count * columns.length * 4));
    }
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
