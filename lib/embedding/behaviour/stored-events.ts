import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { StageContext } from "../../core/stage.ts";
import type { FeaturesSummary } from "../../features/schema.ts";
import type { IngestSummary, StoredTable } from "../../ingest/schema.ts";
import { storedRowsSql } from "../../ingest/stored-sql.ts";
import { openDuckDb, sqlText } from "../../platform/duckdb.ts";
import type { EventTable, WordColumn } from "./vocabulary.ts";

export interface StoredEvents {
  readonly users: number;
  readonly source: "events" | "transactions";
  readonly events: EventTable;
}

/** What the run's users did, in time: their events, or where there are none their orders line by line; before an ISO day. */
export async function readEvents({ input, out, threads }: StageContext, before?: string): Promise<StoredEvents> {
  const folder = input("ingest");
  const { tables }: IngestSummary = JSON.parse(readFileSync(join(folder, "ingest.json"), "utf8"));
  const { users }: FeaturesSummary = JSON.parse(readFileSync(join(input("features"), "features.json"), "utf8"));
  const own = tables.filter(({ kind }) => kind === "events");
  const source = own.length > 0 ? "events" : "transactions";
  const from = own.length > 0 ? own : tables.filter(({ kind }) => kind === "transactions");
  const parts = from.map((table) => (table.kind === "events" ? eventsSql : ordersSql)(folder, table));
  if (parts.length === 0) return { users, source, events: none() };
  const folders = [folder, input("features"), out];
  const connection = await openDuckDb({ folders, threads, temporaryFolder: join(out, "spill") });
  try {
    const known = `read_parquet(${sqlText(join(input("features"), "users.parquet"))}, file_row_number = true)`;
    await connection.run(`CREATE TEMP TABLE acts AS
      SELECT u.file_row_number::INTEGER AS row, e.* EXCLUDE (user_id)
      FROM (${parts.join(" UNION ALL ")}) e JOIN ${known} u USING (user_id)
      ${before === undefined ? "" : `WHERE e.time < ${sqlText(before)}::TIMESTAMP`}`);
    return { users, source, events: await readTable(connection) };
  } finally {
    connection.closeSync();
  }
}

function eventsSql(folder: string, table: StoredTable): string {
  const has = (name: string) => table.columns.some(({ parquet }) => parquet === name);
  const or = (name: string, type: string) => (has(name) ? name : `NULL::${type} AS ${name}`);
  return `SELECT user_id, time, event, ${or("item", "VARCHAR")}, ${or("category", "VARCHAR")},
    ${has("price") ? "price::DOUBLE AS price" : "NULL::DOUBLE AS price"} FROM ${storedRowsSql(folder, table)}`;
}

function ordersSql(folder: string, table: StoredTable): string {
  const item = table.columns.some(({ parquet }) => parquet === "item") ? "item" : "NULL::VARCHAR AS item";
  return `SELECT user_id, time, CASE WHEN is_return THEN 'return' ELSE 'buy' END AS event, ${item},
    NULL::VARCHAR AS category, abs(amount)::DOUBLE AS price FROM ${storedRowsSql(folder, table)} WHERE counts`;
}

/** Rows by user, then time; rows of one moment by what they hold, so that the order of the file does not matter. */
async function readTable(connection: DuckDBConnection): Promise<EventTable> {
  const words = {
    event: await readWords(connection, "event"),
    item: await readWords(connection, "item"),
    category: await readWords(connection, "category"),
  };
  const [count] = (await connection.runAndReadAll("SELECT count(*)::INTEGER FROM acts")).getRows()[0] ?? [0];
  const n = Number(count);
  const user = new Int32Array(n);
  const time = new Float64Array(n);
  const codes = { event: new Int32Array(n), item: new Int32Array(n), category: new Int32Array(n) };
  const price = new Float64Array(n);
  const result = await connection.stream(`SELECT row, epoch(time)::DOUBLE AS seconds, coalesce(e.code, -1)::INTEGER,
      coalesce(i.code, -1)::INTEGER, coalesce(c.code, -1)::INTEGER, price
    FROM acts LEFT JOIN event_words e ON e.word = acts.event LEFT JOIN item_words i ON i.word = acts.item
    LEFT JOIN category_words c ON c.word = acts.category ORDER BY row, seconds, 3, 4, 5, price`);
  let start = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const columns = [0, 1, 2, 3, 4, 5].map((column) => chunk.getColumnVector(column));
    const value = (column: number, i: number) => {
      const found = columns[column]?.getItem(i);
      return typeof found === "number" ? found : Number.NaN;
    };
    for (let i = 0; i < chunk.rowCount; i++) {
      user[start + i] = value(0, i);
      time[start + i] = value(1, i);
      codes.event[start + i] = value(2, i);
      codes.item[start + i] = value(3, i);
      codes.category[start + i] = value(4, i);
      price[start + i] = value(5, i);
    }
    start += chunk.rowCount;
  }
  const column = (name: keyof typeof words): WordColumn => ({ codes: codes[name], values: words[name] });
  const priced = price.some((one) => !Number.isNaN(one));
  return {
    ...{ user, time, type: column("event"), item: column("item"), category: column("category") },
    price: priced ? price : undefined,
  };
}

/** Fills table `${column}_words`: every word once, with its place in the list that is returned. */
async function readWords(connection: DuckDBConnection, column: "event" | "item" | "category"): Promise<string[]> {
  await connection.run(`CREATE TEMP TABLE ${column}_words AS
    SELECT ${column} AS word, row_number() OVER (ORDER BY ${column}) - 1 AS code
    FROM (SELECT DISTINCT ${column} FROM acts WHERE ${column} IS NOT NULL)`);
  const rows = await connection.runAndReadAll(`SELECT word FROM ${column}_words ORDER BY code`);
  return rows.getRows().map(([word]) => String(word));
}

function none(): EventTable {
  const words = { codes: new Int32Array(), values: [] };
  const empty = { user: new Int32Array(), time: new Float64Array(), price: undefined };
  return { ...empty, type: words, item: words, category: words };
}
