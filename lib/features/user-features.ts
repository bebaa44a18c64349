import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Localised } from "../core/localised.ts";
import type { StoredTable } from "../ingest/schema.ts";
import { sqlText } from "../platform/duckdb.ts";
import { describeColumns } from "./describe-columns.ts";
import type { FeatureColumn } from "./feature-column.ts";
import { planUserColumn } from "./user-columns.ts";

export interface UserFeatures {
  readonly columns: readonly FeatureColumn[];
  /** SQL of each table, with the alias its columns speak of. */
  readonly sources: readonly { readonly sql: string; readonly alias: string }[];
  /** SQL of the latest of all dates (a DATE), null without dates. */
  readonly lastDate: string | null;
  readonly notes: readonly Localised[];
}

/** Plans the features of the users tables. Nothing is computed yet but what the plan needs: ranges and levels. */
export async function planUserTables(
  connection: DuckDBConnection,
  folder: string,
  tables: readonly StoredTable[],
): Promise<UserFeatures> {
  const columns: FeatureColumn[] = [];
  const notes: Localised[] = [];
  const sources: { sql: string; alias: string }[] = [];
  const latest: string[] = [];
  for (const [index, table] of tables.entries()) {
    const source = { sql: `read_parquet(${sqlText(join(folder, table.file))})`, alias: `users_${index}` };
    sources.push(source);
    for (const profile of await describeColumns(connection, table, source.sql, source.alias)) {
      const plan = planUserColumn(profile, sqlText);
      columns.push(...plan.columns);
      notes.push(...plan.notes);
      if (profile.kind === "date") latest.push(`(SELECT max(${profile.sql}) FROM ${source.sql} AS ${source.alias})`);
    }
  }
  return { columns, sources, notes, lastDate: latest.length > 0 ? `greatest(${latest.join(", ")})` : null };
}
