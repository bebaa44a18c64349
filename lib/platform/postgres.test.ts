import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Postgres, startPostgres } from "./postgres.ts";
import { isRunning } from "./processes.ts";

let root: string;
let running: Postgres | undefined;
beforeEach(() => {
  // 0700, as a home directory: as root, "nobody" could not enter it.
  root = mkdtempSync(join(tmpdir(), "clade-pg-"));
});
afterEach(async () => {
  await running?.stop();
  rmSync(root, { recursive: true, force: true });
});

async function start(port?: number): Promise<Postgres> {
  running = await startPostgres(join(root, "postgres"), { port, keepPort: port !== undefined });
  return running;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("data survives a stop, a kill -9 of the database, and a starter that is gone", async () => {
  const first = await start();
  await query(first.url, "CREATE TABLE kept (n INT); INSERT INTO kept VALUES (1)");
  await first.stop();
  expect(isRunning(first.pid)).toBe(false);

  const second = await start(first.port);
  expect(second.url).toBe(first.url);
  await query(second.url, "INSERT INTO kept VALUES (2)");
  process.kill(second.pid, "SIGKILL");
  await second.ended;

  const third = await start(second.port);
  await query(third.url, "INSERT INTO kept VALUES (3)");
  // Nobody stopped the third: whoever starts next stops it and takes over.
  const fourth = await start(third.port);
  expect(isRunning(third.pid)).toBe(false);
  expect(await query(fourth.url, "SELECT n FROM kept ORDER BY n")).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test("it listens on the loopback only, wants its password, and keeps secrets private", async () => {
  const { url, port } = await start();
  const settings = await query(
    url,
    "SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'port', 'unix_socket_directories', 'password_encryption') ORDER BY name",
  );
  expect(settings).toEqual([
    { name: "listen_addresses", setting: "127.0.0.1" },
    { name: "password_encryption", setting: "scram-sha-256" },
    { name: "port", setting: String(port) },
    { name: "unix_socket_directories", setting: "" },
  ]);
  const wrong = new URL(url);
  wrong.password = "guessed";
  await expect(query(wrong.href, "SELECT 1")).rejects.toThrow("password authentication failed");
  wrong.password = "";
  await expect(query(wrong.href, "SELECT 1")).rejects.toThrow();
  const password = join(root, "postgres.password");
  expect(statSync(password).mode & 0o777).toBe(0o600);
  expect(readFileSync(`/proc/${running?.pid}/cmdline`, "utf8")).not.toContain(readFileSync(password, "utf8").trim());
});

test("a port that is taken is replaced by a free one", async () => {
  const first = await start();
  const other = await startPostgres(join(root, "other"), { port: first.port, durable: false });
  try {
    expect(other.port).not.toBe(first.port);
    expect(await query(other.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  } finally {
    await other.stop();
  }
});
