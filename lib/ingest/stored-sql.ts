import { join } from "node:path";
import { sqlText, sqlTexts } from "../platform/duckdb.ts";
import type { StoredTable } from "./schema.ts";

/**
 * SELECT of a stored table's rows in order, without those that are set aside. `folder`: where the artefact lies. Of
 * transactions `counts` is whole: lines that are no products count for users who bought nothing else.
 */
export function storedRowsSql(folder: string, { kind, files, exempt }: StoredTable): string {
  const from = `read_parquet(${sqlTexts(files.map((file) => join(folder, file)))})`;
  if (kind !== "transactions") return `(SELECT * FROM ${from} WHERE problem = 0)`;
  const users = exempt && `SELECT user_id FROM read_parquet(${sqlText(join(folder, exempt))})`;
  const counts = `counts AND ${users ? `(is_product OR user_id IN (${users}))` : "is_product"}`;
  return `(SELECT * REPLACE (${counts} AS counts) FROM ${from} WHERE problem = 0)`;
}
