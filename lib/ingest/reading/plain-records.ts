import { basename, join } from "node:path";
import type { ResolvedTable } from "../schema.ts";
import { isPacked, readBytes } from "./byte-source.ts";
import { FileWriter } from "./file-writer.ts";
import { PieceCutter } from "./piece-cutter.ts";
import { longestPlain } from "./read-csv-sql.ts";
import { splitRecord } from "./record-splitter.ts";
import type { Reject, RejectReason, TableRecords } from "./table-records.ts";

/**
 * The records of a table whose text the engine can read as it is; undefined where it cannot: another encoding, blanks
 * between cells, or something irregular in the text (see PieceCutter). With `isChecked`, which takes longer, records of
 * another width or that do not decode become rejects.
 */
export async function cutPlainRecords(
  table: ResolvedTable,
  folder: string,
  isChecked: boolean,
): Promise<TableRecords | undefined> {
  const { encoding, separator, quote } = table;
  if (encoding !== "utf-8" || separator === "whitespace" || table.columns.length < 2) return undefined;
  const rejects = new Rejects(join(folder, "rejects.jsonl"), { separator, quote });
  const cutter = new PieceCutter({
    folder,
    separator: separator.charCodeAt(0),
    quote: quote === "" ? -1 : quote.charCodeAt(0),
    longestRecord: longestPlain,
    ...(isChecked ? { check: { columns: table.columns.length, reject: rejects.add.bind(rejects) } } : {}),
  });
  for (const [part, path] of table.files.entries()) {
    const file = basename(path);
    cutter.startPart(file, table.linesBeforeData);
    rejects.part = part;
    for await (const chunk of readBytes(path, file, await isPacked(path, file))) {
      await cutter.push(chunk);
      if (cutter.irregular !== undefined) return undefined;
      await rejects.flush();
    }
    await cutter.endPart();
  }
  const index = await cutter.finish();
  if (cutter.irregular !== undefined) return undefined;
  return { index, dialect: { separator, quote }, rejects: await rejects.close() };
}

/** Records that are no rows, written to a file as they come. */
class Rejects {
  part = 0;
  private readonly path: string;
  private readonly dialect: { readonly separator: string; readonly quote: string };
  private readonly counts = new Map<RejectReason, number>();
  private writer: FileWriter | undefined;

  constructor(path: string, dialect: { readonly separator: string; readonly quote: string }) {
    this.path = path;
    this.dialect = dialect;
  }

  add(line: number, reason: RejectReason, bytes: Uint8Array): void {
    const text = new TextDecoder().decode(bytes).replace(/\r$/, "");
    const reject: Reject = { part: this.part, line, reason, cells: splitRecord(text, this.dialect) };
    this.writer ??= new FileWriter(this.path);
    this.writer.write(`${JSON.stringify(reject)}\n`);
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
  }

  async flush(): Promise<void> {
    if (this.writer?.isFull) await this.writer.flush();
  }

  async close(): Promise<TableRecords["rejects"]> {
    await this.writer?.close();
    return this.writer ? { path: this.path, counts: this.counts } : undefined;
  }
}
