import { open } from "node:fs/promises";
import { basename, join } from "node:path";
import type { ResolvedTable } from "../schema.ts";
import { isPacked, readBytes } from "./byte-source.ts";
import { LineScanner } from "./line-scanner.ts";
import { normaliseFile } from "./normalise.ts";
import { longestPlain } from "./read-csv-sql.ts";
import type { Scan, Source } from "./source.ts";

/** Can the engine take the table's files as they are, should nothing be wrong with them? */
export function isPlain(table: ResolvedTable): boolean {
  return table.encoding === "utf-8" && table.separator !== "whitespace" && table.columns.length > 1;
}

/**
 * The parts of a plain table, packed ones unpacked into `folder`. Unpacked files are scanned in the background: their
 * `scan` settles later, while the engine reads them already.
 */
export async function openSources(table: ResolvedTable, folder: string, threads: number): Promise<Source[]> {
  return mapSome(table.files, threads, async (path, part) => {
    const file = basename(path);
    if (await isPacked(path, file)) {
      const unpacked = join(folder, `part-${part}.csv`);
      const scan = await scanBytes(readBytes(path, file, true), table, unpacked);
      return { file, path: unpacked, isNormalised: false, scan: Promise.resolve(scan) };
    }
    const scan = scanBytes(readBytes(path, file, false), table);
    scan.catch(() => undefined);
    return { file, path, isNormalised: false, scan };
  });
}

/** The parts of any table, rewritten into `folder` such that the engine cannot take them for anything else. */
export async function normaliseSources(table: ResolvedTable, folder: string, threads: number): Promise<Source[]> {
  return mapSome(table.files, threads, async (original, part) => {
    const file = basename(original);
    const path = join(folder, `normal-${part}.csv`);
    const bytes = readBytes(original, file, await isPacked(original, file));
    const scan = await normaliseFile(bytes, table, file, path);
    return { file, path, isNormalised: true, scan: Promise.resolve(scan) };
  });
}

async function scanBytes(chunks: AsyncIterable<Buffer>, table: ResolvedTable, copyTo?: string): Promise<Scan> {
  const scanner = new LineScanner({
    skipLines: table.linesBeforeData,
    separator: table.separator.charCodeAt(0),
    quote: table.quote === "" ? -1 : table.quote.charCodeAt(0),
    longestRecord: longestPlain,
  });
  const copy = copyTo === undefined ? undefined : await open(copyTo, "w");
  try {
    let written: Promise<unknown> | undefined;
    for await (const chunk of chunks) {
      await written;
      written = copy?.write(chunk);
      scanner.push(chunk);
    }
    await written;
  } finally {
    await copy?.close();
  }
  const index = scanner.finish();
  return { index, irregular: scanner.irregular, line: (record) => index.line(record), rejects: undefined };
}

/** Maps in order, at most `width` at a time. */
async function mapSome<T, R>(
  items: readonly T[],
  width: number,
  map: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  async function work(): Promise<void> {
    for (let index = next++; index < items.length; index = next++) results[index] = await map(items[index] as T, index);
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, work));
  return results;
}
