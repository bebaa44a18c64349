import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createExport } from "../activation/mutations.ts";
import { NewExport } from "../activation/schema.ts";
import { ExperimentConfig } from "../experiments/config-schema.ts";
import { getExperiment, getReport } from "../experiments/data.ts";
import {
  analyseExperiment,
  changeExperiment,
  createExperiment,
  decide,
  endExperiment,
} from "../experiments/mutations.ts";
import { ExperimentDesign } from "../experiments/schema.ts";
import { shopMetrics } from "../experiments/shop-metrics-schema.ts";
import { tellExposures } from "../experiments/stored-exposures.ts";
import { issueLink, openLink } from "../experiments/stored-links.ts";
import { takeReportFile } from "../experiments/stored-report-files.ts";
import { startExperiment } from "../experiments/stored-start.ts";
import { createUpload } from "../ingest/mutations.ts";
import { receivePart } from "../ingest/stored-uploads.ts";
import { artefacts } from "../platform/artefacts.ts";
import { closeDatabase, db } from "../platform/db.ts";
import { closeNotify } from "../platform/notify.ts";
import type { JobQueue } from "../platform/queue.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { runFiles } from "./fixtures/files-run.ts";
import { testScope } from "./fixtures/test-scope.ts";
import { previewExperiment } from "./preview-experiment.ts";
import { reconcileExperiments } from "./reconcile-experiments.ts";
import type { RunDetailDto } from "./schema.ts";
import { workOnAnalysis } from "./work-on-analysis.ts";

let database: TestDatabase;
let run: RunDetailDto;
const scope = testScope();
const host = { threads: 1 };
const data = new URL("../../../shared/data/experiments/hillstrom.csv.gz", import.meta.url);

/** 200 people who order every month; from day 200 on those of an even number twice. */
const people = Array.from({ length: 200 }, (_, i) => `u${i}`);
const orders = [
  "customer_id,order_date,amount",
  ...people.flatMap((id, i) =>
    Array.from({ length: 8 }, (_, month) => {
      const day = new Date(Date.UTC(2024, month, 1 + ((i * 5) % 27)));
      return `${id},${day.toISOString().slice(0, 10)},${10 + ((i * 7 + month) % 9)}`;
    }),
  ),
].join("\n");

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  run = await runFiles(scope, { "orders.csv": orders });
});
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

async function upload(name: string, bytes: Uint8Array): Promise<string> {
  const { id } = await createUpload(scope, { name, size: bytes.length, datasetId: null, sha256: null });
  const body = (async function* () {
    yield bytes;
  })();
  await receivePart(scope, id, { offset: 0, body, sha256: undefined });
  return id;
}

async function workOn(experimentId: string, number: number): Promise<void> {
  const { id } = await db().analysis.findFirstOrThrow({ where: { experimentId, number } });
  await workOnAnalysis(id, { ...host, store: artefacts(), signal: new AbortController().signal });
}

describe.runIf(existsSync(data))("Hillstrom's e-mail test", () => {
  test("goes from its file to a report, a decision and a link", async () => {
    const file = await upload("hillstrom.csv", gunzipSync(readFileSync(data)));
    const { id } = await createExperiment(scope, { source: "upload", files: [file] });
    const signal = new AbortController().signal;
    await previewExperiment(id, { store: artefacts(), signal });
    const seen = await getExperiment(scope, id);
    expect(seen.previewState).toBe("ready");
    expect(seen.config).toMatchObject({ name: "hillstrom", arm: "segment" });
    expect(seen.config.metrics.map(({ column, type }) => [column, type])).toEqual([
      ["visit", "proportion"],
      ["conversion", "proportion"],
      ["spend", "mean"],
    ]);
    await analyseExperiment(scope, id);
    await workOn(id, 1);
    const report = await getReport(scope, id);
    expect(report.control).toBe("No E-Mail");
    expect(report.users).toBe(64_000);
    const read = await getExperiment(scope, id);
    expect(read).toMatchObject({ hasReport: true, verdict: { users: 64_000 }, looks: { taken: 0 } });
    // Delivered once more, it does nothing.
    await workOn(id, 1);
    expect((await getExperiment(scope, id)).analyses).toHaveLength(1);
    for (const arm of ["No E-Mail", "Children’s E-Mail"])
      await expect(decide(scope, id, { decision: "ship", arm, note: "" })).rejects.toMatchObject({
        code: "BAD_REQUEST",
        details: { path: "arm" },
      });
    await decide(scope, id, { decision: "ship", arm: "Womens E-Mail", note: "It pays." });
    const { link } = await issueLink(scope, id, { days: 1 });
    const shared = await openLink(link.split("/r/")[1] ?? "");
    expect(shared).toMatchObject({
      report: { control: "No E-Mail", config: { seed: 0 } },
      decision: { note: "It pays." },
    });
    expect(JSON.stringify(shared)).not.toContain(id);
    // A page that is taken along says as little.
    const page = await takeReportFile(scope, id, { name: "report.html", locale: "en" });
    expect(page.text).toContain('"seed":0');
    expect(page.text).not.toContain(`"seed":${report.config.seed}`);
  });
});

