import type { ChildProcess } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { closeDatabase, db } from "../lib/platform/db.ts";
import { closeNotify } from "../lib/platform/notify.ts";
import { openQueue } from "../lib/platform/queue.ts";
import { type TestDatabase, useTestDatabase } from "../lib/platform/test-database.ts";
import { getRun } from "../lib/runs/data.ts";
import { isDone, labelsOf, startSampleRun, waitForRun } from "../lib/runs/fixtures/shop-dataset.ts";
import { testScope } from "../lib/runs/fixtures/test-scope.ts";
import { endProcess, stageProcessesOf, startWorkerProcess } from "../lib/runs/fixtures/worker-process.ts";
import { cancelRun, retryRun } from "../lib/runs/mutations.ts";
import { stages } from "../lib/runs/stages.ts";

/** Enough that the longest stage takes some seconds, so that a fault hits it in the middle. */
const users = 3000;

let database: TestDatabase;
let undisturbed: string;
let worker: ChildProcess;

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  worker = await startWorkerProcess();
  const scope = testScope();
  const { id } = await startSampleRun(scope, users);
  await waitForRun(scope, id, isDone);
  undisturbed = await labelsOf(scope, id);
  // Nobody but a test's own worker may repair what the test breaks.
  await endProcess(worker);
}, 120_000);
afterEach(() => endProcess(worker));
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

/** A run of a workspace of its own (nothing of it is in the store), stopped where `stage` works. */
async function untilWorking(stage: string) {
  const scope = testScope();
  const { id } = await startSampleRun(scope, users);
  const run = await waitForRun(scope, id, (now) => now.status === "running" && now.stage === stage);
  return { scope, id, run };
}

async function stageProcessAtWork(name: string): Promise<number> {
  for (;;) {
    const child = stageProcessesOf(worker).find(({ stage }) => stage === name);
    if (child) return child.pid;
    await wait(5);
  }
}

/** One receipt a stage, segments once, and the labels of a run that nothing happened to. */
async function expectWhole(scope: ReturnType<typeof testScope>, id: string) {
  const run = await getRun(scope, id);
  expect(run.receipts.map(({ stage }) => stage)).toEqual(stages.map(({ name }) => name));
  expect(await db().segment.count({ where: { runId: id } })).toBe(run.segments);
  expect(await labelsOf(scope, id)).toBe(undisturbed);
}

describe("a run ends with the same labels, once", () => {
  test.each(["ingest", "features", "evaluation"])("kill -9 of the worker in %s", async (stage) => {
    worker = await startWorkerProcess();
    const { scope, id } = await untilWorking(stage);
    await endProcess(worker);
    const started = performance.now();
    worker = await startWorkerProcess();
    await waitForRun(scope, id, (now) => now.stage !== stage || isDone(now));
    expect(performance.now() - started).toBeLessThan(15_000);
    await waitForRun(scope, id, isDone);
    await expectWhole(scope, id);
  });

  test("kill -9 of the stage's process: the next attempt says why", async () => {
    worker = await startWorkerProcess();
    const { scope, id } = await untilWorking("ingest");
    process.kill(await stageProcessAtWork("ingest"), "SIGKILL");
    const retried = await waitForRun(scope, id, ({ error }) => error !== null);
    expect(retried.error?.code).toBe("OUT_OF_MEMORY");
    const done = await waitForRun(scope, id, isDone);
    expect(done.error).toBeNull();
    await expectWhole(scope, id);
  });

  test("a worker that stands still for three leases is fenced, and its late result is nobody's", async () => {
    worker = await startWorkerProcess();
    const { scope, id } = await untilWorking("ingest");
    worker.kill("SIGSTOP");
    const second = await startWorkerProcess();
    try {
      await wait(2700);
      worker.kill("SIGCONT");
      await waitForRun(scope, id, isDone);
      await wait(1000);
      await expectWhole(scope, id);
      expect(await db().receipt.count({ where: { runId: id } })).toBe(stages.length);
    } finally {
      await endProcess(second);
    }
  });

  test("duplicate deliveries to two workers", async () => {
    worker = await startWorkerProcess();
    const second = await startWorkerProcess();
    const queue = openQueue("clade");
    try {
      const scope = testScope();
      const { id } = await startSampleRun(scope, users);
      for (let again = 0; again < 3; again++) {
        for (const { name } of stages) await queue.add("run-stage", { runId: id, stage: name });
        await wait(300);
      }
      await waitForRun(scope, id, isDone);
      await expectWhole(scope, id);
    } finally {
      await queue.close();
      await endProcess(second);
    }
  });

  test("a queue that lost its jobs is rebuilt from the runs", async () => {
    const scope = testScope();
    const { id } = await startSampleRun(scope, users);
    await db().$executeRaw`UPDATE outbox SET "sentAt" = timezone('utc', now()) - interval '1 minute'`;
    worker = await startWorkerProcess();
    await waitForRun(scope, id, isDone);
    await expectWhole(scope, id);
  });

  test("SIGTERM in the middle: the worker ends well and another goes on", async () => {
    worker = await startWorkerProcess();
    const { scope, id } = await untilWorking("ingest");
    await endProcess(worker, "SIGTERM");
    expect(worker.exitCode).toBe(0);
    worker = await startWorkerProcess();
    await waitForRun(scope, id, isDone);
    await expectWhole(scope, id);
  });
});

describe("a run that is not to end", () => {
  test("a cancel kills the stage within a second, and a retry goes on from there", async () => {
    worker = await startWorkerProcess();
    const { scope, id } = await untilWorking("ingest");
    const child = await stageProcessAtWork("ingest");
    const started = performance.now();
    expect((await cancelRun(scope, id)).status).toBe("cancelled");
    while (stageProcessesOf(worker).some(({ pid }) => pid === child)) await wait(10);
    expect(performance.now() - started).toBeLessThan(1000);
    await expect(cancelRun(scope, id)).rejects.toMatchObject({ code: "RUN_ENDED" });
    await retryRun(scope, id);
    await waitForRun(scope, id, isDone);
    await expectWhole(scope, id);
  });

  test("a stage that kills its worker every time is given up with a reason, and the next run works", async () => {
    const scope = testScope();
    const { id } = await startSampleRun(scope, users);
    await db().run.update({ where: { id }, data: { attempts: 3 } });
    worker = await startWorkerProcess();
    const failed = await waitForRun(scope, id, ({ status }) => status === "failed");
    expect(failed.error?.code).toBe("GAVE_UP");
    expect(failed.error?.detail.en).toContain("3 times");
    const next = await startSampleRun(scope, 200);
    await waitForRun(scope, next.id, isDone);
  });
});
