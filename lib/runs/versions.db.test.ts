import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { getDataset, getPreview, getVersion, getVersionPreview, listVersions } from "../ingest/data.ts";
import {
  createDataset,
  createSampleDataset,
  deleteDataset,
  deleteUpload,
  describeDataset,
  discardDescription,
} from "../ingest/mutations.ts";
import { getProfile } from "../ingest/stored-profile.ts";
import { findSetAside, listQuarantined } from "../ingest/stored-quarantine.ts";
import { uploadFolder } from "../ingest/stored-uploads.ts";
import { artefacts } from "../platform/artefacts.ts";
import { closeDatabase, db } from "../platform/db.ts";
import { closeNotify } from "../platform/notify.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { getRun } from "./data.ts";
import { testScope } from "./fixtures/test-scope.ts";
import { look, ordersCsv, readNow, uploadFile } from "./fixtures/uploaded-dataset.ts";
import { deliver } from "./fixtures/work-in-process.ts";
import { createRun, deleteRun, readDataset, rerunRun } from "./mutations.ts";
import { CreateRun } from "./schema.ts";
import { sweepLeftovers } from "./sweep.ts";
import { getVersionFeatures } from "./version-features.ts";

let database: TestDatabase;
const scope = testScope();
const page = { offset: 0, limit: 50 } as const;

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
});
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

let id: string;
let may: string;
beforeEach(async () => {
  id = (await createDataset(scope, { name: "Shop" })).id;
  may = await uploadFile(scope, id, "may.csv", ordersCsv(40, 5, "C1;O-x;yesterday;10,00", ";O-y;03.04.2025;20,00"));
});