test("a name given while a file is looked at stays, and so does another way to read it", async () => {
  const rows = Array.from({ length: 60 }, (_, i) => `u${i},${i % 2 === 0 ? "A" : "B"},${i % 3},${i % 5}`);
  const made = async () => {
    const file = await upload("spring.csv", Buffer.from(["user,group,visits,spend", ...rows].join("\n")));
    return createExperiment(scope, { source: "upload", files: [file] });
  };
  const look = (id: string) => previewExperiment(id, { store: artefacts(), signal: new AbortController().signal });
  const [renamed, mapped] = [await made(), await made()];
  await Promise.all([look(renamed.id), changeExperiment(scope, renamed.id, { name: "Spring" })]);
  expect((await getExperiment(scope, renamed.id)).config).toMatchObject({ name: "Spring", arm: "group" });
  const config = ExperimentConfig.parse({ arm: "group", metrics: [{ name: "s", type: "mean", column: "spend" }] });
  await Promise.all([look(mapped.id), changeExperiment(scope, mapped.id, { config })]);
  const { config: kept, previewState } = await getExperiment(scope, mapped.id);
  expect(previewState).toBe("ready");
  expect(kept).toEqual({ ...config, name: "spring" });
});

test("a file that is no test ends in a sentence, and the experiment stays", async () => {
  const file = await upload("note.csv", Buffer.from("just one line of words\n"));
  const { id } = await createExperiment(scope, { source: "upload", files: [file] });
  await previewExperiment(id, { store: artefacts(), signal: new AbortController().signal });
  await analyseExperiment(scope, id);
  await workOn(id, 1);
  const { analysis, previewError, hasReport } = await getExperiment(scope, id);
  expect(hasReport).toBe(false);
  expect((analysis?.error ?? previewError)?.detail.zh).toMatch(/[\u4e00-\u9fff]/);
  await expect(createExperiment(scope, { source: "upload", files: [file] })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
});

const arms = [
  { arm: "none", share: 0.5 },
  { arm: "mail", share: 0.5 },
];

async function start(
  change: Partial<ExperimentDesign>,
  config: Partial<ExperimentConfig>,
  at: string,
): Promise<string> {
  const { id } = await createExperiment(scope, {
    source: "design",
    people: { kind: "run", id: run.id },
    config: ExperimentConfig.parse({ name: "Voucher", metrics: shopMetrics("en"), ...config }),
    design: ExperimentDesign.parse({ arms, windowDays: 30, ...change }),
  });
  await startExperiment(scope, id, { locale: "en" }, new Date(at));
  return id;
}

test("a file's first look is waited for while it waits its turn, and given up where the queue has forgotten it", async () => {
  const row = await db().experiment.create({
    data: {
      ...{ workspaceId: scope.workspaceId, createdById: scope.userId, createdByName: "", source: "upload" },
      ...{ config: ExperimentConfig.parse({}), status: "ended", previewState: "queued" },
      createdAt: new Date(Date.now() - 3_600_000),
    },
  });
  const stateOf = async () => (await getExperiment(scope, row.id)).previewState;
  await db().outbox.updateMany({ data: { sentAt: new Date() } });
  await reconcileExperiments({ count: async () => 1 } as JobQueue);
  expect(await stateOf()).toBe("queued");
  await reconcileExperiments({ count: async () => 0 } as JobQueue);
  expect(await stateOf()).toBe("failed");
});

describe("the shop's orders", () => {
  test("answer a design: everybody assigned is in it, and a look before the end leaves no winner", async () => {
    const id = await start({}, {}, "2024-07-01T00:00:00Z");
    // It is watched for thirty days from 2024 on, so by now it has ended.
    await analyseExperiment(scope, id);
    await workOn(id, 1);
    const report = await getReport(scope, id);
    expect(report.users).toBe(200);
    expect((await getExperiment(scope, id)).analyses[0]).toMatchObject({ isLook: true, look: 1, status: "done" });
    // Read once more from the same orders, it says the same: no other look.
    await analyseExperiment(scope, id);
    await workOn(id, 2);
    expect((await getExperiment(scope, id)).analyses[0]).toMatchObject({ number: 2, isLook: false, status: "done" });
    expect((await getReport(scope, id)).decision).toEqual(report.decision);
    const early = await start({}, {}, new Date().toISOString());
    await analyseExperiment(scope, early);
    await workOn(early, 1);
    expect((await getExperiment(scope, early)).analyses[0]).toMatchObject({ isLook: true, look: null });
    expect((await getReport(scope, early)).decision.verdict).toBe("blocked");
    // Ending it early plans no look: those who are in it are still watched.
    await endExperiment(scope, early);
    await analyseExperiment(scope, early);
    await workOn(early, 2);
    expect((await getExperiment(scope, early)).analyses[0]).toMatchObject({ number: 2, isLook: true, look: null });
    expect((await getReport(scope, early)).decision.verdict).toBe("blocked");
  });

  test("answer for those who came, where people are let in one by one", async () => {
    const id = await start({ entry: "arrival" }, { mode: "always-valid" }, "2024-07-01T00:00:00Z");
    const exposures = people
      .slice(0, 60)
      .map((userId, i) => ({ userId, arm: i % 2 === 0 ? "mail" : "none", seenAt: "2024-07-02T00:00:00Z" }));
    await tellExposures(scope, id, { exposures });
    await analyseExperiment(scope, id);
    await workOn(id, 1);
    expect((await getReport(scope, id)).users).toBe(60);
  });

  test("read once more at the end, with the users of the look before, say what they said", async () => {
    const sequential = { mode: "group-sequential", looks: 3 } as const;
    const id = await start({ entry: "arrival" }, sequential, "2024-07-01T00:00:00Z");
    const seenAt = "2024-07-02T00:00:00Z";
    const exposures = people.map((userId, i) => ({ userId, arm: i % 2 === 0 ? "mail" : "none", seenAt }));
    await tellExposures(scope, id, { exposures });
    const read = async (number: number) => {
      await analyseExperiment(scope, id);
      await workOn(id, number);
      const { metrics } = await getReport(scope, id);
      return metrics[0]?.comparisons[0];
    };
    const first = await read(1);
    expect(first?.reason).toBeNull();
    const again = await read(2);
    expect([again?.low, again?.high, again?.pValue]).toEqual([first?.low, first?.high, first?.pValue]);
    const { analyses, looks } = await getExperiment(scope, id);
    expect(analyses.map(({ isLook }) => isLook)).toEqual([false, true]);
    expect(looks).toEqual({ taken: 1, planned: 3, isNext: false });
    // Where an earlier look had the same users and other orders, the last one has a wider range, and no winner: all was spent.
    await db().analysis.updateMany({ where: { experimentId: id, number: 1 }, data: { versionId: null } });
    expect((await getExperiment(scope, id)).looks.isNext).toBe(false);
    await endExperiment(scope, id);
    const other = await read(3);
    expect(other?.reason).toBeNull();
    expect((other?.high ?? 0) - (other?.low ?? 0)).toBeGreaterThan((first?.high ?? 0) - (first?.low ?? 0));
    const after = await getExperiment(scope, id);
    expect(after.analyses[0]).toMatchObject({ number: 3, look: null });
    expect(after.looks.taken).toBe(3);
    expect((await getReport(scope, id)).decision.verdict).toBe("blocked");
  });

  test("that end their reader each time are given up with a sentence", async () => {
    const id = await start({}, {}, "2024-07-01T00:00:00Z");
    await analyseExperiment(scope, id);
    const lost = { status: "running", attempts: 3, leaseUntil: new Date(0) };
    await db().analysis.updateMany({ where: { experimentId: id }, data: lost });
    await workOn(id, 1);
    expect((await getExperiment(scope, id)).analysis?.status).toBe("running");
    await reconcileExperiments({ count: async () => 1 } as JobQueue);
    expect((await getExperiment(scope, id)).analysis).toMatchObject({ status: "failed", error: { code: "GAVE_UP" } });
  });

  test("say of a list with a held-back share whether it worked", async () => {
    const made = await createExport(scope, NewExport.parse({ runId: run.id, controlShare: 0.3 }));
    const asked = { source: "export" as const, exportId: made.id, locale: "en" as const };
    // Clicked twice, it is one experiment.
    const [{ id, assigned }, again] = await Promise.all([
      createExperiment(scope, asked),
      createExperiment(scope, asked),
    ]);
    expect(again.id).toBe(id);
    expect(assigned?.map(({ users }) => users)).toEqual([60, 140]);
    expect((await createExperiment(scope, asked)).id).toBe(id);
    // Orders of 2024 say nothing of it: it is read once newer ones come, or where somebody asks.
    expect((await getExperiment(scope, id)).analyses).toEqual([]);
    await analyseExperiment(scope, id);
    await workOn(id, 1);
    const report = await getReport(scope, id);
    expect(report).toMatchObject({ control: "Held back", users: 200 });
  });
});
