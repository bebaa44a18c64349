import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stage } from "../core/stage.ts";
import { openDuckDb } from "../platform/duckdb.ts";
import type { Database } from "./database.ts";
import type { FeaturesParams, FeaturesSummary } from "./schema.ts";
import { asDatabase, makeFeatures } from "./stored-features.ts";
import { type MatrixFile, openMatrixFile } from "./write-matrix.ts";

export const featuresStage: Stage<FeaturesParams> = {
  name: "features",
  async run(config, context) {
    const folder = context.input("ingest");
    const file = (name: string) => join(context.out, name);
    const spill = file("spill");
    const folders = [folder, context.out];
    const connection = await openDuckDb({ folders, threads: context.threads, temporaryFolder: spill });
    try {
      const database = asDatabase(connection);
      let matrix: MatrixFile | undefined;
      const { kept, ...summary } = await makeFeatures(database, {
        folder,
        config,
        open(users) {
          matrix = openMatrixFile(file("matrix.f32"), users);
          return matrix.add;
        },
        say: (fraction, sentence) => context.progress({ fraction, sentence }),
      });

      context.progress({ fraction: 0.9, sentence: { en: "Saving the features", zh: "正在保存特征" } });
      await saveUsers(database, file("users.parquet"), kept);
      if (summary.wholesale?.apart) await saveUsers(database, file("apart.parquet"), `NOT ${kept}`);
      matrix?.finish();
      writeFileSync(file("features.json"), JSON.stringify(summary satisfies FeaturesSummary));
    } finally {
      connection.closeSync();
      rmSync(spill, { recursive: true, force: true });
    }
  },
};

function saveUsers(database: Database, path: string, condition: string): Promise<void> {
  return database.run(`COPY (SELECT * FROM users WHERE ${condition}) TO ${database.text(path)} (FORMAT parquet)`);
}
