import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "../lib/platform/db.ts";
import { migrate } from "../lib/platform/migrate.ts";
import { closeNotify } from "../lib/platform/notify.ts";
import { type Postgres, startPostgres } from "../lib/platform/postgres.ts";
import { expectWhole, startRunUntil, undisturbedRun } from "../lib/runs/fixtures/disturbed-run.ts";
import { isDone, waitForRun } from "../lib/runs/fixtures/shop-dataset.ts";
import { endProcess, startWorkerProcess } from "../lib/runs/fixtures/worker-process.ts";

const migrations = fileURLToPath(new URL("../prisma/migrations", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "clade-away-"));
let postgres: Postgres;
let worker: ChildProcess;

beforeAll(async () => {
  postgres = await startPostgres(join(folder, "postgres"));
  await migrate(postgres.url, migrations);
  process.env.DATABASE_URL = postgres.url;
  process.env.CLADE_DATA = folder;
  process.env.CLADE_SECRET = "a secret that only tests know, long enough";
});
afterAll(async () => {
  await endProcess(worker);
  await closeNotify();
  await closeDatabase();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("kill -9 of PostgreSQL in the middle of a run: recovered within 15 s, same labels", async () => {
  const shop = await undisturbedRun();
  worker = await startWorkerProcess({ CLADE_LOG_LEVEL: "silent" });
  const run = await startRunUntil("ingest", shop);
  const { port, pid } = postgres;
  process.kill(pid, "SIGKILL");
  await postgres.ended;
  postgres = await startPostgres(join(folder, "postgres"), { port, keepPort: true });
  const started = performance.now();
  await waitForRun(run.scope, run.id, isDone);
  expect(performance.now() - started).toBeLessThan(15_000);
  await expectWhole(run, shop);
});
