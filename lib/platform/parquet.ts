import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBDataChunk } from "@duckdb/node-api";
import { openDuckDb, selectRows } from "./duckdb.ts";
import { env } from "./env.ts";

let shared: Promise<DuckDBConnection> | undefined;

/** Rows of a query over artefacts, for pages: one engine a process, which sees the artefact folder and nothing else. */
export async function queryArtefacts(sql: string): Promise<Record<string, unknown>[]> {
  shared ??= openArtefacts(512).catch((error: unknown) => {
    shared = undefined;
    throw error;
  });
  return selectRows(await shared, sql);
}

/**
 * Queries of any size, one after the other, piece by piece, in an engine of their own that goes with their reader. Rows are
 * made one at a time: a piece that is held as a whole outlives the collector's first look, and the process grows.
 */
export async function* streamArtefacts(...queries: readonly string[]): AsyncGenerator<Iterable<unknown[]>> {
  const connection = await openArtefacts(512, 1);
  try {
    for (const sql of queries) {
      const result = await connection.stream(sql);
      for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
        yield rowsOf(chunk);
    }
  } finally {
    connection.closeSync();
  }
}

function* rowsOf(chunk: DuckDBDataChunk): Generator<unknown[]> {
  const vectors = Array.from({ length: chunk.columnCount }, (_, i) => chunk.getColumnVector(i));
  for (let row = 0; row < chunk.rowCount; row++) yield vectors.map((vector) => vector.getItem(row));
}

async function openArtefacts(memoryMb: number, threads = 2): Promise<DuckDBConnection> {
  const root = env().dataFolder.artefacts;
  const spill = join(root, "spill");
  mkdirSync(spill, { recursive: true });
  return openDuckDb({ folders: [root], threads, temporaryFolder: spill, memoryMb });
}