describe("a version", () => {
  test("is what a read found: files, rows, users and period", async () => {
    expect(await getDataset(scope, id)).toMatchObject({ version: null, users: null, summary: null });
    await readNow(scope, id);
    const [version, ...others] = await listVersions(scope, id);
    expect(others).toEqual([]);
    expect(version).toMatchObject({ number: 1, rows: 202, rowsSetAside: 2, users: 40, runs: 0 });
    expect(version?.files).toEqual([{ name: "may.csv", size: expect.any(Number) }]);
    expect(version?.period?.from).toMatch(/^2025-01-/);
    const dataset = await getDataset(scope, id);
    expect(dataset).toMatchObject({ status: "ready", version: 1, users: 40, rowsSetAside: 2 });
    expect(dataset.refreshedAt).toBe(version?.createdAt);
    expect((await getVersion(scope, id, 1)).summary).toEqual(dataset.summary);
  });

  test("is followed by the next one when a file is added; runs stay with theirs, and may go on to the newest", async () => {
    await readNow(scope, id);
    const run = await createRun(scope, CreateRun.parse({ datasetId: id }));
    expect((await deliver(scope, run.id)).run).toMatchObject({
      status: "done",
      version: 1,
      newestVersion: 1,
      users: 40,
    });

    await uploadFile(scope, id, "june.csv", ordersCsv(60, 6));
    const described = await look(scope, id);
    expect(described).toMatchObject({ status: "draft", version: 1, users: 40, files: 2 });
    // While the next version is described, the one before is worked with.
    const meanwhile = await createRun(scope, CreateRun.parse({ datasetId: id, config: { seed: 5 } }));
    expect((await deliver(scope, meanwhile.id)).run).toMatchObject({ status: "done", version: 1, users: 40 });

    const reading = await readDataset(scope, id);
    await deliver(scope, reading.id);
    expect((await listVersions(scope, id)).map(({ number, users, runs }) => [number, users, runs])).toEqual([
      [2, 60, 0],
      [1, 40, 2],
    ]);
    expect(await getRun(scope, run.id)).toMatchObject({ version: 1, newestVersion: 2 });
    const again = await rerunRun(scope, run.id, { changes: {} });
    expect(again.version).toBe(1);
    const newest = await rerunRun(scope, run.id, { changes: {}, newest: true });
    expect((await deliver(scope, newest.id)).run).toMatchObject({ status: "done", version: 2, users: 60 });
    expect((await getVersion(scope, id, 1)).users).toBe(40);
    await deliver(scope, again.id);
  });

  test("keeps its files when they are replaced, and its corrections hold for the new ones", async () => {
    await look(scope, id);
    const [found] = (await getPreview(scope, id)).tables;
    await readNow(scope, id, { tables: [{ ...found?.config, files: [may], columns: { order: "ignore" } }] });
    const june = await uploadFile(scope, id, "june.csv", ordersCsv(30, 6));
    const described = await look(scope, id, { tables: [], files: [june] });
    expect(described.uploads.map((upload) => upload.id)).toEqual([june]);
    const reading = await readDataset(scope, id);
    await deliver(scope, reading.id);
    expect((await getVersionPreview(scope, id, 2)).tables[0]?.config.columns?.order).toMatchObject({ role: "ignore" });
    expect((await listVersions(scope, id)).map(({ files }) => files.map(({ name }) => name))).toEqual([
      ["june.csv"],
      ["may.csv"],
    ]);
    expect(existsSync(uploadFolder(may))).toBe(true);
  });

  test("is gone back to when the next one is thrown away: added files go, its own return", async () => {
    await readNow(scope, id);
    const before = await getDataset(scope, id);
    const june = await uploadFile(scope, id, "june.csv", ordersCsv(10, 2));
    await look(scope, id, { tables: [], files: [june] });
    const back = await discardDescription(scope, id);
    expect(back).toMatchObject({ status: "ready", version: 1, previewState: "ready", error: null });
    expect(back.uploads.map((upload) => upload.id)).toEqual([may]);
    expect(back.tables).toEqual(before.tables);
    expect(existsSync(uploadFolder(june))).toBe(false);
  });

  test("keeps a file that is taken out of the description; an unread one goes", async () => {
    await readNow(scope, id);
    const june = await uploadFile(scope, id, "june.csv", ordersCsv(10, 2));
    await deleteUpload(scope, may);
    await deleteUpload(scope, june);
    expect(existsSync(uploadFolder(may))).toBe(true);
    expect(existsSync(uploadFolder(june))).toBe(false);
    expect((await getDataset(scope, id)).uploads).toEqual([]);
    await expect(describeDataset(scope, id, { tables: [] })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  test("is made by every read, of the same files too, and by no run", async () => {
    await readNow(scope, id);
    await readNow(scope, id);
    const run = await createRun(scope, CreateRun.parse({ datasetId: id }));
    await deliver(scope, run.id);
    expect((await listVersions(scope, id)).map(({ number, rows }) => [number, rows])).toEqual([
      [2, 202],
      [1, 202],
    ]);
  });

  test("is nobody else's, and there is none that was not read", async () => {
    await readNow(scope, id);
    const other = testScope();
    for (const ask of [getVersion, getVersionPreview, getProfile, findSetAside, getVersionFeatures]) {
      await expect(ask(other, id, 1)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(ask(scope, id, 2)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await expect(listVersions(other, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(discardDescription(other, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const unread = await createDataset(scope, { name: "New" });
    await expect(discardDescription(scope, unread.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("of a version one sees", () => {
  beforeEach(async () => {
    await readNow(scope, id);
  });

  test("every column over all rows, exactly", async () => {
    const { tables } = await getProfile(scope, id, 1);
    const columns = new Map(tables[0]?.columns.map((column) => [column.name, column]));
    expect(tables[0]).toMatchObject({ kind: "transactions", rows: 200 });
    expect(columns.get("customer")).toMatchObject({ type: "text", filled: 200, distinct: 40, range: null, top: [] });
    const amounts = Array.from({ length: 200 }, (_, i) => (((Math.floor(i / 5) + 1) * 13) % 97) + (i % 5) + 1.5);
    const sorted = amounts.sort((a, b) => a - b);
    const amount = columns.get("amount");
    expect(amount).toMatchObject({ type: "number", filled: 200, distinct: new Set(sorted).size });
    expect(amount?.range).toEqual({ min: sorted[0], median: sorted[99], max: sorted[199] });
    expect(amount?.bins.reduce((sum, rows) => sum + rows)).toBe(200);
    expect(columns.get("date")?.range).toMatchObject({ min: "2025-01-01 00:00:00", max: "2025-05-27 00:00:00" });
    // The second time it is read, not computed.
    expect(await getProfile(scope, id, 1)).toEqual({ tables });
  });

  test("the rows that do not fit, by reason and page", async () => {
    const bad = { file: "may.csv", line: 202, column: "date", value: "yesterday", reason: "bad-date" };
    const nobody = { file: "may.csv", line: 203, column: "customer", value: "", reason: "no-user" };
    expect(await listQuarantined(scope, id, 1, page)).toEqual({ items: [bad, nobody], total: 2 });
    expect(await listQuarantined(scope, id, 1, { ...page, reason: "bad-number" })).toEqual({ items: [], total: 0 });
    expect(await listQuarantined(scope, id, 1, { ...page, reason: "no-user" })).toEqual({ items: [nobody], total: 1 });
    expect(await listQuarantined(scope, id, 1, { offset: 1, limit: 1 })).toEqual({ items: [nobody], total: 2 });
    expect(await listQuarantined(scope, id, 1, { ...page, offset: 2 })).toEqual({ items: [], total: 2 });
  });

  test("the features that a run would use, and why others are not", async () => {
    const found = await getVersionFeatures(scope, id, 1);
    expect(found).toMatchObject({ state: "ready", users: 40, problem: null });
    expect(found.features.find((feature) => feature.id === "recency")).toMatchObject({ coverage: 1 });
    const items = found.features.find((feature) => feature.id === "distinct-items");
    expect(items).toMatchObject({ coverage: null, isUsed: false });
    for (const { isUsed, reason } of found.features) expect(reason === null).toBe(isUsed);
  });
});

test("features that cannot be built are no obstacle to a read, and their reason is told", async () => {
  const users = `name,city\n${Array.from({ length: 30 }, (_, i) => `P${i},Leeds\n`).join("")}`;
  const shop = await createDataset(scope, { name: "People" });
  await uploadFile(scope, shop.id, "people.csv", users);
  const [file] = (await getDataset(scope, shop.id)).uploads;
  const table = { files: [file?.id ?? ""], kind: "users", columns: { name: "user", city: "category" } } as const;
  await look(scope, shop.id, { tables: [{ ...table, files: [...table.files] }] });
  const reading = await readDataset(scope, shop.id);
  expect((await deliver(scope, reading.id)).run.status).toBe("failed");
  expect(await getDataset(scope, shop.id)).toMatchObject({ status: "ready", version: 1 });
  expect(await getVersionFeatures(scope, shop.id, 1)).toMatchObject({
    state: "failed",
    problem: { code: "NO_FEATURES" },
  });
});

describe("a day later the sweep", () => {
  const later = () => new Date(Date.now() + 25 * 3_600_000);

  test("takes what a deleted dataset and run left, and nothing that a row names", async () => {
    await sweepLeftovers(later());
    // A file that no other dataset has: equal bytes share their artefacts.
    const file = await uploadFile(scope, id, "own.csv", ordersCsv(45, 4));
    await readNow(scope, id, { tables: [], files: [file] });
    const kept = await createRun(scope, CreateRun.parse({ datasetId: id, config: { seed: 11 } }));
    const dropped = await createRun(scope, CreateRun.parse({ datasetId: id, config: { seed: 12 } }));
    await deliver(scope, kept.id);
    await deliver(scope, dropped.id);
    await getProfile(scope, id, 1);
    expect(await sweepLeftovers(later())).toEqual({ uploads: 0, artefacts: 0, vectors: 0 });

    await deleteRun(scope, dropped.id);
    expect(await sweepLeftovers(new Date())).toEqual({ uploads: 0, artefacts: 0, vectors: 0 });
    // Its clustering, evaluation and segments, and what was made from those; what it shared with the other one stays.
    expect(await sweepLeftovers(later())).toEqual({ uploads: 0, artefacts: 4, vectors: 0 });
    expect(
      (await deliver(scope, (await rerunRun(scope, kept.id, { changes: {} })).id)).run.summary?.stagesReused,
    ).toHaveLength(5);

    await deleteDataset(scope, id);
    expect(existsSync(uploadFolder(file))).toBe(false);
    // Its preview, profile and stages, and the members that the runs were compared by.
    expect(await sweepLeftovers(later())).toEqual({ uploads: 0, artefacts: 8, vectors: 0 });
    expect(await sweepLeftovers(later())).toEqual({ uploads: 0, artefacts: 0, vectors: 0 });
  });
});

test("folders of uploads that no row knows are swept after a day, and nothing else is", async () => {
  const orphan = uploadFolder("orphan");
  mkdirSync(orphan, { recursive: true });
  expect((await sweepLeftovers(new Date())).uploads).toBe(0);
  expect((await sweepLeftovers(new Date(Date.now() + 25 * 3_600_000))).uploads).toBe(1);
  expect(existsSync(orphan)).toBe(false);
  expect(existsSync(uploadFolder(may))).toBe(true);
});

test("vectors that nobody added to for a month are swept, younger ones are not", async () => {
  const folder = join(database.folder, "vectors", "shop", "encoder");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "one.vectors"), "x");
  const in29Days = new Date(Date.now() + 29 * 24 * 3_600_000);
  expect((await sweepLeftovers(in29Days)).vectors).toBe(0);
  expect((await sweepLeftovers(new Date(in29Days.getTime() + 2 * 24 * 3_600_000))).vectors).toBe(1);
  expect(existsSync(join(folder, "one.vectors"))).toBe(false);
});

test("the sample shop is a version too, made by its first run", async () => {
  const own = testScope();
  const request = { language: "both", users: 100, run: true } as const;
  const { id: datasetId } = await createSampleDataset(own, request);
  const { makeSample } = await import("./make-sample.ts");
  await makeSample({ datasetId, ...request }, { store: artefacts(), signal: new AbortController().signal });
  const run = await db().run.findFirstOrThrow({ where: { datasetId } });
  expect((await deliver(own, run.id)).run).toMatchObject({ status: "done", version: 1 });
  expect(await listVersions(own, datasetId)).toMatchObject([{ number: 1, runs: 1 }]);
  expect((await getVersionFeatures(own, datasetId, 1)).state).toBe("ready");
});
