import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { selectRows, sqlName, sqlText, sqlTexts } from "../../platform/duckdb.ts";
import type { ResolvedTable } from "../schema.ts";
import { pieceRecords } from "./piece-cutter.ts";
import { readCsvSql } from "./read-csv-sql.ts";
import type { Problems } from "./set-aside.ts";
import type { TableRecords } from "./table-records.ts";
import { exemptUsers, flaggedSelect, guestRevenue, rowFacts, storedTransactions } from "./transactions-sql.ts";
import { columnOf, type TypedColumn, typedColumns, typedSelect } from "./typed-sql.ts";
import { storedUsers } from "./users-sql.ts";

/** Rows of a table with types and flags, in a file: each has its `place`, its number from 0 in the order of the files. */
export interface StagedRows {
  /** Something to SELECT FROM. */
  readonly from: string;
  readonly rows: number;
}

/** Exempt users that are listed in the query itself. */
const mostListed = 1000;

/**
 * The kept rows as one stream, by way of a window: the engine cuts row groups of filtered rows by the clock where
 * several threads bring them, and the bytes would differ from run to run.
 */
function streamed(from: string): string {
  return `(SELECT * FROM (SELECT *, row_number() OVER () AS nth FROM ${from} WHERE problem = 0) WHERE nth > 0)`;
}

/** Is a row's place among the given ones, of so many rows? One bit a row, since a join loses the order. */
function isAmongSql(places: Uint32Array, rows: number): string {
  if (places.length === 0) return "false";
  const bits = Buffer.alloc(rows, "0");
  for (const place of places) bits[place] = 49;
  return `(get_bit('${bits.toString("latin1")}'::BIT, place::INTEGER) = 1)`;
}

/** Rows of a row group: what a thread gathers before it writes, so that memory hangs on them. */
const stagedGroup = pieceRecords;
const storedGroup = 2 * pieceRecords;

/** The questions that storing one table asks of the engine. */
export class TableQueries {
  readonly columns: readonly TypedColumn[];
  private readonly connection: DuckDBConnection;
  private readonly table: ResolvedTable;
  private readonly csv: string;
  private readonly folder: string;

  private constructor(
    connection: DuckDBConnection,
    table: ResolvedTable,
    csv: string,
    folder: string,
    columns: readonly TypedColumn[],
  ) {
    this.connection = connection;
    this.table = table;
    this.csv = csv;
    this.folder = folder;
    this.columns = columns;
  }

  static async open(connection: DuckDBConnection, table: ResolvedTable, records: TableRecords, folder: string) {
    const csv = readCsvSql(records, table.columns.length);
    const columns = typedColumns(table, await findTextLabels(connection, table, csv));
    return new TableQueries(connection, table, csv, folder, columns);
  }

  /** Reads the files once, into a file of typed rows in order. */
  async stageRows(): Promise<StagedRows> {
    const typed = typedSelect(this.columns, this.csv);
    if (!rowFacts(this.columns).hasSharedTotals || this.table.kind === "users")
      return this.stage(this.flagged(`(${typed})`));
    const first = await this.stage(typed);
    return this.stage(`SELECT * EXCLUDE (place) FROM (${this.flagged(first.from)}) ORDER BY place`);
  }

  private async stage(select: string): Promise<StagedRows> {
    const path = join(this.folder, `staged-${this.staged++}.parquet`);
    const rows = await this.copy(select, path, stagedGroup);
    const from = `(SELECT * EXCLUDE (file_row_number), file_row_number AS place
      FROM read_parquet(${sqlText(path)}, file_row_number = true))`;
    return { from, rows };
  }
  private staged = 0;

  private flagged(typed: string): string {
    return this.table.kind === "transactions"
      ? flaggedSelect(this.columns, this.table, typed)
      : `SELECT * EXCLUDE (bad), bad AS problem FROM ${typed}`;
  }

  /** Which staged rows are set aside. */
  async findProblems({ from }: StagedRows): Promise<Problems> {
    const [count] = await selectRows(this.connection, `SELECT count(*)::DOUBLE AS n FROM ${from} WHERE problem > 0`);
    const found = Number(count?.n ?? 0);
    const records = new Int32Array(found);
    const codes = new Uint16Array(found);
    let at = 0;
    const rows = `SELECT place::INTEGER, problem FROM ${from} WHERE problem > 0 ORDER BY place`;
    const stream = await this.connection.stream(rows);
    for (let chunk = await stream.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await stream.fetchChunk()) {
      records.set(chunk.getColumnValues(0) as number[], at);
      codes.set(chunk.getColumnValues(1) as number[], at);
      at += chunk.rowCount;
    }
    return { records, codes };
  }

  /** Purchases in rows that are set aside for want of a user, in the table's money. */
  async sumGuests({ from }: StagedRows): Promise<number> {
    if (this.table.kind === "users") return 0;
    const [sum] = await selectRows(this.connection, guestRevenue(this.columns, from));
    return Number(sum?.guest ?? 0);
  }

  /** Is everything about a row told by the row itself, so that it can be stored as it is read? */
  get needsStaging(): boolean {
    const { kind, recipe } = this.table;
    if (kind === "users") return columnOf(this.columns, "user") === undefined;
    return recipe.dropDuplicates || recipe.nonProductItems.length > 0 || rowFacts(this.columns).hasSharedTotals;
  }

  /** Do the first rows have problems? They come early or hardly at all. */
  async hasEarlyProblems(): Promise<boolean> {
    const from = this.flagged(`(${typedSelect(this.columns, this.csv)})`);
    const sql = `SELECT 1 FROM (SELECT problem FROM (${from}) LIMIT 4096) WHERE problem > 0 LIMIT 1`;
    return (await selectRows(this.connection, sql)).length > 0;
  }

