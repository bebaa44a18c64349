import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CladeError } from "../core/errors.ts";
import type { StageContext } from "../core/stage.ts";
import { chunkDoubles, openDuckDb, selectRows, sqlName, sqlText } from "../platform/duckdb.ts";
import type { ApartUser } from "./segments-csv.ts";

export interface StoredUsers {
  readonly ids: readonly string[];
  /** In the order asked for; NaN where missing. */
  readonly columns: readonly Float64Array[];
  readonly revenue: Float64Array;
}

/** users.parquet in row order, column by column. @throws INTERNAL when it does not hold `users` rows. */
export async function readUsers(
  context: StageContext,
  features: readonly string[],
  users: number,
): Promise<StoredUsers> {
  const { folder, connection } = await openFeatures(context);
  const ids: string[] = new Array(users);
  const columns = Array.from({ length: features.length + 1 }, () => new Float64Array(users));
  const numbers = [...features, "revenue"].map((name) => `coalesce(${sqlName(name)}, 'nan'::DOUBLE)`);
  const result = await connection.stream(
    `SELECT user_id, ${numbers.join(", ")} FROM read_parquet(${sqlText(join(folder, "users.parquet"))})`,
  );
  let row = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    if (row + chunk.rowCount > users) throw wrongCount(row + chunk.rowCount, users);
    const names = chunk.getColumnVector(0);
    for (let i = 0; i < chunk.rowCount; i++) ids[row + i] = String(names.getItem(i) ?? "");
    columns.forEach((column, at) => {
      column.set(chunkDoubles(chunk, at + 1), row);
    });
    row += chunk.rowCount;
  }
  connection.closeSync();
  if (row !== users) throw wrongCount(row, users);
  return { ids, columns: columns.slice(0, -1), revenue: columns.at(-1) ?? new Float64Array(users) };
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
