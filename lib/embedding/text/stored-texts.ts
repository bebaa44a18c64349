import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StageContext } from "../../core/stage.ts";
import type { FeaturesSummary } from "../../features/schema.ts";
import type { IngestSummary } from "../../ingest/schema.ts";
import { storedRowsSql } from "../../ingest/stored-sql.ts";
import { openDuckDb, sqlText } from "../../platform/duckdb.ts";
import type { PooledText } from "./pool-users.ts";

export interface StoredTexts {
  readonly users: number;
  /** Texts of the run's users, by row of the user, then by time; no two alike of one user at one time. */
  readonly texts: readonly string[];
  readonly written: readonly PooledText[];
}

export interface TextsToRead {
  /** ISO day: only those that are known to be older. */
  readonly before?: string | undefined;
  /** Beyond so many, as many evenly spaced ones at most. */
  readonly most?: number;
}

/** The texts that the run's users wrote, without those that say nothing. */
export async function readTexts(
  { input, out, threads }: StageContext,
  { before, most }: TextsToRead = {},
): Promise<StoredTexts> {
  const folder = input("ingest");
  const { tables }: IngestSummary = JSON.parse(readFileSync(join(folder, "ingest.json"), "utf8"));
  const { users }: FeaturesSummary = JSON.parse(readFileSync(join(input("features"), "features.json"), "utf8"));
  const texts: string[] = [];
  const written: PooledText[] = [];
  const older = before === undefined ? "" : `WHERE t.time < epoch_ms(${sqlText(before)}::TIMESTAMP)`;
  const sources = tables
    .filter(({ kind }) => kind === "texts")
    .map((table) => {
      const time = table.columns.some(({ parquet }) => parquet === "time") ? "epoch_ms(time)::DOUBLE" : "NULL::DOUBLE";
      return `SELECT user_id, ${time} AS time, text FROM ${storedRowsSql(folder, table)} WHERE text IS NOT NULL`;
    });
  if (sources.length === 0) return { users, texts, written };
  const folders = [folder, input("features"), out];
  const connection = await openDuckDb({ folders, threads, temporaryFolder: join(out, "spill") });
  try {
    const known = `read_parquet(${sqlText(join(input("features"), "users.parquet"))}, file_row_number = true)`;
    const all = `SELECT DISTINCT u.file_row_number::INTEGER AS row, t.time, t.text
      FROM (${sources.join(" UNION ALL ")}) t JOIN ${known} u USING (user_id) ${older}`;
    const result = await connection.stream(
      most === undefined ? `${all} ORDER BY row, t.time, t.text` : evenlySpaced(all, most),
    );
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      const [rows, times, values] = [0, 1, 2].map((column) => chunk.getColumnVector(column));
      for (let i = 0; i < chunk.rowCount; i++) {
        const time = times?.getItem(i);
        texts.push(String(values?.getItem(i)));
        written.push({ user: Number(rows?.getItem(i)), time: typeof time === "number" ? time : null });
      }
    }
  } finally {
    connection.closeSync();
  }
  return { users, texts, written };
}

function evenlySpaced(texts: string, most: number): string {
  return `SELECT row, time, text
    FROM (SELECT *, row_number() OVER (ORDER BY row, time, text) - 1 AS place, count(*) OVER () AS texts FROM (${texts}))
    WHERE place % ceil(texts / ${most}) = 0 ORDER BY place`;
}
