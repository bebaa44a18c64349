import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { migrate, readMigrations } from "./migrate.ts";
import { type TestDatabase, useTestDatabase } from "./test-database.ts";

let database: TestDatabase;
let folder: string;
let client: Client;
beforeEach(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query("DROP SCHEMA public CASCADE; DROP SCHEMA bullmq CASCADE; CREATE SCHEMA public");
  folder = mkdtempSync(join(tmpdir(), "clade-migrations-"));
  write("20260101_first", "CREATE TABLE shop (id INT);");
  write("20260201_second", "ALTER TABLE shop ADD name TEXT; INSERT INTO shop VALUES (1, 'a');");
});
afterEach(async () => {
  await client.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
}

async function history() {
  const { rows } = await client.query(
    `SELECT migration_name, checksum, applied_steps_count, finished_at IS NOT NULL AS finished
     FROM "_prisma_migrations" ORDER BY migration_name`,
  );
  return rows;
}

test("migrations are applied in order and once, and recorded as Prisma does", async () => {
  expect(await migrate(database.url, folder)).toEqual(["20260101_first", "20260201_second"]);
  expect(await migrate(database.url, folder)).toEqual([]);
  expect(await history()).toEqual(
    readMigrations(folder).map(({ name, checksum }) => ({
      migration_name: name,
      checksum,
      applied_steps_count: 1,
      finished: true,
    })),
  );
  write("20260301_third", "ALTER TABLE shop ADD city TEXT;");
  expect(await migrate(database.url, folder)).toEqual(["20260301_third"]);
});

test("two starts at once apply each migration once", async () => {
  const both = await Promise.all([migrate(database.url, folder), migrate(database.url, folder)]);
  expect(both.flat().sort()).toEqual(["20260101_first", "20260201_second"]);
});

test("a migration that fails leaves nothing, and those before it stay", async () => {
  write("20260301_third", "CREATE TABLE half (id INT); SELECT 1 / 0;");
  await expect(migrate(database.url, folder)).rejects.toThrow(/20260301_third failed.*division by zero/);
  expect((await history()).map((row) => row.migration_name)).toEqual(["20260101_first", "20260201_second"]);
  const { rows } = await client.query("SELECT to_regclass('public.half') AS half");
  expect(rows[0].half).toBeNull();
  write("20260301_third", "CREATE TABLE half (id INT);");
  expect(await migrate(database.url, folder)).toEqual(["20260301_third"]);
});

test("an edited migration and a newer database are refused", async () => {
  await migrate(database.url, folder);
  write("20260201_second", "ALTER TABLE shop ADD name VARCHAR(10);");
  await expect(migrate(database.url, folder)).rejects.toThrow("20260201_second was edited");
  rmSync(join(folder, "20260201_second"), { recursive: true });
  await expect(migrate(database.url, folder)).rejects.toThrow("it is newer");
});

test("the queue's schema comes with it", async () => {
  await migrate(database.url, folder);
  const { rows } = await client.query("SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'bullmq'");
  expect(rows[0].tables).toBeGreaterThan(3);
});
