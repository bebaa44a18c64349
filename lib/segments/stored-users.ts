import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBDataChunk } from "@duckdb/node-api";
import { CladeError } from "../core/errors.ts";
import type { StageContext } from "../core/stage.ts";
import { chunkDoubles, openDuckDb, selectRows, sqlName, sqlText } from "../platform/duckdb.ts";
import type { ApartUser, IdPiece } from "./segments-csv.ts";

/** users.parquet in row order. @throws INTERNAL, everywhere, when it does not hold as many rows as there are users. */
export interface StoredUsers {
  /** One column of everybody, NaN where missing; as true only until the next. */
  column(name: string): Promise<Float64Array>;
  /** Everybody's ids; a piece is as true only until the next. */
  ids(): AsyncGenerator<IdPiece>;
  close(): void;
}

/** Columns are read one at a time into the same memory, and ids are never held. */
export async function openUsers(context: StageContext, users: number): Promise<StoredUsers> {
  const { folder, connection } = await openFeatures(context);
  const from = `FROM read_parquet(${sqlText(join(folder, "users.parquet"))})`;
  const values = new Float64Array(users);

  async function* stream(expression: string): AsyncGenerator<DuckDBDataChunk> {
    const result = await connection.stream(`SELECT ${expression} ${from}`);
    let rows = 0;
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      rows += chunk.rowCount;
      if (rows > users) throw wrongCount(rows, users);
      yield chunk;
    }
    if (rows !== users) throw wrongCount(rows, users);
  }

  return {
    async column(name) {
      let row = 0;
      for await (const chunk of stream(`coalesce(${sqlName(name)}, 'nan'::DOUBLE)`)) {
        values.set(chunkDoubles(chunk, 0), row);
        row += chunk.rowCount;
      }
      return values;
    },
    async *ids() {
      for await (const chunk of stream("user_id")) {
        const names = chunk.getColumnVector(0);
        yield { rows: chunk.rowCount, idAt: (row) => String(names.getItem(row) ?? "") };
      }
    },
    close: () => connection.closeSync(),
  };
}

/** Ids of some rows, ascending. */
export async function pickIds({ ids }: StoredUsers, rows: Int32Array): Promise<string[]> {
  const picked: string[] = [];
  let first = 0;
  for await (const piece of ids()) {
    const end = first + piece.rows;
    for (let row = rows[picked.length]; row !== undefined && row < end; row = rows[picked.length])
      picked.push(piece.idAt(row - first));
    first = end;
  }
  return picked;
}

/** Customers kept apart before clustering, largest first. They are few (lib/features/wholesale.ts). */
export async function readApart(context: StageContext): Promise<ApartUser[]> {
  const { folder, connection } = await openFeatures(context);
  const rows = await selectRows(
    connection,
    `SELECT user_id, revenue FROM read_parquet(${sqlText(join(folder, "apart.parquet"))}) ORDER BY revenue DESC, user_id`,
  );
  connection.closeSync();
  return rows.map((row) => ({ id: String(row.user_id), revenue: Number(row.revenue) }));
}

async function openFeatures(context: StageContext) {
  const folder = context.input("features");
  const folders = [folder, context.out];
  const connection = await openDuckDb({ folders, threads: context.threads, temporaryFolder: context.out });
  return { folder, connection };
}

export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8")) as T;
}

function wrongCount(found: number, expected: number): CladeError {
  return new CladeError("INTERNAL", { stage: "segments", problem: `users.parquet has ${found} rows, not ${expected}` });
}
