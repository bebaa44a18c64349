import { type DuckDBConnection, type DuckDBDataChunk, DuckDBInstance } from "@duckdb/node-api";

export interface DuckDbOptions {
  /** Folders and files that may be read or written; everything else is refused by the engine. */
  readonly folders: readonly string[];
  readonly files?: readonly string[];
  readonly threads: number;
  /** Where the engine may spill; must lie within `folders`. */
  readonly temporaryFolder: string;
  /** The engine's own budget in MB; the process is bounded by its spawner. */
  readonly memoryMb?: number;
}

/**
 * An in-memory DuckDB locked down before it sees any file: no network, no extension, no path outside the given ones,
 * and no statement can undo that.
 */
export async function openDuckDb(options: DuckDbOptions): Promise<DuckDBConnection> {
  return (await openDuckDbs(1, options))[0];
}

/** The same with several connections, at least one, whose queries run side by side. */
export async function openDuckDbs(
  connections: number,
  options: DuckDbOptions,
): Promise<[DuckDBConnection, ...DuckDBConnection[]]> {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(options.threads) });
  const connection = await instance.connect();
  await connection.run(`
    SET memory_limit = '${options.memoryMb ?? 1024}MB';
    SET temp_directory = ${sqlText(options.temporaryFolder)};
    SET autoinstall_known_extensions = false;
    SET autoload_known_extensions = false;
    SET TimeZone = 'UTC';
    SET allowed_directories = ${sqlTexts(options.folders.map((folder) => `${folder.replace(/\/+$/, "")}/`))};
    SET allowed_paths = ${sqlTexts(options.files ?? [])};
    SET enable_external_access = false;
    SET lock_configuration = true;
  `);
  const others = await Promise.all(Array.from({ length: connections - 1 }, () => instance.connect()));
  return [connection, ...others];
}

/** Rows of a Parquet row group in files that are read in stretches of their order: little more than a stretch is unpacked. */
export const stretchRows = 20_480;

/** The rows of a query as objects; columns of interest are cast to DOUBLE, VARCHAR or BOOLEAN in the query. */
export async function selectRows(connection: DuckDBConnection, sql: string): Promise<Record<string, unknown>[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJS();
}

/**
 * A column of doubles of a chunk. It is backed by one typed array: taken whole, it is ten times as fast as item by item, and
 * as true only until the next chunk. NULL is any number.
 */
export function chunkDoubles(chunk: DuckDBDataChunk, column: number): Float64Array {
  const vector = chunk.getColumnVector(column);
  const { items } = vector as unknown as { readonly items?: unknown };
  if (items instanceof Float64Array) return items.subarray(0, chunk.rowCount);
  return Float64Array.from({ length: chunk.rowCount }, (_, row) => Number(vector.getItem(row)));
}

/** A text as an SQL literal. The engine's parser ends at a zero byte, so that those are put in by a function. */
export function sqlText(text: string): string {
  if (text.includes("\0")) return `(${text.split("\0").map(sqlText).join(" || chr(0) || ")})`;
  return `'${text.replaceAll("'", "''")}'`;
}

/** Texts as an SQL list. */
export function sqlTexts(texts: readonly string[]): string {
  return `[${texts.map(sqlText).join(", ")}]`;
}

/** A name as a quoted SQL identifier. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