  /** Stores the rows as they are read, without those that have problems. Returns their number. */
  async storeDirectly(path: string): Promise<number> {
    const from = `(${this.flagged(`(${typedSelect(this.columns, this.csv)})`)})`;
    const isRows = this.table.kind === "transactions";
    return this.copy(isRows ? storedTransactions(this.columns, from) : storedUsers(this.columns, from), path);
  }

  /** Writes the staged rows to keep; `repeated` are the places of those to leave out as duplicates. Returns their number. */
  async store(staged: StagedRows, path: string, problems: Problems, repeated: Uint32Array): Promise<number> {
    const { kind, recipe } = this.table;
    const inOrder = problems.records.length === 0 ? staged.from : streamed(staged.from);
    if (kind === "users") return this.copy(storedUsers(this.columns, inOrder), path);
    const exempt = recipe.nonProductItems.length > 0 ? await this.exemptCondition(staged.from) : { sql: "false" };
    const isRepeated = recipe.dropDuplicates ? isAmongSql(repeated, staged.rows) : "false";
    const select = storedTransactions(this.columns, exempt.joins ? staged.from : inOrder, exempt.sql, isRepeated);
    return this.copy(exempt.joins ? `${select} ORDER BY place` : select, path);
  }

  /** Is the row's user one who keeps lines that are no products? Few users are listed in place: a join loses the order. */
  private async exemptCondition(from: string): Promise<{ readonly sql: string; readonly joins?: boolean }> {
    const user = columnOf(this.columns, "user")?.typed ?? "NULL";
    await this.connection.run(`CREATE OR REPLACE TEMP TABLE exempt AS ${exemptUsers(this.columns, from)}`);
    const users = await selectRows(this.connection, `SELECT user_id FROM exempt ORDER BY ALL LIMIT ${mostListed + 1}`);
    if (users.length > mostListed) return { sql: `${user} IN (SELECT user_id FROM exempt)`, joins: true };
    return { sql: `list_contains(${sqlTexts(users.map(({ user_id }) => String(user_id)))}, ${user})` };
  }

  /** The share of stored rows whose user is masked, and one such user. */
  async findMasked(path: string): Promise<{ readonly share: number; readonly value: string | undefined }> {
    const isMasked = "contains(user_id, '*') OR contains(user_id, '＊')";
    const [found] = await selectRows(
      this.connection,
      `SELECT (count(*) FILTER (WHERE ${isMasked}) / count(*))::DOUBLE AS share,
        min(user_id) FILTER (WHERE ${isMasked}) AS value FROM read_parquet(${sqlText(path)})`,
    );
    return { share: Number(found?.share ?? 0), value: found?.value == null ? undefined : String(found.value) };
  }

  /** A user that has more than one stored row. */
  async findDuplicate(path: string): Promise<string | undefined> {
    const [found] = await selectRows(
      this.connection,
      `SELECT user_id FROM read_parquet(${sqlText(path)}) GROUP BY user_id HAVING count(*) > 1 ORDER BY user_id LIMIT 1`,
    );
    return found === undefined ? undefined : String(found.user_id);
  }

  /** The currencies of the stored rows, commonest first. */
  async findCurrencies(path: string): Promise<string[]> {
    const currency = columnOf(this.columns, "currency")?.parquet;
    if (currency === undefined) return [];
    const found = await selectRows(
      this.connection,
      `SELECT upper(${sqlName(currency)}) AS name FROM read_parquet(${sqlText(path)}) WHERE ${sqlName(currency)} IS NOT NULL
      GROUP BY ALL ORDER BY count(*) DESC, name`,
    );
    return found.map(({ name }) => String(name));
  }

  /** Place of the row that holds a user for the nth time. */
  async findUser(user: string, nth: number): Promise<number> {
    const column = columnOf(this.columns, "user");
    const [found] = await selectRows(
      this.connection,
      `SELECT place::DOUBLE AS place FROM (SELECT ${column?.sql} AS user_id, row_number() OVER () - 1 AS place
        FROM ${this.csv}) WHERE user_id = ${sqlText(user)} ORDER BY place LIMIT 1 OFFSET ${nth - 1}`,
    );
    return Number(found?.place ?? 0);
  }

  private async copy(select: string, path: string, rowGroup = storedGroup): Promise<number> {
    const options = `(FORMAT parquet, ROW_GROUP_SIZE ${rowGroup})`;
    const result = await this.connection.runAndReadAll(`COPY (${select}) TO ${sqlText(path)} ${options}`);
    return Number(result.getRows()[0]?.[0] ?? 0);
  }
}

/** Label columns of a users table that are no numbers: they are stored as the text they are. */
async function findTextLabels(connection: DuckDBConnection, table: ResolvedTable, csv: string): Promise<Set<number>> {
  if (table.kind !== "users") return new Set();
  const labels = typedColumns(table, new Set()).filter(({ role }) => role === "label");
  if (labels.length === 0) return new Set();
  const tests = labels.map(({ check }, i) => `coalesce(bool_or(${check?.isBad ?? "false"}), false) AS l${i}`);
  const inner = labels.flatMap(({ cell, sql, typed }) => [cell, `${sql} AS ${typed}`]).join(", ");
  const [row] = await selectRows(connection, `SELECT ${tests.join(", ")} FROM (SELECT ${inner} FROM ${csv})`);
  return new Set(labels.filter((_, i) => row?.[`l${i}`] === true).map(({ index }) => index));
}
