import { type ChildProcess, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { closeDatabase } from "../lib/platform/db.ts";
import { closeNotify } from "../lib/platform/notify.ts";
import { type TestDatabase, useTestDatabase } from "../lib/platform/test-database.ts";
import { expectWhole, startRun, type Undisturbed, undisturbedRun } from "../lib/runs/fixtures/disturbed-run.ts";
import { waitForRun } from "../lib/runs/fixtures/shop-dataset.ts";
import { endProcess, startWorkerProcess } from "../lib/runs/fixtures/worker-process.ts";
import { retryRun } from "../lib/runs/mutations.ts";

/** Room for a run's artefacts, and what is left of it where the disk is to be full in the middle of a stage's writing. */
const diskBytes = 64e6;
const leftBytes = 100_000;

let database: TestDatabase;
let shop: Undisturbed;
let worker: ChildProcess;
let disk: string;
let canMount = false;

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  disk = join(database.folder, "artefacts");
  mkdirSync(disk);
  canMount = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${diskBytes}`, "tmpfs", disk]).status === 0;
  if (canMount) shop = await undisturbedRun();
  else console.log("A full disk is not tested: this user may not mount one.");
}, 120_000);
afterEach(() => endProcess(worker));
afterAll(async () => {
  if (canMount) spawnSync("umount", [disk]);
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

const ballast = () => join(disk, "ballast");

function fill(): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(ballast(), Buffer.alloc(bavail * bsize - leftBytes));
}

const freeAgain = () => rmSync(ballast());

test("a disk that is full for a moment: said, tried again, and the labels are the same", async ({ skip }) => {
  if (!canMount) skip();
  const run = await startRun(shop);
  fill();
  worker = await startWorkerProcess();
  const waiting = await waitForRun(run.scope, run.id, ({ error }) => error !== null);
  expect(waiting.error?.code).toBe("DISK_FULL");
  freeAgain();
  await expectWhole(run, shop);
});

test("a disk that stays full: the run ends with the reason, leaves nothing half-made, and can be retried", async ({
  skip,
}) => {
  if (!canMount) skip();
  const run = await startRun(shop);
  fill();
  worker = await startWorkerProcess();
  const failed = await waitForRun(run.scope, run.id, ({ status }) => status === "failed");
  expect(failed.error?.code).toBe("DISK_FULL");
  expect(failed.receipts).toEqual([]);
  expect(readdirSync(join(disk, "drafts"))).toEqual([]);
  freeAgain();
  await retryRun(run.scope, run.id);
  await expectWhole(run, shop);
});
