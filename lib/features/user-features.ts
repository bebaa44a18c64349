import type { Localised } from "../core/localised.ts";
import type { StoredTable } from "../ingest/schema.ts";
import { storedRowsSql } from "../ingest/stored-sql.ts";
import type { Database } from "./database.ts";
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
  database: Database,
  folder: string,
  tables: readonly StoredTable[],
  leaveOut?: string,
): Promise<UserFeatures> {
  const columns: FeatureColumn[] = [];
  const notes: Localised[] = [];
  const sources: { sql: string; alias: string }[] = [];
  const latest: string[] = [];
  for (const [index, table] of tables.entries()) {
    const source = { sql: storedRowsSql(folder, table), alias: `users_${index}` };
    sources.push(source);
    for (const profile of await describeColumns(database, table, source.sql, source.alias)) {
      if (profile.name === leaveOut) {
        notes.push(isToldNote(leaveOut));
        continue;
      }
      const plan = planUserColumn(profile, database.text);
      columns.push(...plan.columns);
      notes.push(...plan.notes);
      if (profile.kind === "date") latest.push(`(SELECT max(${profile.sql}) FROM ${source.sql} AS ${source.alias})`);
    }
  }
  return { columns, sources, notes, lastDate: latest.length > 0 ? `greatest(${latest.join(", ")})` : null };
}

function isToldNote(column: string): Localised {
  return {
    en: `Column “${column}” is the label that is to be told, so it is no feature.`,
    zh: `“${column}”列是要预测的标签，因此不作为特征。`,
  };
}
