import { join } from "node:path";
import type { StageContext } from "../../core/stage.ts";
import type { IngestSummary, StoredTable } from "../../ingest/schema.ts";
import { storedRowsSql } from "../../ingest/stored-sql.ts";
import { openDuckDb, sqlName, sqlText } from "../../platform/duckdb.ts";

export interface StoredLabels {
  /** A run's users in row order: what stands in the column, null where nothing or different things do. */
  readonly values: readonly (string | null)[];
  /** Seconds of the newest row with a label, NaN where unknown. */
  readonly times: Float64Array;
  /** Users of whom the column says different things. */
  readonly contradicted: number;
}

/** A column of the users and texts tables, for the run's users. */
export async function readLabels(
  column: string,
  { tables }: IngestSummary,
  users: number,
  { input, out, threads }: StageContext,
): Promise<StoredLabels> {
  const values = new Array<string | null>(users).fill(null);
  const times = new Float64Array(users).fill(Number.NaN);
  // Names are few beside users: each is kept once.
  const names = new Map<string, string>();
  let contradicted = 0;
  const sources = tables.flatMap((table) => sourceOf(table, column, input("ingest")));
  if (sources.length === 0) return { values, times, contradicted };
  const folders = [input("ingest"), input("features"), out];
  const connection = await openDuckDb({ folders, threads, temporaryFolder: join(out, "spill") });
  try {
    const known = `read_parquet(${sqlText(join(input("features"), "users.parquet"))}, file_row_number = true)`;
    const result = await connection.stream(`SELECT u.file_row_number::INTEGER, min(t.value), max(t.value), max(t.time)
      FROM (${sources.join(" UNION ALL ")}) t JOIN ${known} u USING (user_id) GROUP BY 1`);
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      const [rows, least, most, time] = [0, 1, 2, 3].map((at) => chunk.getColumnVector(at));
      for (let i = 0; i < chunk.rowCount; i++) {
        const row = Number(rows?.getItem(i));
        const [one, other, seconds] = [least?.getItem(i), most?.getItem(i), time?.getItem(i)];
        if (one !== other) contradicted++;
        else {
          const name = nameOf(String(one));
          if (!names.has(name)) names.set(name, name);
          values[row] = names.get(name) ?? null;
        }
        if (typeof seconds === "number") times[row] = seconds;
      }
    }
  } finally {
    connection.closeSync();
  }
  return { values, times, contradicted };
}

function sourceOf(table: StoredTable, column: string, folder: string): string[] {
  if (table.kind !== "users" && table.kind !== "texts") return [];
  const found = table.columns.find(({ name }) => name === column);
  if (!found) return [];
  const time = table.columns.find(({ role }) => role === "time");
  const seconds = time ? `epoch(TRY_CAST(${sqlName(time.parquet)} AS TIMESTAMP))` : "NULL";
  const cell = sqlName(found.parquet);
  return [
    `SELECT user_id, ${cell}::VARCHAR AS value, ${seconds}::DOUBLE AS time FROM ${storedRowsSql(folder, table)}
      WHERE ${cell} IS NOT NULL AND ${cell}::VARCHAR <> ''`,
  ];
}

/** 1.0, as the engine writes a number, is 1. */
function nameOf(value: string): string {
  return /^-?\d+\.0$/.test(value) ? value.slice(0, -2) : value;
}
