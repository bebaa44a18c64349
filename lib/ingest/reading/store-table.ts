import { mkdir, rm, stat, truncate } from "node:fs/promises";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { CladeError } from "../../core/errors.ts";
import type { ResolvedTable, SetAsideReason } from "../schema.ts";
import { FileWriter } from "./file-writer.ts";
import { normaliseRecords } from "./normal-records.ts";
import { cutPlainRecords } from "./plain-records.ts";
import { findRepeated } from "./repeated-records.ts";
import { type Problems, type RowLayout, writeSetAside } from "./set-aside.ts";
import { checkTable } from "./table-checks.ts";
import { TableQueries } from "./table-queries.ts";
import type { TableRecords } from "./table-records.ts";
import type { TypedColumn } from "./typed-sql.ts";

export interface TableTask {
  readonly connection: DuckDBConnection;
  readonly table: ResolvedTable;
  /** Parquet file to write. */
  readonly path: string;
  /** CSV to append set-aside rows to, and where the table's cells stand in its rows. */
  readonly setAside: { readonly path: string; readonly layout: RowLayout };
  /** Folder for what is needed on the way. */
  readonly folder: string;
  /** Told how much of the table is done, 0…1, and of how many rows. */
  readonly progress: (fraction: number, rows: number) => void;
}

export interface TableOutcome {
  readonly rowsIn: number;
  readonly rowsStored: number;
  readonly setAside: ReadonlyMap<SetAsideReason, number>;
  readonly repeated: number;
  /** Purchases in rows without a user, in the table's money. */
  readonly guestRevenue: number;
  readonly columns: readonly TypedColumn[];
}

/**
 * Stores one table. Its text goes to the engine as it is where it can; should the engine stumble or count other records
 * than were cut, they are checked one by one, and rewritten where that is not enough.
 */
export async function storeTable(task: TableTask): Promise<TableOutcome> {
  const { table, folder, setAside } = task;
  const { size } = await stat(setAside.path);
  for (const way of ["plain", "checked"] as const) {
    const attempt = join(folder, way);
    await mkdir(attempt);
    const records = await cutPlainRecords(table, attempt, way === "checked");
    try {
      if (records) return await storeRecords({ ...task, folder: attempt }, records);
    } catch (error) {
      if (!isMisread(error)) throw error;
      await truncate(setAside.path, size);
    }
    await rm(attempt, { recursive: true });
  }
  return storeRecords(task, await normaliseRecords(table, folder));
}

/** The engine took the text for something else than the records that were cut. */
class Misread extends Error {}

function isMisread(error: unknown): boolean {
  return error instanceof Misread || (error instanceof Error && /^Invalid Input Error/.test(error.message));
}

async function storeRecords(task: TableTask, records: TableRecords): Promise<TableOutcome> {
  const { connection, table, path, folder } = task;
  if (records.index.length === 0) throw noRows(table, records.rejects?.counts ?? new Map());
  task.progress(0.3, records.index.length);
  const queries = await TableQueries.open(connection, table, records, folder);
  const outcome = await storeRows(task, records, queries);
  if (outcome.rowsStored === 0) throw noRows(table, outcome.setAside);
  await checkTable(queries, table, records.index, path);
  return outcome;
}

async function storeRows(task: TableTask, records: TableRecords, queries: TableQueries): Promise<TableOutcome> {
  const { path } = task;
  const { length } = records.index;
  if (!records.rejects && !queries.needsStaging && !(await queries.hasEarlyProblems())) {
    const storing = queries.storeDirectly(path);
    const repeated = findRepeated(records.index).length;
    const rowsStored = await storing;
    if (rowsStored === length) {
      return describeOutcome(queries, records, { rowsStored, repeated });
    }
  }
  const staging = queries.stageRows();
  const repeated = findRepeated(records.index);
  const staged = await staging;
  if (staged.rows !== length) throw new Misread(`${staged.rows} rows, ${length} records`);
  task.progress(0.7, length);
  const problems = await queries.findProblems(staged);
  const guestRevenue = await queries.sumGuests(staged);
  const storing = queries.store(staged, path, problems, repeated);
  await Promise.all([storing, writeProblems(task, records, queries, problems)]);
  const rowsStored = await storing;
  if (rowsStored + problems.records.length !== length) throw new Error(`${rowsStored} of ${length} rows stored`);
  return describeOutcome(queries, records, { rowsStored, repeated: repeated.length, problems, guestRevenue });
}

function noRows({ files }: ResolvedTable, setAside: ReadonlyMap<SetAsideReason, number>): CladeError {
  const file = files.map((path) => basename(path)).join(", ");
  if (setAside.size === 0) return new CladeError("FILE_EMPTY", { file });
  const problem = [...setAside].map(([reason, rows]) => `${reason}: ${rows}`).join(", ");
  return new CladeError("NO_ROWS_STORED", { file, problem });
}

async function writeProblems(
  { table, setAside }: TableTask,
  records: TableRecords,
  { columns }: TableQueries,
  problems: Problems,
): Promise<void> {
  const writer = new FileWriter(setAside.path);
  const reasons = reasonsByColumn(columns);
  try {
    const reasonOf = (column: number) => reasons.get(column) ?? "bad-number";
    await writeSetAside(writer, { table, records, problems, reasonOf, layout: setAside.layout });
  } finally {
    await writer.close();
  }
}

function reasonsByColumn(columns: readonly TypedColumn[]): Map<number, SetAsideReason> {
  return new Map(columns.flatMap(({ index, check }) => (check ? [[index, check.reason] as const] : [])));
}

function describeOutcome(
  { columns }: TableQueries,
  { rejects }: TableRecords,
  figures: {
    readonly rowsStored: number;
    readonly repeated: number;
    readonly problems?: Problems;
    readonly guestRevenue?: number;
  },
): TableOutcome {
  const setAside = new Map<SetAsideReason, number>();
  const add = (reason: SetAsideReason, rows: number) => setAside.set(reason, (setAside.get(reason) ?? 0) + rows);
  const reasons = reasonsByColumn(columns);
  const byCode = new Map<number, number>();
  for (const code of figures.problems?.codes ?? []) byCode.set(code, (byCode.get(code) ?? 0) + 1);
  for (const [code, rows] of byCode) add(reasons.get(code - 1) ?? "bad-number", rows);
  for (const [reason, rows] of rejects?.counts ?? []) add(reason, rows);
  const rowsSetAside = [...setAside.values()].reduce((sum, rows) => sum + rows, 0);
  const { rowsStored, repeated, guestRevenue = 0 } = figures;
  return { rowsIn: rowsStored + rowsSetAside, rowsStored, setAside, repeated, guestRevenue, columns };
}
