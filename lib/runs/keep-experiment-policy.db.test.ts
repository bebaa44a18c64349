import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createExport } from "../activation/mutations.ts";
import { NewExport } from "../activation/schema.ts";
import type { WorkspaceScope } from "../core/scope.ts";
import { ExperimentConfig } from "../experiments/config-schema.ts";
import { getReport } from "../experiments/data.ts";
import { analyseExperiment, changeExperiment, createExperiment, deleteExperiment } from "../experiments/mutations.ts";
import { ExperimentDesign } from "../experiments/schema.ts";
import { shopMetrics } from "../experiments/shop-metrics-schema.ts";
import { tellExposures } from "../experiments/stored-exposures.ts";
import { keepPolicy, previewPolicy } from "../experiments/stored-policy.ts";
import { startExperiment } from "../experiments/stored-start.ts";
import { createUpload } from "../ingest/mutations.ts";
import { receivePart } from "../ingest/stored-uploads.ts";
import { artefacts } from "../platform/artefacts.ts";
import { closeDatabase, db } from "../platform/db.ts";
import { closeNotify } from "../platform/notify.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { getSegment, listMembers, listSegments } from "../segments/data.ts";
import { MembersQuery } from "../segments/member-schema.ts";
import { runFiles } from "./fixtures/files-run.ts";
import { testScope } from "./fixtures/test-scope.ts";
import { previewExperiment } from "./preview-experiment.ts";
import type { RunDetailDto } from "./schema.ts";
import { workOnAnalysis } from "./work-on-analysis.ts";

let database: TestDatabase;
let run: RunDetailDto;
const scope = testScope();

/** The shop knows 1,000 users, one of them by an id that a spreadsheet would run; the test was on 1,200, the first 900 of these. */
const idOf = (user: number) => (user === 2 ? "=2+2" : `u${user}`);
const orders = [
  "customer_id,order_date,amount",
  ...Array.from({ length: 1000 }, (_, user) => {
    const line = (day: number) =>
      `${idOf(user)},${new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)},${10 + ((user * 3) % 40)}`;
    // Some order again in July, in the days of a test that begins on the first.
    return [line((user * 7) % 150), ...(user % 3 === 2 && user % 4 < 2 ? [line(185)] : [])].join("\n");
  }),
].join("\n");

/** The voucher moves those of kind "b", which is every third, and keeps the others away. */
const results = [
  "user,group,kind,bought",
  ...Array.from({ length: 1200 }, (_, user) => {
    const isTreated = user % 2 === 0;
    const kind = user % 3 === 2 ? "b" : "a";
    const chance = 300 + (isTreated ? (kind === "b" ? 350 : -150) : 0);
    const id = user < 900 ? idOf(user) : `x${user}`;
    return `${id},${isTreated ? "Voucher" : "Control"},${kind},${Number((user * 7919 + 13) % 1000 < chance)}`;
  }),
].join("\n");

const config = ExperimentConfig.parse({
  ...{ name: "Spring voucher", unit: "user", arm: "group", control: "Control" },
  metrics: [{ name: "Bought", type: "proportion", column: "bought", role: "primary" }],
  uplift: { metric: "Bought", features: ["kind"] },
});

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  run = await runFiles(scope, { "orders.csv": orders });
});
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

async function readTest(asked: ExperimentConfig): Promise<string> {
  const bytes = Buffer.from(results);
  const { id: file } = await createUpload(scope, { name: "t.csv", size: bytes.length, datasetId: null, sha256: null });
  const body = (async function* () {
    yield bytes;
  })();
  await receivePart(scope, file, { offset: 0, body, sha256: undefined });
  const { id } = await createExperiment(scope, { source: "upload", files: [file] });
  const host = { store: artefacts(), signal: new AbortController().signal };
  await previewExperiment(id, host);
  await changeExperiment(scope, id, { config: asked });
  await workOn(id);
  return id;
}

async function workOn(experimentId: string): Promise<void> {
  const analysis = await db().analysis.findFirstOrThrow({ where: { experimentId }, orderBy: { number: "desc" } });
  await workOnAnalysis(analysis.id, { store: artefacts(), signal: new AbortController().signal, threads: 1 });
}

