import { dirname, join } from "node:path";
import { CladeError } from "../../core/errors.ts";
import type { StageContext } from "../../core/stage.ts";
import { openDuckDb, sqlText } from "../../platform/duckdb.ts";

export interface StoredTags {
  /** A run's users in row order: their label, null for who has none. */
  readonly values: readonly (string | null)[];
  /** Labelled users that the run has not. */
  readonly unknown: number;
}

/**
 * Labels of users from a CSV file with the columns user_id and label; of a user with several lines the last counts.
 * @throws BAD_CONFIG where the file is no such table
 */
export async function readTags(
  file: string,
  users: number,
  { input, out, threads }: StageContext,
): Promise<StoredTags> {
  const values = new Array<string | null>(users).fill(null);
  const folders = [dirname(file), input("features"), out];
  const connection = await openDuckDb({ folders, threads, temporaryFolder: join(out, "spill") });
  try {
    const csv = `read_csv(${sqlText(file)}, header = true, all_varchar = true)`;
    const known = `read_parquet(${sqlText(join(input("features"), "users.parquet"))}, file_row_number = true)`;
    const result = await connection
      .stream(`SELECT u.file_row_number::INTEGER, t.label
        FROM (SELECT user_id, last(trim(label) ORDER BY place) AS label
          FROM (SELECT user_id, label, row_number() OVER () AS place FROM ${csv})
          WHERE trim(user_id) <> '' AND trim(label) <> '' GROUP BY user_id) t
        LEFT JOIN ${known} u USING (user_id)`)
      .catch((error: unknown) => {
        throw new CladeError("BAD_CONFIG", { path: "embedding.text.labels", problem: noTable }, error);
      });
    let unknown = 0;
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      const [rows, labels] = [0, 1].map((at) => chunk.getColumnVector(at));
      for (let i = 0; i < chunk.rowCount; i++) {
        const row = rows?.getItem(i);
        if (typeof row === "number") values[row] = String(labels?.getItem(i));
        else unknown++;
      }
    }
    return { values, unknown };
  } finally {
    connection.closeSync();
  }
}

const noTable = "it has to be a CSV file with the columns user_id and label";
