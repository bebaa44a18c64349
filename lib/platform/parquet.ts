import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
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

/** Queries of any size, one after the other, piece by piece, in an engine of their own that goes with their reader. */
export async function* streamArtefacts(...queries: readonly string[]): AsyncGenerator<unknown[][]> {
  const connection = await openArtefacts(512);
  try {
    for (const sql of queries) {
      const result = await connection.stream(sql);
      for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
        yield chunk.getRows();
    }
  } finally {
    connection.closeSync();
  }
}

async function openArtefacts(memoryMb: number): Promise<DuckDBConnection> {
  const root = env().dataFolder.artefacts;
  const spill = join(root, "spill");
  mkdirSync(spill, { recursive: true });
  return openDuckDb({ folders: [root], threads: 2, temporaryFolder: spill, memoryMb });
}
