import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type SchemaContainer, SchemaEngine } from "@prisma/schema-engine-wasm";

const root = fileURLToPath(new URL("..", import.meta.url));
const migrations = join(root, "prisma", "migrations");
/** What the migrations add up to, as Prisma's files one after the other; no `.prisma`, or Prisma would read it too. */
const snapshot = join(migrations, "schema.snapshot");

/** The SQL from the last migration's models to those in prisma/; empty where they agree. */
export async function pendingSql(): Promise<string> {
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, noDatabase);
  try {
    const before = readSnapshot();
    const { stdout } = await engine.diff({
      from: before === "" ? { tag: "empty" } : { tag: "schemaDatamodel", files: asFiles(before) },
      to: { tag: "schemaDatamodel", files: asFiles(currentSchema()) },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    const sql = stdout ?? "";
    return sql.includes("-- This is an empty migration.") ? "" : sql;
  } finally {
    engine.free();
  }
}

/** The engine asks for a connection even where it compares two texts; it runs nothing on it. */
const answer = <T>(value: T) => ({ ok: true, value });
const connection = {
  provider: "postgres",
  adapterName: "none",
  getConnectionInfo: () => answer({ schemaName: "public", supportsRelationJoins: true }),
  queryRaw: async () => answer({ columnNames: [], columnTypes: [], rows: [] }),
  executeRaw: async () => answer(0),
  executeScript: async () => answer(undefined),
  dispose: async () => answer(undefined),
};
const noDatabase = {
  provider: "postgres",
  adapterName: "none",
  connect: async () => answer(connection),
  connectToShadowDb: async () => answer(connection),
};

function asFiles(content: string): SchemaContainer[] {
  return [{ path: "schema.prisma", content }];
}

function currentSchema(): string {
  const models = join(root, "prisma", "models");
  const files = [
    join(root, "prisma", "schema.prisma"),
    ...readdirSync(models)
      .sort()
      .map((name) => join(models, name)),
  ];
  return files.map((file) => readFileSync(file, "utf8")).join("\n");
}

function readSnapshot(): string {
  try {
    return readFileSync(snapshot, "utf8");
  } catch {
    return "";
  }
}

async function writeMigration(name: string, now: Date): Promise<void> {
  const sql = await pendingSql();
  if (sql === "") {
    console.log("The migrations and prisma/models agree; nothing to write.");
    return;
  }
  const stamp = now.toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(migrations, `${stamp}_${name.replace(/\W+/g, "_").toLowerCase()}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "migration.sql"), sql);
  writeFileSync(join(migrations, "migration_lock.toml"), 'provider = "postgresql"\n');
  writeFileSync(snapshot, currentSchema());
  console.log(`Wrote ${folder}/migration.sql; read it before it is committed.`);
}

if (import.meta.main) {
  const name = process.argv.slice(2).join("_");
  if (name === "") {
    console.error("How to use it: npm run migration -- add-something");
    process.exitCode = 1;
  } else await writeMigration(name, new Date());
}
