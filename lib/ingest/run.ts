import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stage, StageContext } from "../core/stage.ts";
import { openKernels } from "../kernels/pool.ts";
import { openDuckDbs } from "../platform/duckdb.ts";
import { csvRow, neutralise } from "./reading/csv-text.ts";
import { countPeople, storedRows, writeExempt } from "./reading/people.ts";
import { rowLayout, setAsideHeader } from "./reading/set-aside.ts";
import { storeTable } from "./reading/store-table.ts";
import { type StoredOutcome, summarise } from "./reading/summarise.ts";
import { checkTable } from "./reading/table-checks.ts";
import type { IngestParams } from "./schema.ts";

/** Reads every table's files into typed Parquet; rows that do not fit go to `set-aside.csv` with their reason. */
export const ingestStage: Stage<IngestParams> = {
  name: "ingest",
  run: ingest,
};

async function ingest({ tables }: IngestParams, { out, threads, progress }: StageContext): Promise<void> {
  const folder = join(out, "reading");
  await mkdir(folder);
  const connections = await openDuckDbs(2, { folders: [out], threads, temporaryFolder: folder });
  const kernels = await openKernels({ threads: 1 });
  const setAside = join(out, "set-aside.csv");
  await writeFile(setAside, csvRow(setAsideHeader(tables).map(neutralise)));
  const stored: StoredOutcome[] = [];
  for (const [index, table] of tables.entries()) {
    progress({ fraction: index / tables.length, sentence: { en: "Reading the files", zh: "正在读取文件" } });
    const layout = rowLayout(tables, table);
    const { size } = await stat(setAside);
    const name = `table-${index}`;
    const task = { connections, kernels, table, out, name, folder, setAside: { path: setAside, size, layout } };
    const outcome = await storeTable(task);
    const paths = outcome.files.map((file) => join(out, file));
    const rows = storedRows(connections[0], table, outcome.columns, paths, name);
    await countPeople(rows);
    await checkTable(rows, outcome.places);
    stored.push({ table, outcome, rows, exempt: await writeExempt(rows, out, name) });
  }
  const summary = await summarise(connections[0], stored);
  await writeFile(join(out, "ingest.json"), `${JSON.stringify(summary, null, 2)}\n`);
  await rm(folder, { recursive: true });
}
