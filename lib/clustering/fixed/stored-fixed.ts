import { join } from "node:path";
import type { StageContext } from "../../core/stage.ts";
import { chunkDoubles, openDuckDb, sqlName, sqlText } from "../../platform/duckdb.ts";
import { readNumbers, writeNumbers } from "../../platform/number-file.ts";
import type { ClusteringSummary } from "../schema.ts";
import type { MatchedUsers, UsersToMatch } from "./match-users.ts";

/** users.parquet in row order: ids, and the named columns. */
export async function readUsers(
  { input, out, threads }: StageContext,
  names: readonly string[],
): Promise<UsersToMatch> {
  const folder = input("features");
  const connection = await openDuckDb({ folders: [folder, out], threads, temporaryFolder: out });
  try {
    const wanted = names.map((name) => `, coalesce(${sqlName(name)}, 'nan'::DOUBLE)`);
    const result = await connection.stream(
      `SELECT user_id${wanted.join("")} FROM read_parquet(${sqlText(join(folder, "users.parquet"))})`,
    );
    const ids: string[] = [];
    const pieces = names.map((): Float64Array[] => []);
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      const own = chunk.getColumnVector(0);
      for (let i = 0; i < chunk.rowCount; i++) ids.push(String(own.getItem(i) ?? ""));
      for (const [at, piece] of pieces.entries()) piece.push(chunkDoubles(chunk, at + 1).slice());
    }
    return { ids, columns: new Map(names.map((name, at) => [name, joined(pieces[at] ?? [], ids.length)])) };
  } finally {
    connection.closeSync();
  }
}

function joined(pieces: readonly Float64Array[], length: number): Float64Array {
  const whole = new Float64Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const file = "fixed.i32";

export function writeFixed(out: string, { fixedOf }: MatchedUsers): void {
  writeNumbers(join(out, file), fixedOf);
}

/** Of every user: a place in the summary's fixed segments, or −1. null: there are none. */
export function readFixedOf(folder: string, { users, fixed = [] }: ClusteringSummary): Int32Array | null {
  return fixed.length === 0 ? null : readNumbers(join(folder, file), new Int32Array(users));
}
