import { open } from "node:fs/promises";
import { RecordSplitter } from "./record-splitter.ts";
import type { TableRecords } from "./table-records.ts";

const headBytes = 1 << 16;

/** The first records of a table, as far as the first 64 KB of its first piece go. */
export async function readHead({ index, dialect }: TableRecords): Promise<(readonly string[])[]> {
  const [piece] = index.pieces;
  if (!piece) return [];
  const handle = await open(piece.path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const records: (readonly string[])[] = [];
    const splitter = new RecordSplitter(dialect, 0, ({ cells }) => records.push(cells));
    splitter.push(buffer.toString("utf8", 0, buffer.lastIndexOf(10, bytesRead) + 1));
    return records;
  } finally {
    await handle.close();
  }
}
