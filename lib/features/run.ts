import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { CladeError } from "../core/errors.ts";
import type { Localised } from "../core/localised.ts";
import type { Stage } from "../core/stage.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import { openDuckDb, sqlName, sqlText } from "../platform/duckdb.ts";
import type { FeatureColumn } from "./feature-column.ts";
import { checkTreatments, makeIdsUnique } from "./feature-ids.ts";
import { judgeFeature, overridesOf } from "./judge-feature.ts";
import { readColumns } from "./read-columns.ts";
import type { FeatureInfo, FeaturesConfig, FeaturesSummary, WholesaleOffer } from "./schema.ts";
import { aggregateTransactions } from "./transaction-features.ts";
import { treatValues } from "./treatments.ts";
import { besidePurchases } from "./user-columns.ts";
import { planUserTables } from "./user-features.ts";
import { findWholesale } from "./wholesale.ts";
import { writeMatrix } from "./write-matrix.ts";

/** Columns that are in memory as float64 at a time. */
const columnsAtOnce = 16;

export const featuresStage: Stage<FeaturesConfig> = {
  name: "features",
  version: 1,
  label: { en: "Building features", zh: "构建特征" },
  async run(config, context) {
    const folder = context.input("ingest");
    const spill = join(context.out, "spill");
    const connection = await openDuckDb({
      folders: [folder, context.out],
      threads: context.threads,
      temporaryFolder: spill,
    });
    try {
      context.progress({ fraction: 0, sentence: { en: "Summing up each customer", zh: "正在汇总每位客户" } });
      const plan = await computeUsers(connection, folder, config);
      context.progress({ fraction: 0.6, sentence: { en: "Scaling the features", zh: "正在处理特征" } });
      const { wholesale, users, kept } = await offerWholesale(connection, config);
      if (users < 2) throw new CladeError("TOO_FEW_USERS", { users, k: 2 });
      const { features, matrix } = await treatFeatures(connection, plan.columns, { users, kept }, config);
      if (matrix.length === 0) {
        const problem = features.map(({ id, leftOut }) => `${id}: ${leftOut?.en ?? ""}`).join(" ");
        throw new CladeError("NO_FEATURES", { problem: problem || "the files have no column that could be one" });
      }
      context.progress({ fraction: 0.9, sentence: { en: "Saving the features", zh: "正在保存特征" } });
      await saveUsers(connection, join(context.out, "users.parquet"), kept);
      if (wholesale?.apart) await saveUsers(connection, join(context.out, "apart.parquet"), `NOT ${kept}`);
      writeMatrix(join(context.out, "matrix.f32"), matrix, users);
      const summary: FeaturesSummary = {
        users,
        features,
        matrixColumns: features.filter(({ inMatrix }) => inMatrix).map(({ id }) => id),
        referenceDate: plan.referenceDate,
        wholesale,
        notes: plan.notes,
      };
      writeFileSync(join(context.out, "features.json"), JSON.stringify(summary));
    } finally {
      connection.closeSync();
      rmSync(spill, { recursive: true, force: true });
    }
  },
};

interface UsersPlan {
  readonly columns: readonly FeatureColumn[];
  readonly referenceDate: string | null;
  readonly notes: readonly Localised[];
}

