import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runMigrations } from "bullmq";
import { Client } from "pg";
import { queueSchema } from "./queue.ts";

interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file: what Prisma stores as well. */
  readonly checksum: string;
}

interface AppliedRow {
  readonly migration_name: string;
  readonly checksum: string;
}

/** The lock Prisma's own `migrate deploy` takes, so that the two never work at once. */
const lockKey = 72_707_369;

/** The table as Prisma writes it, so that `prisma migrate deploy` accepts the same history. */
const historyTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Brings the database to the migrations of `folder`, each in one transaction under one advisory lock, then the queue's
 * schema. Answers the names of those applied now.
 * @throws Error where an applied migration was edited or is unknown here (the database belongs to a newer Clade).
 */
export async function migrate(databaseUrl: string, folder: string): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl, application_name: "clade-migrate" });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
    await client.query("SET client_min_messages = warning");
    await client.query(historyTable);
    const { rows } = await client.query<AppliedRow>(
      `SELECT migration_name, checksum FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    );
    const pending = findPending(readMigrations(folder), rows);
    for (const migration of pending) await apply(client, migration);
    await runMigrations(client, queueSchema);
    return pending.map(({ name }) => name);
  } finally {
    // Ending the session gives the lock back, also after an error inside a transaction.
    await client.end();
  }
}

export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/** Those not applied yet, in order; what was applied must be what is here. */
export function findPending(migrations: readonly Migration[], applied: readonly AppliedRow[]): Migration[] {
  const here = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of applied) {
    const migration = here.get(row.migration_name);
    if (!migration)
      throw new Error(`The database has migration ${row.migration_name}, which this Clade does not: it is newer.`);
    if (migration.checksum !== row.checksum)
      throw new Error(`Migration ${row.migration_name} was edited after it was applied.`);
  }
  const done = new Set(applied.map((row) => row.migration_name));
  return migrations.filter(({ name }) => !done.has(name));
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new Error(`Migration ${name} failed; nothing of it was kept. ${String(error)}`, { cause: error });
  }
}
