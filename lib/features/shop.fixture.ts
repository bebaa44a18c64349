import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { sqlText } from "../platform/duckdb.ts";
import { featuresStage } from "./run.ts";
import type { FeatureInfo, FeaturesConfig, FeaturesSummary } from "./schema.ts";

/** A stored table as SQL that yields it, and for users tables the roles of its columns beside user_id. */
export interface FixtureTable {
  readonly kind: "transactions" | "users";
  readonly sql: string;
  readonly roles?: Readonly<Record<string, string>>;
}

export interface StageResult {
  readonly summary: FeaturesSummary;
  readonly matrix: Float32Array;
  readonly bytes: Readonly<Record<"users.parquet" | "matrix.f32" | "features.json", Buffer>>;
  /** users.parquet, and those kept apart, one record a user. */
  readonly users: readonly Readonly<Record<string, unknown>>[];
  readonly apart: readonly Readonly<Record<string, unknown>>[];
  feature(id: string): FeatureInfo | undefined;
  /** A feature's values by user. */
  values(id: string): Record<string, unknown>;
}

/** Runs the stage over made-up tables, in a folder of its own that is gone afterwards. */
export async function runFeatures(
  tables: readonly FixtureTable[],
  config: Partial<FeaturesConfig> = {},
  threads = 2,
): Promise<StageResult> {
  const folder = mkdtempSync(join(tmpdir(), "clade-features-"));
  try {
    const [input, out] = [join(folder, "ingest"), join(folder, "features")];
    mkdirSync(input);
    mkdirSync(out);
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const rows = async (file: string) =>
      (await connection.runAndReadAll(`SELECT * FROM ${sqlText(join(out, file))}`)).getRowObjectsJS();
    for (const [index, { sql }] of tables.entries()) {
      await connection.run(`COPY (${sql}) TO ${sqlText(join(input, `table-${index}.parquet`))} (FORMAT parquet)`);
    }
    const stored = tables.map(({ kind, roles = {} }, index) => ({
      file: `table-${index}.parquet`,
      kind,
      columns: Object.entries(roles).map(([name, role]) => ({ name, role, parquet: name })),
      rows: 0,
    }));
    writeFileSync(join(input, "ingest.json"), JSON.stringify({ tables: stored }));
    await featuresStage.run(
      { referenceDate: null, wholesale: "keep", treatments: {}, ...config },
      { input: () => input, out, threads, progress: () => undefined },
    );
    const read = (name: string) => readFileSync(join(out, name));
    const bytes = {
      "users.parquet": read("users.parquet"),
      "matrix.f32": read("matrix.f32"),
      "features.json": read("features.json"),
    };
    const summary: FeaturesSummary = JSON.parse(bytes["features.json"].toString());
    const users = await rows("users.parquet");
    return {
      summary,
      bytes,
      users,
      apart: summary.wholesale?.apart ? await rows("apart.parquet") : [],
      matrix: new Float32Array(new Uint8Array(bytes["matrix.f32"]).buffer),
      feature: (id) => summary.features.find((feature) => feature.id === id),
      values: (id) => Object.fromEntries(users.map((user) => [user.user_id, user[id]])),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A line as ingest stores it; what is left out is a counted purchase of one unit. */
export interface Line {
  readonly user: string;
  readonly time: string;
  readonly order?: string;
  readonly item?: string | null;
  readonly quantity?: number;
  readonly amount?: number;
  readonly isReturn?: boolean;
  readonly counts?: boolean;
}

/** A transactions table of these lines; `without` names stored columns that the shop does not have. */
export function transactions(lines: readonly Line[], without: readonly string[] = []): FixtureTable {
  const text = (value: string | null | undefined) => (value === null || value === undefined ? "NULL" : sqlText(value));
  const values = lines.map((line) => {
    const { user, time, order = `${user} ${time}`, item = "a", quantity = 1, amount = quantity } = line;
    const { isReturn = quantity < 0, counts = true } = line;
    return `(${[text(user), text(time), text(order), text(item), quantity, amount, isReturn, counts].join(", ")})`;
  });
  const columns: Record<string, string> = {
    user_id: "u",
    time: "t::TIMESTAMP",
    order_id: "o",
    item: "i::VARCHAR",
    quantity: "q::DECIMAL(18,3)",
    amount: "a::DECIMAL(18,4)",
    is_return: "r",
    is_product: "true",
    counts: "c",
  };
  const kept = Object.entries(columns).filter(([name]) => !without.includes(name));
  const list = kept.map(([name, sql]) => `${sql} AS ${name}`).join(", ");
  return { kind: "transactions", sql: `SELECT ${list} FROM (VALUES ${values.join(", ")}) v(u, t, o, i, q, a, r, c)` };
}