/** Fills temporary table `users`: user_id, one DOUBLE per feature, revenue, in the run's row order. */
async function computeUsers(connection: DuckDBConnection, folder: string, config: FeaturesConfig): Promise<UsersPlan> {
  const ingest: IngestSummary = JSON.parse(readFileSync(join(folder, "ingest.json"), "utf8"));
  const transactions = ingest.tables.filter(({ kind }) => kind === "transactions");
  const bought =
    transactions.length > 0 ? await aggregateTransactions(connection, folder, transactions, config) : undefined;
  if (bought === null) throw new CladeError("TOO_FEW_USERS", { users: 0, k: 2 });
  const profile = await planUserTables(
    connection,
    folder,
    ingest.tables.filter(({ kind }) => kind === "users"),
  );
  const columns = makeIdsUnique([
    ...(bought?.columns ?? []),
    ...(bought ? profile.columns.map(besidePurchases) : profile.columns),
  ]);
  checkTreatments(config.treatments, columns);

  const ids = profile.sources.map(({ sql }) => `SELECT user_id FROM ${sql}`).join(" UNION ");
  const everybody = bought ? "purchases" : `(${ids}) AS everybody`;
  const joins = profile.sources.map(({ sql, alias }) => ` LEFT JOIN ${sql} AS ${alias} USING (user_id)`).join("");
  const day = bought?.referenceDate ?? config.referenceDate;
  const reference = day ? `${sqlText(day)}::DATE` : profile.lastDate ? `(${profile.lastDate} + 1)` : "NULL::DATE";
  const values = columns.map(({ id, sql }) => `(${sql})::DOUBLE AS ${sqlName(id)}`);
  await connection.run(`CREATE TEMP TABLE users AS
    SELECT ${["user_id", ...values, `${bought?.revenue ?? "NULL::DOUBLE"} AS revenue`].join(", ")}
    FROM ${everybody}${joins}, (SELECT ${reference} AS reference_date) ORDER BY md5(user_id), user_id`);
  const referenceRow = await connection.runAndReadAll(`SELECT (${reference})::VARCHAR`);
  return {
    columns,
    referenceDate: (referenceRow.getRows()[0]?.[0] as string | null) ?? null,
    notes: [...(bought?.notes ?? []), ...profile.notes],
  };
}

interface KeptUsers {
  readonly users: number;
  /** SQL condition on table `users`. */
  readonly kept: string;
}

async function offerWholesale(
  connection: DuckDBConnection,
  config: FeaturesConfig,
): Promise<KeptUsers & { wholesale: WholesaleOffer | null }> {
  const counted = await connection.runAndReadAll("SELECT count(*)::DOUBLE FROM users");
  const users = Number(counted.getRows()[0]?.[0]);
  const [spend = new Float64Array()] = await readColumns(connection, "SELECT revenue FROM users", users, 1);
  const found = findWholesale(spend);
  if (found === null) return { wholesale: null, users, kept: "true" };
  if (config.wholesale === "keep") return { wholesale: { ...found, apart: false }, users, kept: "true" };
  const kept = `coalesce(revenue < ${found.threshold}, true)`;
  return { wholesale: { ...found, apart: true }, users: users - found.users, kept };
}

function saveUsers(connection: DuckDBConnection, path: string, condition: string): Promise<unknown> {
  return connection.run(`COPY (SELECT * FROM users WHERE ${condition}) TO ${sqlText(path)} (FORMAT parquet)`);
}

async function treatFeatures(
  connection: DuckDBConnection,
  columns: readonly FeatureColumn[],
  { users, kept }: KeptUsers,
  config: FeaturesConfig,
): Promise<{ features: FeatureInfo[]; matrix: Float32Array[] }> {
  const features: FeatureInfo[] = [];
  const matrix: Float32Array[] = [];
  for (let start = 0; start < columns.length; start += columnsAtOnce) {
    const batch = columns.slice(start, start + columnsAtOnce);
    const sql = `SELECT ${batch.map(({ id }) => sqlName(id)).join(", ")} FROM users WHERE ${kept}`;
    for (const [at, values] of (await readColumns(connection, sql, users, batch.length)).entries()) {
      const column = batch[at];
      if (column === undefined) continue;
      const info = judgeFeature(column, values, overridesOf(column, config.treatments));
      features.push(info);
      if (!info.inMatrix) continue;
      const treated = Float32Array.from(treatValues(values, info.treatment));
      const bad = treated.findIndex((value, row) => !Number.isFinite(value) && !Number.isNaN(values[row]));
      if (bad >= 0) throw new CladeError("NOT_FINITE", { column: info.id, value: await userAt(connection, kept, bad) });
      matrix.push(treated);
    }
  }
  return { features, matrix };
}

async function userAt(connection: DuckDBConnection, kept: string, row: number): Promise<string> {
  const found = await connection.runAndReadAll(`SELECT user_id FROM users WHERE ${kept} LIMIT 1 OFFSET ${row}`);
  return String(found.getRows()[0]?.[0]);
}