test("whom a policy treats becomes a segment of the run that knows them, which is tried on and exported", async () => {
  const id = await readTest(config);
  const { uplift } = await getReport(scope, id);
  expect(uplift?.policy).toMatchObject({ verdict: "policy", rule: { en: "Treat where kind is not “a”." } });
  const preview = await previewPolicy(scope, id, {});
  // Of kind "b" 400 were in the test, and 300 of them are the shop's.
  expect(preview).toMatchObject({ treated: 400, runs: [{ id: run.id, known: 300 }] });
  expect(preview.name.en).toBe("Worth treating: Spring voucher");
  expect(preview.notes.map(({ en }) => en).join(" ")).toMatch(/than treating nobody; treating everybody/);

  const { name, action } = { name: preview.name.zh, action: preview.action.en };
  const who = "tested" as const;
  const kept = await keepPolicy(scope, id, { runId: run.id, who, name, action });
  expect(kept).toMatchObject({ runId: run.id, size: 300, action, index: null, name: { en: name } });
  expect(kept.origin).toEqual({ experimentId: id, title: "Spring voucher", notes: preview.notes });
  const members = await listMembers(scope, kept.id, MembersQuery.parse({ limit: 200, sort: "user" }));
  const ids = members.items.map(({ userId }) => userId);
  expect(ids).toContain("=2+2");
  expect(ids.every((user) => user === "=2+2" || Number(user.slice(1)) % 3 === 2)).toBe(true);
  expect((await listSegments(scope)).map((one) => one.id)).toContain(kept.id);

  const next = await createExperiment(scope, {
    ...{ source: "design", people: { kind: "segment", id: kept.id } },
    config: ExperimentConfig.parse({ name: "Again", metrics: shopMetrics("en") }),
    design: ExperimentDesign.parse({ arms: ["none", "voucher"].map((arm) => ({ arm, share: 0.5 })) }),
  });
  const started = await startExperiment(scope, next.id, { locale: "en" });
  expect(started.assigned?.reduce((sum, { users }) => sum + users, 0)).toBe(300);
  const list = await createExport(scope, NewExport.parse({ runId: run.id, segmentId: kept.id, controlShare: 0 }));
  expect(list.rows).toBe(300);
  // What was kept and said stays when the experiment goes; no link leads to what is gone.
  await deleteExperiment(scope, id);
  expect((await getSegment(scope, kept.id)).origin).toEqual({ ...kept.origin, experimentId: null });
}, 60_000);

test("of a test on a run's users the rule may be asked of everybody whom the run knows", async () => {
  const { id } = await createExperiment(scope, {
    ...{ source: "design", people: { kind: "run", id: run.id } },
    config: ExperimentConfig.parse({
      ...{ name: "Door", metrics: shopMetrics("en"), mode: "always-valid" },
      uplift: { metric: "Order rate", features: ["monetary"] },
    }),
    design: ExperimentDesign.parse({ arms: ["none", "voucher"].map((arm) => ({ arm, share: 0.5 })), entry: "arrival" }),
  });
  await startExperiment(scope, id, { locale: "en" }, new Date("2024-07-01T00:00:00Z"));
  // 800 of the 1,000 come by.
  const exposures = Array.from({ length: 800 }, (_, user) => {
    return { userId: idOf(user), arm: user % 4 < 2 ? "voucher" : "none", seenAt: "2024-07-02T00:00:00Z" };
  });
  await tellExposures(scope, id, { exposures });
  await analyseExperiment(scope, id);
  await workOn(id);
  const { uplift } = await getReport(scope, id);
  const { byRule, treated } = await previewPolicy(scope, id, {});
  expect(byRule?.users).toBeGreaterThan(treated);
  expect(byRule?.notes[0]?.en).toMatch(/Everybody of the run of whom this is true/);
  const asked = { runId: run.id, name: "By the rule", action: "Voucher" };
  const kept = await keepPolicy(scope, id, { ...asked, who: "rule" });
  expect(kept).toMatchObject({ size: byRule?.users, origin: { notes: byRule?.notes } });
  const where = uplift?.policy?.where ?? [];
  const members = await listMembers(scope, kept.id, MembersQuery.parse({ limit: 200 }));
  const at = kept.features.findIndex(({ id }) => id === "monetary");
  const meets = (spend: number) =>
    where.some((path) => path.every(({ threshold, isAbove }) => spend > threshold === isAbove));
  expect(members.items.every(({ values }) => meets(values[at] ?? 0))).toBe(true);
}, 60_000);

test("without a policy, a column of users, known users or the right to it, there is nothing to keep", async () => {
  const { uplift: _, ...plain } = config;
  const refused = { code: "BAD_REQUEST" };
  await expect(previewPolicy(scope, await readTest(ExperimentConfig.parse(plain)), {})).rejects.toMatchObject(refused);
  await expect(previewPolicy(scope, await readTest({ ...config, unit: null }), {})).rejects.toMatchObject(refused);
  const id = await readTest(config);
  const others = await runFiles(scope, { "orders.csv": orders.replaceAll(/^(u|=)/gm, "z$1") });
  const asked = { who: "tested" as const, name: "x", action: "y" };
  await expect(keepPolicy(scope, id, { ...asked, runId: others.id })).rejects.toMatchObject({
    ...refused,
    details: { path: "runId" },
  });
  // Of the runs that might be theirs, the one that knows most of them comes first.
  expect((await previewPolicy(scope, id, {})).runs.map(({ known }) => known)).toEqual([300, 0]);
  const manager = { ...scope, role: "manager" } as WorkspaceScope;
  await expect(keepPolicy(manager, id, { ...asked, runId: run.id })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(keepPolicy(testScope(), id, { ...asked, runId: run.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await getSegment(scope, (await listSegments(scope))[0]?.id ?? "")).origin).toBeNull();
}, 60_000);
