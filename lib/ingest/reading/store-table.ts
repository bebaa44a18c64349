import { rmSync, statSync } from "node:fs";
import { truncate } from "node:fs/promises";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { CladeError } from "../../core/errors.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { sqlText } from "../../platform/duckdb.ts";
import type { ResolvedTable, SetAsideReason } from "../schema.ts";
import { FileWriter } from "./file-writer.ts";
import { normalDialect, normalPieces } from "./normal-pieces.ts";
import { Irregular, type Piece, pieceRecords } from "./piece-cutter.ts";
import { PlaceIndex } from "./place-index.ts";
import { isPlain, plainPieces } from "./plain-pieces.ts";
import { reasonWords } from "./reason-words.ts";
import type { Dialect } from "./record-splitter.ts";
import { type Problems, type RowLayout, SetAsideWriter } from "./set-aside.ts";
import { copySql, type RowsSql, TableSql } from "./table-sql.ts";
import type { TypedColumn } from "./typed-sql.ts";

export interface TableTask {
  /** Of one engine; a group of pieces is stored on each at a time. */
  readonly connections: readonly DuckDBConnection[];
  readonly kernels: Kernels;
  readonly table: ResolvedTable;
  /** Folder and first part of the names of the Parquet files to write. */
  readonly out: string;
  readonly name: string;
  /** CSV to append set-aside rows to, its size, and where the table's cells stand in its rows. */
  readonly setAside: { readonly path: string; readonly size: number; readonly layout: RowLayout };
  /** Folder for what is needed on the way. */
  readonly folder: string;
  /** Indexes of the columns whose cells are kept apart, as they are. */
  readonly personal: readonly number[];
  /** How its records are stored; absent: as the table's kind says. */
  readonly sql?: (dialect: Dialect) => RowsSql;
  /** How much of the table is read, 0 to 1, and rows so far. */
  readonly progress: (fraction: number, rows: number) => void;
}

export interface TableOutcome {
  /** Names of the Parquet files, in order. */
  readonly files: readonly string[];
  /** Paths of those with the cells kept apart, in order; they hold the same rows as `files`. */
  readonly personalPaths: readonly string[];
  readonly rowsIn: number;
  readonly rowsStored: number;
  readonly setAside: ReadonlyMap<SetAsideReason, number>;
  readonly repeated: number;
  readonly columns: readonly TypedColumn[];
  readonly places: PlaceIndex;
}

/**
 * Stores one table. Its text goes to the engine as it is where it can; where something in it is irregular, or the engine
 * stumbles, the records are rewritten first. Label columns count as numbers until one is found that is none.
 */
export async function storeTable(task: TableTask): Promise<TableOutcome> {
  const textLabels = new Set<number>();
  let asItIs = isPlain(task.table);
  for (;;) {
    const storing = new TableStoring(task, asItIs, textLabels);
    try {
      return await storing.run();
    } catch (error) {
      if (error instanceof TextLabel) textLabels.add(error.column);
      else if (asItIs && isMisread(error)) asItIs = false;
      else throw error;
      for (const file of storing.files) rmSync(join(task.out, file), { force: true });
      await truncate(task.setAside.path, task.setAside.size);
    }
  }
}

/** The engine took the text for something else than the records that were cut. */
class Misread extends Error {}

/** A label column holds text. */
class TextLabel extends Error {
  readonly column: number;

  constructor(column: number) {
    super();
    this.column = column;
  }
}

function isMisread(error: unknown): boolean {
  if (error instanceof Misread || error instanceof Irregular) return true;
  return error instanceof Error && !(error instanceof CladeError) && /CSV|unicode|UTF-?8/i.test(error.message);
}

/** Pieces that are stored at once, the first time and later: a thread takes a piece, a group takes time to plan. */
const groupPieces = { first: 4, later: 8 };

