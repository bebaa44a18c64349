import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stage, StageContext } from "../core/stage.ts";
import { openDuckDb } from "../platform/duckdb.ts";
import { csvRow, neutralise } from "./reading/csv-text.ts";
import { rowLayout, setAsideHeader } from "./reading/set-aside.ts";
import { storeTable, type TableOutcome } from "./reading/store-table.ts";
import { summarise } from "./reading/summarise.ts";
import type { IngestParams } from "./schema.ts";

/** Reads every table's files into typed Parquet; rows that do not fit go to `set-aside.csv` with their reason. */
export const ingestStage: Stage<IngestParams> = {
  name: "ingest",
  run: ingest,
};

async function ingest({ tables }: IngestParams, { out, threads, progress }: StageContext): Promise<void> {
  const folder = join(out, "reading");
  await mkdir(folder);
  const connection = await openDuckDb({
    folders: [out],
    // Two at least: with one the engine cuts row groups elsewhere, and the bytes would differ.
    threads: Math.max(2, threads),
    temporaryFolder: folder,
  });
  const setAside = join(out, "set-aside.csv");
  await writeFile(setAside, csvRow(setAsideHeader(tables).map(neutralise)));
  const outcomes: TableOutcome[] = [];
  for (const [index, table] of tables.entries()) {
    progress({ fraction: index / tables.length, sentence: { en: "Reading the files", zh: "正在读取文件" } });
    const tableFolder = join(folder, String(index));
    await mkdir(tableFolder);
    outcomes.push(
      await storeTable({
        connection,
        table,
        path: join(out, `table-${index}.parquet`),
        setAside: { path: setAside, layout: rowLayout(tables, table) },
        folder: tableFolder,
      }),
    );
    await rm(tableFolder, { recursive: true });
  }
  const summary = await summarise(connection, tables, outcomes, out);
  await writeFile(join(out, "ingest.json"), `${JSON.stringify(summary, null, 2)}\n`);
  await rm(folder, { recursive: true });
}
