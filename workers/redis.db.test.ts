import type { ChildProcess } from "node:child_process";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { closeDatabase } from "../lib/platform/db.ts";
import { hasRedis, RedisServer } from "../lib/platform/fixtures/redis-server.ts";
import { closeNotify } from "../lib/platform/notify.ts";
import { type TestDatabase, useTestDatabase } from "../lib/platform/test-database.ts";
import {
  expectWhole,
  startRun,
  startRunUntil,
  type Undisturbed,
  undisturbedRun,
} from "../lib/runs/fixtures/disturbed-run.ts";
import { waitForRun } from "../lib/runs/fixtures/shop-dataset.ts";
import { endProcess, startWorkerProcess } from "../lib/runs/fixtures/worker-process.ts";

if (!hasRedis) console.log("Runs on Redis are not tested: there is no redis-server on the PATH.");

/** The queue on Redis may lose everything; the runs are in PostgreSQL. */
describe.skipIf(!hasRedis)("with the queue on Redis a run ends with the same labels, once", () => {
  let database: TestDatabase;
  let redis: RedisServer;
  let worker: ChildProcess;
  let shop: Undisturbed;

  beforeAll(async () => {
    database = await useTestDatabase(inject("postgresUrl"));
    shop = await undisturbedRun();
    redis = await RedisServer.start();
    process.env.REDIS_URL = redis.url;
  }, 120_000);
  afterEach(() => endProcess(worker));
  afterAll(async () => {
    await redis.kill();
    await closeNotify();
    await closeDatabase();
    await database.drop();
  });

  async function flush(): Promise<void> {
    const client = new Redis(redis.url);
    await client.flushall();
    await client.quit();
  }

  test("undisturbed, and its jobs were Redis's", async () => {
    worker = await startWorkerProcess();
    const run = await startRun(shop);
    const client = new Redis(redis.url);
    await expect.poll(() => client.keys("bull:clade:*"), { timeout: 5_000 }).not.toEqual([]);
    await client.quit();
    await expectWhole(run, shop);
  });

  test("kill -9 of the worker", async () => {
    worker = await startWorkerProcess();
    const run = await startRunUntil("ingest", shop);
    await endProcess(worker);
    worker = await startWorkerProcess();
    await expectWhole(run, shop);
  });

  test.each([
    ["a restart that forgets everything", () => redis.restart()],
    ["FLUSHALL", flush],
  ])("%s in the middle", async (_, disturb) => {
    worker = await startWorkerProcess();
    const run = await startRunUntil("ingest", shop);
    await disturb();
    await expectWhole(run, shop);
  });

  test("FLUSHALL while nobody works: the reconciler fills the queue again", async () => {
    const run = await startRun(shop);
    worker = await startWorkerProcess();
    await waitForRun(run.scope, run.id, ({ status }) => status === "running");
    await endProcess(worker);
    await flush();
    worker = await startWorkerProcess();
    await expectWhole(run, shop);
  });

  test("Redis is away for a while", async () => {
    worker = await startWorkerProcess();
    const run = await startRunUntil("ingest", shop);
    await redis.kill();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await redis.restart();
    await expectWhole(run, shop);
  });
});
