import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Localised } from "../core/localised.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import { sqlName, sqlText, sqlTexts } from "../platform/duckdb.ts";
import { computeUsers, requireUsers } from "./compute-users.ts";
import type { Database } from "./database.ts";
import { readColumns } from "./read-columns.ts";
import type { FeaturesParams, FeaturesSummary, WholesaleOffer } from "./schema.ts";
import { type KeptUsers, treatFeatures } from "./treat-features.ts";
import { findWholesale } from "./wholesale.ts";

export interface MadeFeatures extends Omit<FeaturesSummary, "users">, KeptUsers {}

export interface FeaturesToMake {
  /** Where the stored tables lie. */
  readonly folder: string;
  readonly config: FeaturesParams;
  /** Told how many users there are, says who is given the matrix' columns, one after the other (treat-features.ts). */
  open(users: number): (column: Float32Array) => void;
  say?(fraction: number, sentence: Localised): void;
}

/**
 * Fills temporary table `users` of the database, in the run's row order, and gives out the matrix of those who are kept; what an earlier
 * call left in that database goes.
 * @throws TOO_FEW_USERS, NO_FEATURES, NOT_FINITE
 */
export async function makeFeatures(
  database: Database,
  { folder, config, open, say = () => {} }: FeaturesToMake,
): Promise<MadeFeatures> {
  const ingest: IngestSummary = JSON.parse(readFileSync(join(folder, "ingest.json"), "utf8"));
  say(0, { en: "Summing up each customer", zh: "正在汇总每位客户" });
  const computed = await computeUsers(database, folder, ingest, config);
  requireUsers(computed.users);

  say(0.6, { en: "Scaling the features", zh: "正在处理特征" });
  const { wholesale, ...clustered } = await offerWholesale(database, computed.users, config);
  requireUsers(clustered.users);
  const treated = await treatFeatures(database, computed.columns, clustered, config, open(clustered.users));
  const { features, categories } = treated;
  return {
    ...clustered,
    features,
    matrixColumns: features.filter(({ inMatrix }) => inMatrix).map(({ id }) => id),
    categories,
    referenceDate: computed.referenceDate,
    wholesale,
    notes: computed.notes,
  };
}

export function asDatabase(connection: DuckDBConnection): Database {
  return {
    run: async (sql) => void (await connection.run(sql)),
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRows(),
    columns: (sql, rows, columns) => readColumns(connection, sql, rows, columns),
    text: sqlText,
    texts: sqlTexts,
    name: sqlName,
  };
}

async function offerWholesale(
  database: Database,
  users: number,
  config: FeaturesParams,
): Promise<KeptUsers & { wholesale: WholesaleOffer | null }> {
  const [spend = new Float64Array()] = await database.columns("SELECT revenue FROM users", users, 1);
  const found = findWholesale(spend);
  if (found === null) return { wholesale: null, users, kept: "true" };
  if (config.wholesale === "keep") return { wholesale: { ...found, apart: false }, users, kept: "true" };
  const kept = `coalesce(revenue < ${found.threshold}, true)`;
  return { wholesale: { ...found, apart: true }, users: users - found.users, kept };
}
