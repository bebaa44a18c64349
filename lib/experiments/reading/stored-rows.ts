import { readFileSync } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { CladeError } from "../../core/errors.ts";
import type { Localised } from "../../core/localised.ts";
import { csvRow, neutralise } from "../../ingest/reading/csv-text.ts";
import { reasonWords } from "../../ingest/reading/reason-words.ts";
import { rowLayout, setAsideHeader } from "../../ingest/reading/set-aside.ts";
import { storeTable, type TableOutcome } from "../../ingest/reading/store-table.ts";
import type { ResolvedTable } from "../../ingest/schema.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { selectRows, sqlTexts } from "../../platform/duckdb.ts";
import type { LeftOut } from "../report-schema.ts";
import { type RowColumns, TestRowsSql } from "./stored-rows-sql.ts";

export interface RowsTask {
  readonly connections: readonly [DuckDBConnection, ...DuckDBConnection[]];
  readonly kernels: Kernels;
  readonly table: ResolvedTable;
  readonly columns: RowColumns;
  /** Where set-aside.csv goes. */
  readonly out: string;
  /** Folder for what is needed on the way; the rows are stored there. */
  readonly folder: string;
  readonly progress: (fraction: number, rows: number) => void;
}

/** A test's rows as they were read. */
export interface StoredRows {
  /** SQL of the rows that can be used, in the order of the files. */
  readonly from: string;
  readonly rowsIn: number;
  readonly leftOut: readonly LeftOut[];
}

/**
 * Reads the files of a test into typed rows, by way of the ingest: whatever is hostile in them behaves as it does there. Rows
 * that do not fit go to set-aside.csv with file, line, column and value.
 * @throws NOT_NUMBERS where most of a metric's cells are none, and whatever the ingest throws
 */
export async function storeRows(task: RowsTask): Promise<StoredRows> {
  const { connections, table, columns, out, folder } = task;
  const path = join(out, "set-aside.csv");
  await writeFile(path, csvRow(setAsideHeader([table]).map(neutralise)));
  const { size } = await stat(path);
  let outcome: TableOutcome;
  try {
    outcome = await storeTable({
      ...{ connections, kernels: task.kernels, table, out: folder, name: "rows", folder, progress: task.progress },
      personal: [],
      setAside: { path, size, layout: rowLayout([table], table) },
      sql: (dialect) => new TestRowsSql(table, columns, dialect),
    });
  } catch (error) {
    throw error instanceof CladeError && error.code === "NO_ROWS_STORED" ? explain(error, path) : error;
  }
  const from = `read_parquet(${sqlTexts(outcome.files.map((file) => join(folder, file)))})`;
  await refuseWords(connections[0], outcome, { table, columns, from });
  const leftOut = [...outcome.setAside].map(([reason, rows]) => ({ reason: reasonWords[reason], rows }));
  return { from: `(SELECT * FROM ${from} WHERE problem = 0)`, rowsIn: outcome.rowsIn, leftOut };
}

/** From this share of cells that are no numbers on, a column is something else. */
const mostWords = 0.5;

/** A metric's column must hold numbers: a few bad cells are set aside, many say that the column was chosen by mistake. */
async function refuseWords(
  connection: DuckDBConnection,
  { columns: typed, places, rowsStored }: TableOutcome,
  { table, columns, from }: { readonly table: ResolvedTable; readonly columns: RowColumns; readonly from: string },
): Promise<void> {
  const fills = columns.values.map((_, at) => `count(v${at})::DOUBLE AS filled${at}`);
  const [filled = {}] = await selectRows(connection, `SELECT ${fills.join(", ")} FROM ${from} WHERE problem = 0`);
  const found = await selectRows(
    connection,
    `SELECT problem::INTEGER AS problem, count(*)::DOUBLE AS rows, min(record)::DOUBLE AS first
    FROM (SELECT problem, row_number() OVER () - 1 AS record FROM ${from}) WHERE problem <> 0 GROUP BY problem`,
  );
  for (const [at, { column }] of columns.values.entries()) {
    const index = typed.find(({ parquet }) => parquet === `v${at}`)?.index ?? -1;
    const bad = found.find(({ problem }) => problem === index + 1);
    const isEmpty = Number(filled[`filled${at}`] ?? 0) === 0;
    if (!isEmpty && Number(bad?.rows ?? 0) <= mostWords * (rowsStored + Number(bad?.rows ?? 0))) continue;
    const { part, line } = places.find(Number(bad?.first ?? 0));
    const file = basename(table.files[part] ?? "");
    const problem: Localised = bad
      ? { en: `line ${line} is the first of ${bad.rows} that are none`, zh: `第 ${line} 行起有 ${bad.rows} 行不是数值` }
      : { en: "all its cells are empty", zh: "所有单元格都是空的" };
    throw new CladeError("NOT_NUMBERS", { file, column, problem });
  }
}

/** No row could be used: the first that was set aside says why better than a count. */
function explain(error: CladeError, path: string): CladeError {
  const [, first = ""] = readFileSync(path, "utf8").split("\n", 2);
  const [file = "", line = "", column = "", value = ""] = first.split(",");
  if (column === "" || first.includes('"')) return error;
  const problem = {
    en: `line ${line} has “${value}” in column “${column}”, and so on (${(error.details.problem as Localised).en})`,
    zh: `第 ${line} 行“${column}”列为“${value}”，其余类似（${(error.details.problem as Localised).zh}）`,
  };
  return new CladeError("NO_ROWS_STORED", { file, problem }, error);
}
