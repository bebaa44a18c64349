import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stage, StageContext } from "../core/stage.ts";
import { openKernels } from "../kernels/pool.ts";
import { openDuckDbs } from "../platform/duckdb.ts";
import { csvRow, neutralise } from "./reading/csv-text.ts";
import { countPeople, storedRows, writeExempt } from "./reading/people.ts";
import { personalIndexes, writePersonal } from "./reading/personal.ts";
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

async function ingest({ tables, personal }: IngestParams, { out, threads, progress }: StageContext): Promise<void> {
  const folder = join(out, "reading");
  await mkdir(folder);
  // The engine sees pieces that are cut into its own folder, never the files themselves. Two threads at least: with one
  // it might cut row groups elsewhere, and the bytes would differ.
  const options = { folders: [out], threads: Math.max(2, threads), temporaryFolder: folder };
  const connections = await openDuckDbs(2, options);
  const kernels = await openKernels({ threads: 1 });
  const setAside = join(out, "set-aside.csv");
  await writeFile(setAside, csvRow(setAsideHeader(tables).map(neutralise)));
  const stored: StoredOutcome[] = [];
  let rowsBefore = 0;
  let furthest = 0;
  for (const [index, table] of tables.entries()) {
    const report = (part: number, rows: number) => {
      // A table may be begun again.
      furthest = Math.max(furthest, (index + part) / tables.length);
      const sentence = { en: "Reading the files", zh: "正在读取文件" };
      progress({ fraction: furthest, sentence, rows: rowsBefore + rows });
    };
    report(0, 0);
    const { size } = await stat(setAside);
    const name = `table-${index}`;
    const outcome = await storeTable({
      ...{ connections, kernels, table, out, name, folder, progress: report },
      personal: personal === "apart" ? personalIndexes(table) : [],
      setAside: { path: setAside, size, layout: rowLayout(tables, table) },
    });
    const paths = outcome.files.map((file) => join(out, file));
    const rows = storedRows(connections[0], table, outcome.columns, paths, name);
    await countPeople(rows);
    await checkTable(rows, outcome.places);
    stored.push({ table, outcome, rows, exempt: await writeExempt(rows, out, name) });
    rowsBefore += outcome.rowsIn;
  }
  const sources = stored.map(({ outcome: { personalPaths }, rows }) => ({ rows, personalPaths }));
  const summary = await summarise(connections[0], stored, await writePersonal(connections[0], sources, out));
  await writeFile(join(out, "ingest.json"), `${JSON.stringify(summary, null, 2)}\n`);
  await rm(folder, { recursive: true });
}
