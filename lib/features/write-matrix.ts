import { closeSync, openSync, readSync, rmSync, writeSync } from "node:fs";

const rowsAtOnce = 4096;
/** Of columns that wait in memory for the last one; later ones wait on the disk. */
const mostInMemory = 2 ** 27;

/** A row-major little-endian float32 matrix that is given column by column. */
export interface MatrixFile {
  /** One value a row; NaN is missing. */
  add(column: Float32Array): void;
  /** Writes the file, a block of rows at a time. */
  finish(): void;
}

export function openMatrixFile(path: string, rows: number, memoryBytes = mostInMemory): MatrixFile {
  const held: Float32Array[] = [];
  const spill = `${path}.columns`;
  const columnBytes = rows * Float32Array.BYTES_PER_ELEMENT;
  let spilled = 0;
  let handle: number | undefined;

  function readSpilled(column: number, start: number, into: Float32Array): void {
    if (handle === undefined) return;
    const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
    const from = column * columnBytes + start * Float32Array.BYTES_PER_ELEMENT;
    for (let read = 0; read < bytes.length; ) read += readSync(handle, bytes, read, bytes.length - read, from + read);
  }

  return {
    add(column) {
      if ((held.length + 1) * columnBytes <= memoryBytes) {
        held.push(column);
        return;
      }
      handle ??= openSync(spill, "w+");
      writeAll(handle, new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
      spilled++;
    },
    finish() {
      const cols = held.length + spilled;
      const file = openSync(path, "w");
      try {
        const block = new Float32Array(rowsAtOnce * cols);
        const part = new Float32Array(rowsAtOnce);
        for (let start = 0; start < rows; start += rowsAtOnce) {
          const count = Math.min(rowsAtOnce, rows - start);
          for (let at = 0; at < cols; at++) {
            const own = held[at]?.subarray(start, start + count) ?? part.subarray(0, count);
            if (at >= held.length) readSpilled(at - held.length, start, own);
            for (let i = 0; i < count; i++) block[i * cols + at] = own[i] ?? Number.NaN;
          }
          writeAll(file, new Uint8Array(block.buffer, 0, count * cols * Float32Array.BYTES_PER_ELEMENT));
        }
      } finally {
        closeSync(file);
        if (handle !== undefined) closeSync(handle);
        rmSync(spill, { force: true });
      }
    },
  };
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(file, bytes, written, Math.min(bytes.length - written, 1 << 30));
  }
}
