import { basename } from "node:path";
import type { ResolvedTable } from "../schema.ts";
import { isPacked, readBytes } from "./byte-source.ts";
import { PieceCutter } from "./piece-cutter.ts";
import { longestPlain } from "./read-csv-sql.ts";
import type { TableRecords } from "./table-records.ts";

/**
 * The records of a table whose text the engine can read as it is; undefined where it cannot: another encoding, blanks
 * between cells, or something irregular in the text (see PieceCutter).
 */
export async function cutPlainRecords(table: ResolvedTable, folder: string): Promise<TableRecords | undefined> {
  const { encoding, separator, quote } = table;
  if (encoding !== "utf-8" || separator === "whitespace" || table.columns.length < 2) return undefined;
  const cutter = new PieceCutter({
    folder,
    separator: separator.charCodeAt(0),
    quote: quote === "" ? -1 : quote.charCodeAt(0),
    longestRecord: longestPlain,
  });
  for (const path of table.files) {
    const file = basename(path);
    cutter.startPart(file, table.linesBeforeData);
    for await (const chunk of readBytes(path, file, await isPacked(path, file))) {
      await cutter.push(chunk);
      if (cutter.irregular !== undefined) return undefined;
    }
    await cutter.endPart();
  }
  const index = await cutter.finish();
  return cutter.irregular === undefined ? { index, dialect: { separator, quote }, rejects: undefined } : undefined;
}
