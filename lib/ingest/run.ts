import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CladeError } from "../core/errors.ts";
import type { Stage, StageContext } from "../core/stage.ts";
import { openDuckDb } from "../platform/duckdb.ts";
import { csvRow, neutralise } from "./reading/csv-text.ts";
import { rowLayout, setAsideHeader } from "./reading/set-aside.ts";
import { storeTable, type TableOutcome } from "./reading/store-table.ts";
import { summarise } from "./reading/summarise.ts";
import type { IngestParams, ResolvedTable } from "./schema.ts";

/** Reads every table's files into typed Parquet; rows that do not fit go to `set-aside.csv` with their reason. */
export const ingestStage: Stage<IngestParams> = {
  name: "ingest",
  run: ingest,
};

async function ingest({ tables }: IngestParams, { out, threads, progress }: StageContext): Promise<void> {
  tables.forEach(checkTimeZone);
  const folder = join(out, "reading");
  await mkdir(folder);
  // The engine sees pieces that are cut into its own folder, never the files themselves.
  const connection = await openDuckDb({
    folders: [out],
    // Two at least: with one the engine cuts row groups elsewhere, and the bytes would differ.
    threads: Math.max(2, threads),
    temporaryFolder: folder,
  });
  const setAside = join(out, "set-aside.csv");
  await writeFile(setAside, csvRow(setAsideHeader(tables).map(neutralise)));
  const outcomes: TableOutcome[] = [];
  let rowsBefore = 0;
  for (const [index, table] of tables.entries()) {
    const report = (fraction: number, rows: number) =>
      progress({
        fraction: (index + fraction) / tables.length,
        sentence: { en: "Reading the files", zh: "正在读取文件" },
        rows: rowsBefore + rows,
      });
    report(0, 0);
    const tableFolder = join(folder, String(index));
    await mkdir(tableFolder);
    const outcome = await storeTable({
      connection,
      table,
      path: join(out, `table-${index}.parquet`),
      setAside: { path: setAside, layout: rowLayout(tables, table) },
      folder: tableFolder,
      progress: report,
    });
    outcomes.push(outcome);
    rowsBefore += outcome.rowsIn;
    await rm(tableFolder, { recursive: true });
  }
  const summary = await summarise(connection, tables, outcomes, out);
  await writeFile(join(out, "ingest.json"), `${JSON.stringify(summary, null, 2)}\n`);
  await rm(folder, { recursive: true });
}

function checkTimeZone({ timeZone }: ResolvedTable, index: number): void {
  try {
    if (!/^[a-z]/i.test(timeZone)) throw new RangeError(timeZone);
    new Intl.DateTimeFormat("en", { timeZone });
  } catch (error) {
    const problem = `“${timeZone}” is no time zone such as Europe/London`;
    throw new CladeError("BAD_CONFIG", { path: `tables.${index}.timeZone`, problem }, error);
  }
}