/** One attempt at a table. */
class TableStoring {
  readonly files: string[] = [];
  private readonly personalPaths: string[] = [];
  private readonly task: TableTask;
  private readonly sql: RowsSql;
  private readonly pieces: AsyncGenerator<Piece>;
  private readonly setAside: FileWriter;
  private readonly rows: SetAsideWriter;
  private readonly reasons: ReadonlyMap<number, SetAsideReason>;
  private readonly counts = new Map<SetAsideReason, number>();
  private readonly labels: ReadonlySet<number>;
  private readonly places = new PlaceIndex();
  private repeated = 0;
  private problems = 0;
  private bytesRead = 0;

  constructor(task: TableTask, asItIs: boolean, textLabels: ReadonlySet<number>) {
    const { table, kernels, folder, setAside } = task;
    const onRead = (bytes: number) => {
      this.bytesRead += bytes;
    };
    const dialect = asItIs ? table : normalDialect;
    this.task = task;
    this.sql = task.sql?.(dialect) ?? new TableSql(table, dialect, textLabels);
    const { findsRepeated } = this.sql;
    this.pieces = (asItIs ? plainPieces : normalPieces)({ table, kernels, folder, findsRepeated, onRead });
    this.setAside = new FileWriter(setAside.path);
    this.reasons = new Map(this.sql.columns.flatMap(({ index, check }) => (check ? [[index, check.reason]] : [])));
    this.labels = new Set(this.sql.columns.filter(({ role }) => role === "label").map(({ index }) => index));
    const reasonOf = (column: number) => this.reasons.get(column) ?? "bad-number";
    this.rows = new SetAsideWriter(this.setAside, { table, dialect, reasonOf, layout: setAside.layout });
  }

  async run(): Promise<TableOutcome> {
    const mark = this.task.kernels.mark();
    try {
      await this.storeGroups();
    } finally {
      this.task.kernels.release(mark);
      await this.setAside.close();
    }
    const { table } = this.task;
    const rowsSetAside = [...this.counts.values()].reduce((sum, rows) => sum + rows, 0);
    const rowsStored = this.places.records - this.problems;
    if (rowsStored === 0) throw noRows(table, this.counts);
    if (this.sql.isStaged) await this.storeStaged();
    return {
      ...{
        files: this.files,
        personalPaths: this.personalPaths,
        rowsIn: rowsStored + rowsSetAside,
        rowsStored,
        setAside: this.counts,
      },
      ...{ repeated: this.repeated, columns: this.sql.columns, places: this.places },
    };
  }

  /** Cuts ahead of the engine, by a group for each of its connections. */
  private async storeGroups(): Promise<void> {
    const { table, progress } = this.task;
    const bytes = table.files.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
    const free = [...this.task.connections];
    const running: Promise<void>[] = [];
    let finished: Promise<void> = Promise.resolve();
    try {
      for await (const group of this.groups()) {
        progress((0.9 * this.bytesRead) / Math.max(bytes, this.bytesRead), this.places.records);
        while (free.length === 0) await running.shift();
        const connection = free.pop();
        if (!connection) throw new Error("no connection is free");
        const storing = this.storeGroup(connection, group);
        const before = finished;
        finished = storing.then(async (problems) => {
          free.push(connection);
          await before;
          await this.finishGroup(group, problems);
        });
        finished.catch(() => {});
        running.push(finished);
      }
      await finished;
    } finally {
      await Promise.allSettled(running);
    }
  }

  /** Pieces in groups that end where one is not full: the engine then cuts row groups alike every time. */
  private async *groups(): AsyncGenerator<Piece[]> {
    let group: Piece[] = [];
    let most = this.sql.isNumbered ? 1 : groupPieces.first;
    for await (const piece of this.pieces) {
      this.places.add(piece);
      this.repeated += piece.repeated.length;
      group.push(piece);
      if (group.length < most && piece.records === pieceRecords) continue;
      yield group;
      group = [];
      if (!this.sql.isNumbered) most = groupPieces.later;
    }
    if (group.length > 0) yield group;
  }

