import type { RowSource } from "../../core/row-source.ts";
import { openNumbers } from "../../platform/number-file.ts";

/** Bytes of a matrix that is read into memory as a whole; half of what kernels can reach is then left for their own. */
const mostInMemory = 2 ** 30;

/** Is a matrix read block by block? By its size alone, so that another machine gives the same bytes. */
export function isStreamed(rows: number, cols: number, memoryBytes = mostInMemory): boolean {
  return rows * cols * Float32Array.BYTES_PER_ELEMENT > memoryBytes;
}

/** The rows of a raw little-endian `.f32` file; `close` ends reading. */
export function openRows(path: string, rows: number, cols: number): RowSource & { close(): void } {
  const bytes = cols * Float32Array.BYTES_PER_ELEMENT;
  const file = openNumbers(path, rows * bytes);
  return {
    rows,
    cols,
    read: (from, to, into) => file.read(from * bytes, into.subarray(0, (to - from) * cols)),
    close: () => file.close(),
  };
}
