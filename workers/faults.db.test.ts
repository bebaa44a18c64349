import type { ChildProcess } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { closeDatabase, db } from "../lib/platform/db.ts";
import { closeNotify } from "../lib/platform/notify.ts";
import { openQueue } from "../lib/platform/queue.ts";
import { type TestDatabase, useTestDatabase } from "../lib/platform/test-database.ts";
import { getRun } from "../lib/runs/data.ts";
import {
  expectWhole,
  stageProcessAtWork,
  startRun,
  startRunUntil,
  startSmallRun,
  type Undisturbed,
  undisturbedRun,
  waitUntilAt,
} from "../lib/runs/fixtures/disturbed-run.ts";
import { isDone, waitForRun } from "../lib/runs/fixtures/shop-dataset.ts";
import { endProcess, stageProcessesOf, startWorkerProcess } from "../lib/runs/fixtures/worker-process.ts";
import { cancelRun, retryRun } from "../lib/runs/mutations.ts";
import { stages } from "../lib/runs/stages.ts";

/** Three of the tests' leases, and more than two of their queue's locks. */
const standstillMs = 2_700;
/** As long as a busy machine may take until somebody else is at work (block-on-signal.ts). */
const blockedMs = 8_000;
const blockOnSignal = fileURLToPath(new URL("../lib/runs/fixtures/block-on-signal.ts", import.meta.url));

let database: TestDatabase;
let shop: Undisturbed;
let worker: ChildProcess;

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  shop = await undisturbedRun();
}, 120_000);
// Nobody but a test's own worker may repair what the test breaks.
afterEach(() => endProcess(worker));
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

describe("a run ends with the same labels, once", () => {
  test("kill -9 of the worker in ingest, in features and in evaluation", async () => {
    worker = await startWorkerProcess();
    const run = await startRun(shop);
    for (const stage of ["ingest", "features", "evaluation"] as const) {
      await waitUntilAt(run, stage);
      await endProcess(worker);
      const started = performance.now();
      worker = await startWorkerProcess();
      await waitForRun(run.scope, run.id, (now) => now.stage !== stage || isDone(now));
      expect(performance.now() - started).toBeLessThan(15_000);
    }
    await expectWhole(run, shop);
  });

  test.each([
    ["that is stopped", "SIGSTOP", 0],
    ["whose event loop is blocked", "SIGUSR2", blockedMs],
  ] as const)("a worker %s for three leases is fenced, and its late result is nobody's", async (_, signal, sleepMs) => {
    worker = await startWorkerProcess({ NODE_OPTIONS: `--import=${blockOnSignal}` });
    const run = await startRunUntil("ingest", shop);
    const { attempt } = await db().run.findUniqueOrThrow({ where: { id: run.id } });
    worker.kill(signal);
    const awake = performance.now() + sleepMs;
    const second = await startWorkerProcess();
    try {
      await wait(standstillMs);
      await vi.waitFor(
        async () => expect((await db().run.findUniqueOrThrow({ where: { id: run.id } })).attempt).not.toBe(attempt),
        { timeout: blockedMs, interval: 100 },
      );
      worker.kill("SIGCONT");
      await waitForRun(run.scope, run.id, isDone);
      await wait(1000 + Math.max(0, awake - performance.now()));
      await expectWhole(run, shop);
    } finally {
      await endProcess(second);
    }
  });

  test("duplicate deliveries to two workers", async () => {
    worker = await startWorkerProcess();
    const second = await startWorkerProcess();
    const queue = openQueue("clade");
    try {
      const run = await startRun(shop);
      for (let again = 0; again < 3; again++) {
        for (const { name } of stages) await queue.add("run-stage", { runId: run.id, stage: name });
        await wait(300);
      }
      await expectWhole(run, shop);
    } finally {
      await queue.close();
      await endProcess(second);
    }
  });

  test("a queue that lost its jobs is rebuilt from the runs, and so is one whose schema is dropped in the middle", async () => {
    const run = await startRun(shop);
    await db().$executeRaw`UPDATE outbox SET "sentAt" = timezone('utc', now()) - interval '1 minute'`;
    worker = await startWorkerProcess();
    await waitUntilAt(run, "ingest");
    await db().$executeRaw`DROP SCHEMA bullmq CASCADE`;
    await expectWhole(run, shop);
  });

  test("SIGTERM in the middle: the worker begins nothing new, ends well, and another goes on", async () => {
    worker = await startWorkerProcess({ CLADE_CONCURRENCY: "1" });
    const run = await startRunUntil("ingest", shop);
    const waiting = await startSmallRun();
    await endProcess(worker, "SIGTERM");
    expect(worker.exitCode).toBe(0);
    expect(await getRun(waiting.scope, waiting.id)).toMatchObject({ status: "queued", stage: "ingest", attempts: 0 });
    worker = await startWorkerProcess();
    await expectWhole(run, shop);
    await waitForRun(waiting.scope, waiting.id, isDone);
  });
});

describe("a run that is not to end", () => {
  test("a cancel kills the stage within a second, a retry goes on, and after a kill -9 of its process the next attempt says why", async () => {
    worker = await startWorkerProcess();
    const run = await startRunUntil("ingest", shop);
    const child = await stageProcessAtWork(worker, "ingest");
    const started = performance.now();
    expect((await cancelRun(run.scope, run.id)).status).toBe("cancelled");
    while (stageProcessesOf(worker).some(({ pid }) => pid === child)) await wait(10);
    expect(performance.now() - started).toBeLessThan(1000);
    await expect(cancelRun(run.scope, run.id)).rejects.toMatchObject({ code: "RUN_ENDED" });
    await retryRun(run.scope, run.id);
    await waitUntilAt(run, "ingest");
    process.kill(await stageProcessAtWork(worker, "ingest"), "SIGKILL");
    const retried = await waitForRun(run.scope, run.id, ({ error }) => error !== null);
    expect(retried.error?.code).toBe("STAGE_KILLED");
    expect((await expectWhole(run, shop)).error).toBeNull();
  });

  test("a stage that kills its worker, or dies itself, every time is given up with that reason, and the next run works", async () => {
    const poison = await startRun(shop);
    for (let attempt = 1; attempt <= 3; attempt++) {
      worker = await startWorkerProcess();
      await waitForRun(poison.scope, poison.id, ({ attempts, status }) => status === "running" && attempts === attempt);
      await stageProcessAtWork(worker, "ingest");
      await endProcess(worker);
    }
    worker = await startWorkerProcess();
    const failed = await waitForRun(poison.scope, poison.id, ({ status }) => status === "failed");
    expect(failed.error?.code).toBe("GAVE_UP");
    expect(failed.error?.detail.en).toContain("3 times");

    const { scope, id } = await startRun(shop);
    let killed = 0;
    for (let seen = 0, now = await getRun(scope, id); now.status !== "failed"; now = await getRun(scope, id)) {
      if (now.status === "running" && now.attempts > seen) {
        seen = now.attempts;
        process.kill(await stageProcessAtWork(worker, "ingest"), "SIGKILL");
        killed++;
      }
      await wait(20);
    }
    expect(killed).toBe(3);
    expect((await getRun(scope, id)).error?.code).toBe("STAGE_KILLED");
    await expectWhole(await startRun(shop), shop);
  });
});