  /** Stores a group's rows; returns the problems of each piece. */
  private async storeGroup(connection: DuckDBConnection, group: readonly Piece[]): Promise<Problems[]> {
    const pieces = group.filter(({ records }) => records > 0);
    if (pieces.length === 0) return group.map(() => noProblems);
    const path = this.nextFile();
    const rows = pieces.reduce((sum, { records }) => sum + records, 0);
    const personalPath = this.nextPersonal();
    await copyRows(connection, this.sql.rows(pieces), path, rows);
    if (personalPath) await copyRows(connection, this.sql.cells(pieces, this.task.personal), personalPath, rows);
    const { records, codes } = await readProblems(connection, path, this.sql.problem);
    let at = 0;
    let first = 0;
    return group.map((piece) => {
      const start = at;
      const base = first;
      first += piece.records;
      while (at < records.length && (records[at] ?? 0) < first) at++;
      return { records: records.subarray(start, at).map((record) => record - base), codes: codes.subarray(start, at) };
    });
  }

  private nextFile(): string {
    const file = `${this.sql.isStaged ? "staged" : this.task.name}-${this.files.length}.parquet`;
    this.files.push(file);
    return join(this.sql.isStaged ? this.task.folder : this.task.out, file);
  }

  private nextPersonal(): string | undefined {
    const { personal, folder, name } = this.task;
    if (personal.length === 0) return undefined;
    const path = join(folder, `personal-${name}-${this.personalPaths.length}.parquet`);
    this.personalPaths.push(path);
    return path;
  }

  private async finishGroup(group: readonly Piece[], problems: readonly Problems[]): Promise<void> {
    for (const [i, piece] of group.entries()) {
      const found = problems[i] ?? noProblems;
      for (const code of found.codes) {
        if (this.labels.has(code - 1) && this.reasons.get(code - 1) === "bad-number") throw new TextLabel(code - 1);
        this.count(this.reasons.get(code - 1) ?? "bad-number");
      }
      for (const { reason } of piece.rejects) this.count(reason);
      this.problems += found.records.length;
      await this.rows.writePiece(piece, found);
      rmSync(piece.path, { force: true });
    }
  }

  private count(reason: SetAsideReason): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
  }

  /** Stores all rows where they were only staged. */
  private async storeStaged(): Promise<void> {
    const { connections, out, name, folder } = this.task;
    const staged = this.files.splice(0).map((file) => join(folder, file));
    const file = `${name}-0.parquet`;
    this.files.push(file);
    await connections[0]?.run(copySql(this.sql.allRows(staged), join(out, file)));
    for (const path of staged) rmSync(path);
  }
}

async function copyRows(connection: DuckDBConnection, select: string, path: string, rows: number): Promise<void> {
  const copied = await connection.runAndReadAll(copySql(select, path));
  const stored = Number(copied.getRows()[0]?.[0]);
  if (stored !== rows) throw new Misread(`${stored} rows, ${rows} records`);
}

const noProblems: Problems = { records: new Int32Array(0), codes: new Uint16Array(0) };

async function readProblems(connection: DuckDBConnection, path: string, problem: string): Promise<Problems> {
  const result = await connection.run(`SELECT file_row_number::INTEGER, ${problem}
    FROM read_parquet(${sqlText(path)}, file_row_number = true) WHERE ${problem} <> 0 ORDER BY ALL`);
  const records = new Int32Array(result.rowCount);
  const codes = new Uint16Array(result.rowCount);
  let at = 0;
  for (const chunk of await result.fetchAllChunks()) {
    records.set(chunk.getColumnValues(0) as number[], at);
    codes.set(chunk.getColumnValues(1) as number[], at);
    at += chunk.rowCount;
  }
  return { records, codes };
}

function noRows({ files }: ResolvedTable, setAside: ReadonlyMap<SetAsideReason, number>): CladeError {
  const file = files.map((path) => basename(path)).join(", ");
  if (setAside.size === 0) return new CladeError("FILE_EMPTY", { file });
  const counts = [...setAside];
  const problem = {
    en: counts.map(([reason, rows]) => `${reasonWords[reason].en}: ${rows}`).join(", "),
    zh: counts.map(([reason, rows]) => `${reasonWords[reason].zh} ${rows} 行`).join("，"),
  };
  return new CladeError("NO_ROWS_STORED", { file, problem });
}
