import { open } from "node:fs/promises";
import type { ResolvedTable } from "../schema.ts";
import { normalDialect } from "./normalise.ts";
import { RecordSplitter } from "./record-splitter.ts";
import type { Source } from "./source.ts";

const headBytes = 1 << 16;

/** The first records of a part, as far as its first 64 KB go. */
export async function readHead(source: Source, table: ResolvedTable): Promise<(readonly string[])[]> {
  const handle = await open(source.path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const text = buffer.toString("utf8", 0, bytesRead).replace(/^\ufeff/, "");
    const isWhole = bytesRead < headBytes;
    const records: (readonly string[])[] = [];
    const dialect = source.isNormalised ? normalDialect : table;
    const skip = source.isNormalised ? 0 : table.linesBeforeData;
    const splitter = new RecordSplitter(dialect, skip, ({ cells }) => records.push(cells));
    splitter.push(isWhole ? text : text.slice(0, text.lastIndexOf("\n") + 1));
    if (isWhole) splitter.finish();
    return records;
  } finally {
    await handle.close();
  }
}
