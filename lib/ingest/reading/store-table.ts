import { stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { CladeError } from "../../core/errors.ts";
import { selectRows, sqlText } from "../../platform/duckdb.ts";
import type { ResolvedTable, SetAsideReason } from "../schema.ts";
import { FileWriter } from "./file-writer.ts";
import { isPlain, normaliseSources, openSources } from "./open-sources.ts";
import { readCsvSql } from "./read-csv-sql.ts";
import { findRepeated } from "./repeated-records.ts";
import { type Problems, writeSetAside } from "./set-aside.ts";
import type { Scan, Source } from "./source.ts";
import { exemptUsers, flaggedSelect, rowFacts, storedTransactions } from "./transactions-sql.ts";
import { columnOf, type TypedColumn, typedColumns, typedSelect } from "./typed-sql.ts";
import { storedUsers } from "./users-sql.ts";

export interface TableTask {
  readonly connection: DuckDBConnection;
  readonly table: ResolvedTable;
  /** Parquet file to write. */
  readonly path: string;
  /** CSV to append set-aside rows to, and where the table's cells stand in its rows. */
  readonly setAside: { readonly path: string; readonly places: readonly number[]; readonly width: number };
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
  const { connection, table, path } = task;
  const scans = Promise.all(sources.map(checkedScan));
  scans.catch(() => undefined);
  const csv = readCsvSql(sources, table);
  const columns = typedColumns(table, await textLabels(connection, table, csv));
  const isRows = table.kind === "transactions";
  const { hasSharedTotals } = rowFacts(columns);
  const needsPlaces = isRows ? hasSharedTotals || table.recipe.dropDuplicates : columnOf(columns, "user") === undefined;
  const typed = needsPlaces ? await stageRows(task, typedSelect(columns, csv)) : `(${typedSelect(columns, csv)})`;
  const flagged = isRows
    ? flaggedSelect(columns, table, typed, "place")
    : `SELECT *, bad AS problem, false AS is_purchase, NULL::DECIMAL(18,4) AS worth FROM ${typed}`;

  const expectsProblems = await hasProblems(connection, flagged);
  let problems = expectsProblems ? await findProblems(connection, flagged, columns) : undefined;
  const exempt =
    isRows && table.recipe.nonProductItems.length > 0 ? await keepExempt(connection, columns, flagged) : "false";
  const repeatedSql = table.recipe.dropDuplicates && isRows ? await keepRepeated(task, await scans) : "false";
  const select = isRows
    ? storedTransactions(columns, flagged, exempt, repeatedSql)
    : storedUsers(columns, flagged, "place");
  const copying = copyRows(connection, select, path);
  copying.catch(() => undefined);
  const scanned = await scans;
  const records = scanned.reduce((sum, scan) => sum + scan.index.length, 0);
  if (problems) {
    if (problems.rows !== records) throw new Irregular("records");
    await writeProblems(task, sources, scanned, columns, problems);
  }
  const repeated = findRepeated(scanned.map((scan) => scan.index)).length;
  const rowsStored = await copying;
  if (!problems) {
    problems = rowsStored === records ? noProblems(records) : await findProblems(connection, flagged, columns);
    if (problems.rows !== records) throw new Irregular("records");
    await writeProblems(task, sources, scanned, columns, problems);
  }
  if (rowsStored + problems.records.length !== records) throw new Irregular("rows");
  const setAside = countReasons(problems, columns, scanned);
  const rowsIn = rowsStored + [...setAside.values()].reduce((sum, rows) => sum + rows, 0);
  return { rowsIn, rowsStored, setAside, repeated, guestRevenue: problems.guestRevenue, columns };
}

async function checkedScan(source: Source): Promise<Scan> {
  const scan = await source.scan;
  if (scan.irregular === undefined) return scan;
  if (source.isNormalised) throw new CladeError("FILE_UNREADABLE", { file: source.file, problem: scan.irregular });
  throw new Irregular(scan.irregular);
}

/** Label columns of a users table that are no numbers: they are stored as the text they are. */
async function textLabels(connection: DuckDBConnection, table: ResolvedTable, csv: string): Promise<Set<number>> {
  if (table.kind !== "users") return new Set();
  const labels = typedColumns(table, new Set()).filter(({ role }) => role === "label");
  if (labels.length === 0) return new Set();
  const tests = labels.map(({ check }, i) => `coalesce(bool_or(${check?.isBad ?? "false"}), false) AS l${i}`);
  const inner = labels.flatMap(({ cell, sql, typed }) => [cell, `${sql} AS ${typed}`]).join(", ");
  const [row] = await selectRows(connection, `SELECT ${tests.join(", ")} FROM (SELECT ${inner} FROM ${csv})`);
  return new Set(labels.filter((_, i) => row?.[`l${i}`] === true).map(({ index }) => index));
}

/** Typed rows in a file of their own, so that each has a place. */
async function stageRows({ connection, folder }: TableTask, typed: string): Promise<string> {
  const path = join(folder, "staged.parquet");
  await connection.run(`COPY (${typed}) TO ${sqlText(path)} (FORMAT parquet)`);
  return `(SELECT * EXCLUDE (file_row_number), file_row_number AS place
    FROM read_parquet(${sqlText(path)}, file_row_number = true))`;
}

/** A look at the first rows: problems come early or hardly at all, and finding them costs a pass. */
async function hasProblems(connection: DuckDBConnection, flagged: string): Promise<boolean> {
  const rows = await selectRows(
    connection,
    `SELECT 1 FROM (SELECT problem FROM (${flagged}) LIMIT 8192) WHERE problem > 0 LIMIT 1`,
  );
  return rows.length > 0;
}

interface FoundProblems extends Problems {
  readonly rows: number;
  readonly guestRevenue: number;
}

function noProblems(rows: number): FoundProblems {
  return { records: new Int32Array(0), codes: new Uint16Array(0), rows, guestRevenue: 0 };
}

/** Which rows are set aside. The engine keeps the order of the files, so that a row's id is its place in them. */
async function findProblems(
  connection: DuckDBConnection,
  flagged: string,
  columns: readonly TypedColumn[],
): Promise<FoundProblems> {
  const userCode = (columnOf(columns, "user")?.index ?? -2) + 1;
  await connection.run(`CREATE OR REPLACE TEMP TABLE problems AS SELECT problem::USMALLINT AS problem,
    CASE WHEN problem = ${userCode} AND is_purchase THEN worth END AS guest FROM (${flagged})`);
  const [total] = await selectRows(
    connection,
    `SELECT count(*)::DOUBLE AS rows, coalesce(sum(guest), 0)::DOUBLE AS guest,
      count(*) FILTER (WHERE problem > 0)::DOUBLE AS bad FROM problems`,
  );
  const found = Number(total?.bad ?? 0);
  const records = new Int32Array(found);
  const codes = new Uint16Array(found);
  let at = 0;
  const stream = await connection.stream("SELECT rowid::INTEGER, problem FROM problems WHERE problem > 0");
  for (let chunk = await stream.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await stream.fetchChunk()) {
    records.set(chunk.getColumnValues(0) as number[], at);
    codes.set(chunk.getColumnValues(1) as number[], at);
    at += chunk.rowCount;
  }
  await connection.run("DROP TABLE problems");
  return { records, codes, rows: Number(total?.rows ?? 0), guestRevenue: Number(total?.guest ?? 0) };
}

async function keepExempt(
  connection: DuckDBConnection,
  columns: readonly TypedColumn[],
  flagged: string,
): Promise<string> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE exempt AS ${exemptUsers(columns, flagged)}`);
  return `${columnOf(columns, "user")?.typed} IN (SELECT user_id FROM exempt)`;
}

/** Places of repeated records as a condition on `place`. */
async function keepRepeated({ connection, folder }: TableTask, scans: readonly Scan[]): Promise<string> {
  const path = join(folder, "repeated.csv");
  const writer = new FileWriter(path);
  for (const record of findRepeated(scans.map((scan) => scan.index))) writer.write(`${record}\n`);
  await writer.close();
  await connection.run(`CREATE OR REPLACE TEMP TABLE repeated AS
    SELECT place FROM read_csv(${sqlText(path)}, auto_detect = false, header = false, columns = {place: 'BIGINT'})`);
  return "place IN (SELECT place FROM repeated)";
}

async function copyRows(connection: DuckDBConnection, select: string, path: string): Promise<number> {
  const result = await connection.runAndReadAll(`COPY (${select}) TO ${sqlText(path)} (FORMAT parquet)`);
  return Number(result.getRows()[0]?.[0] ?? 0);
}

async function writeProblems(
  { table, setAside }: TableTask,
  sources: readonly Source[],
  scans: readonly Scan[],
  columns: readonly TypedColumn[],
  problems: FoundProblems,
): Promise<void> {
  const writer = new FileWriter(setAside.path);
  try {
    const reasons = new Map(columns.map(({ index, check }) => [index, check?.reason]));
    const reasonOf = (column: number) => reasons.get(column) ?? "bad-number";
    await writeSetAside(writer, { table, sources, scans, problems, reasonOf, ...setAside });
  } finally {
    await writer.close();
  }
}

function countReasons(
  { codes }: Problems,
  columns: readonly TypedColumn[],
  scans: readonly Scan[],
): Map<SetAsideReason, number> {
  const counts = new Map<SetAsideReason, number>();
  const add = (reason: SetAsideReason, rows: number) => counts.set(reason, (counts.get(reason) ?? 0) + rows);
  const byColumn = new Map<number, number>();
  for (const code of codes) byColumn.set(code, (byColumn.get(code) ?? 0) + 1);
  for (const [code, rows] of byColumn) {
    add(columns.find(({ index }) => index === code - 1)?.check?.reason ?? "bad-number", rows);
  }
  for (const scan of scans) {
    for (const [reason, rows] of scan.rejects?.counts ?? []) add(reason, rows);
  }
  return counts;
}
