import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "./migrate.ts";
import { startPostgres } from "./postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    readonly postgresUrl: string;
  }
}

const migrations = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

/** vitest's global set-up: one throw-away PostgreSQL for the whole run; its databases are copied from a migrated one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "clade-postgres-"));
  const postgres = await startPostgres(join(folder, "postgres"), { durable: false });
  await migrate(postgres.url, migrations);
  project.provide("postgresUrl", postgres.url);
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

export interface TestDatabase {
  readonly url: string;
  readonly folder: string;
  drop(): Promise<void>;
}

/**
 * An empty migrated database and data directory of a test file's own, which {@link env} then points at. Call it in
 * `beforeAll` before anything that reads the environment: `await useTestDatabase(inject("postgresUrl"))`.
 */
export async function useTestDatabase(postgresUrl: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const template = new URL(postgresUrl).pathname.slice(1);
  await administer(postgresUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const address = new URL(postgresUrl);
  address.pathname = `/${name}`;
  const folder = mkdtempSync(join(tmpdir(), "clade-data-"));
  process.env.DATABASE_URL = address.href;
  process.env.CLADE_DATA = folder;
  process.env.CLADE_SECRET = "a secret that only tests know, long enough";
  process.env.CLADE_BASE_URL = "http://clade.test";
  return {
    url: address.href,
    folder,
    async drop() {
      await administer(postgresUrl, `DROP DATABASE ${name} WITH (FORCE)`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function administer(postgresUrl: string, statement: string): Promise<void> {
  const address = new URL(postgresUrl);
  address.pathname = "/postgres";
  const client = new Client({ connectionString: address.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
