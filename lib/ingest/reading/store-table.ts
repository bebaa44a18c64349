import { stat, truncate } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { CladeError } from "../../core/errors.ts";
import type { ResolvedTable, SetAsideReason } from "../schema.ts";
import { FileWriter } from "./file-writer.ts";
import { isPlain, normaliseSources, openSources } from "./open-sources.ts";
import { findRepeated } from "./repeated-records.ts";
import { type Problems, type RowLayout, writeSetAside } from "./set-aside.ts";
import type { Scan, Source } from "./source.ts";
import { TableQueries } from "./table-queries.ts";
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
  readonly threads: number;
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

/** The engine must not be given a file as it is. */
class Irregular extends Error {}

/**
 * Stores one table. Files go to the engine as they are where they can; should it stumble or count other records than
 * the scan does, they are rewritten first, which sets the offending records aside.
 */
export async function storeTable(task: TableTask): Promise<TableOutcome> {
  const { table, folder, threads, setAside } = task;
  if (isPlain(table)) {
    const { size } = await stat(setAside.path);
    try {
      return await storeSources(task, await openSources(table, folder, threads));
    } catch (error) {
      if (!isIrregular(error)) throw error;
      await truncate(setAside.path, size);
    }
  }
  return storeSources(task, await normaliseSources(table, folder, threads));
}

function isIrregular(error: unknown): boolean {
  return error instanceof Irregular || (error instanceof Error && /CSV|unicode|UTF-?8/i.test(error.message));
}

async function storeSources(task: TableTask, sources: readonly Source[]): Promise<TableOutcome> {
  const { connection, table, path, folder } = task;
  const scanning = Promise.all(sources.map(checkedScan)).then((scans) => {
    const indexes = scans.map((scan) => scan.index);
    const records = indexes.reduce((sum, index) => sum + index.length, 0);
    return { scans, records, repeated: findRepeated(indexes) };
  });
  scanning.catch(() => undefined);
  const queries = await TableQueries.open(connection, table, sources, folder);
  const streamed = queries.streamRows();
  if (!queries.needsStaging && !(await queries.hasProblems(streamed))) {
    const rowsStored = await queries.store(streamed, path, []);
    const { scans, records, repeated } = await scanning;
    if (rowsStored === records) return outcome(queries, scans, { rowsStored, repeated: repeated.length });
  }
  const rows = await queries.stageRows();
  const { scans, records, repeated } = await scanning;
  if (rows.rows !== records) throw new Irregular(`${rows.rows} rows, ${records} records`);
  const problems = await queries.findProblems(rows);
  const guestRevenue = await queries.sumGuests(rows);
  const storing = queries.store(rows, path, repeated);
  await Promise.all([storing, writeProblems(task, sources, scans, queries, problems)]);
  const rowsStored = await storing;
  if (rowsStored + problems.records.length !== records) throw new Error(`${rowsStored} of ${records} rows stored`);
  return outcome(queries, scans, { rowsStored, repeated: repeated.length, problems, guestRevenue });
}

async function checkedScan(source: Source): Promise<Scan> {
  const scan = await source.scan;
  if (scan.irregular === undefined) return scan;
  if (source.isNormalised) throw new CladeError("FILE_UNREADABLE", { file: source.file, problem: scan.irregular });
  throw new Irregular(scan.irregular);
}

async function writeProblems(
  { table, setAside }: TableTask,
  sources: readonly Source[],
  scans: readonly Scan[],
  { columns }: TableQueries,
  problems: Problems,
): Promise<void> {
  const writer = new FileWriter(setAside.path);
  const reasons = reasonsByColumn(columns);
  try {
    const reasonOf = (column: number) => reasons.get(column) ?? "bad-number";
    await writeSetAside(writer, { table, sources, scans, problems, reasonOf, layout: setAside.layout });
  } finally {
    await writer.close();
  }
}

function reasonsByColumn(columns: readonly TypedColumn[]): Map<number, SetAsideReason> {
  return new Map(columns.flatMap(({ index, check }) => (check ? [[index, check.reason] as const] : [])));
}

function outcome(
  { columns }: TableQueries,
  scans: readonly Scan[],
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
  for (const scan of scans) for (const [reason, rows] of scan.rejects?.counts ?? []) add(reason, rows);
  const rowsSetAside = [...setAside.values()].reduce((sum, rows) => sum + rows, 0);
  const { rowsStored, repeated, guestRevenue = 0 } = figures;
  return { rowsIn: rowsStored + rowsSetAside, rowsStored, setAside, repeated, guestRevenue, columns };
}
