import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Stage } from "../core/stage.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import { openDuckDb, sqlName, sqlText, sqlTexts } from "../platform/duckdb.ts";
import { computeUsers, requireUsers } from "./compute-users.ts";
import type { Database } from "./database.ts";
import { readColumns } from "./read-columns.ts";
import type { FeaturesParams, FeaturesSummary, WholesaleOffer } from "./schema.ts";
import { type KeptUsers, treatFeatures } from "./treat-features.ts";
import { findWholesale } from "./wholesale.ts";
import { openMatrixFile } from "./write-matrix.ts";

export const featuresStage: Stage<FeaturesParams> = {
  name: "features",
  async run(config, context) {
    const folder = context.input("ingest");
    const file = (name: string) => join(context.out, name);
    const ingest: IngestSummary = JSON.parse(readFileSync(join(folder, "ingest.json"), "utf8"));
    const spill = file("spill");
    const folders = [folder, context.out];
    const connection = await openDuckDb({ folders, threads: context.threads, temporaryFolder: spill });
    try {
      const database = asDatabase(connection);
      context.progress({ fraction: 0, sentence: { en: "Summing up each customer", zh: "正在汇总每位客户" } });
      const computed = await computeUsers(database, folder, ingest, config);
      requireUsers(computed.users);

      context.progress({ fraction: 0.6, sentence: { en: "Scaling the features", zh: "正在处理特征" } });
      const { wholesale, ...clustered } = await offerWholesale(database, computed.users, config);
      requireUsers(clustered.users);
      const matrix = openMatrixFile(file("matrix.f32"), clustered.users);
      const treated = await treatFeatures(database, computed.columns, clustered, config, matrix.add);
      const { features, categories } = treated;

      context.progress({ fraction: 0.9, sentence: { en: "Saving the features", zh: "正在保存特征" } });
      const { users, kept } = clustered;
      await saveUsers(database, file("users.parquet"), kept);
      if (wholesale?.apart) await saveUsers(database, file("apart.parquet"), `NOT ${kept}`);
      matrix.finish();
      const summary: FeaturesSummary = {
        users,
        features,
        matrixColumns: features.filter(({ inMatrix }) => inMatrix).map(({ id }) => id),
        categories,
        referenceDate: computed.referenceDate,
        wholesale,
        notes: computed.notes,
      };
      writeFileSync(file("features.json"), JSON.stringify(summary));
    } finally {
      connection.closeSync();
      rmSync(spill, { recursive: true, force: true });
    }
  },
};

function asDatabase(connection: DuckDBConnection): Database {
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

function saveUsers(database: Database, path: string, condition: string): Promise<void> {
  return database.run(`COPY (SELECT * FROM users WHERE ${condition}) TO ${database.text(path)} (FORMAT parquet)`);
}
