import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import type { NeighbourMapSummary } from "../evaluation/neighbour-map/schema.ts";
import { createDataset } from "../ingest/mutations.ts";
import { closeDatabase, db } from "../platform/db.ts";
import { closeNotify } from "../platform/notify.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { openMap } from "../segments/data.ts";
import { MapQuery } from "../segments/segment-schema.ts";
import { findRunArtefact } from "./data.ts";
import { testScope } from "./fixtures/test-scope.ts";
import { look, ordersCsv, readNow, uploadFile } from "./fixtures/uploaded-dataset.ts";
import { deliver } from "./fixtures/work-in-process.ts";
import { createRun, readDataset, rerunRun } from "./mutations.ts";
import { CreateRun, type RerunRun, type RunDetailDto } from "./schema.ts";

let database: TestDatabase;
const scope = testScope();

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
});
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

let datasetId = "";
const config = { clustering: { k: 3 }, evaluation: { nullClouds: 0 } };
const drawn = { ...config, evaluation: { ...config.evaluation, umap: {} } };
const start = async (asked: object) => end(await createRun(scope, CreateRun.parse({ datasetId, config: asked })));
beforeEach(async () => {
  datasetId = (await createDataset(scope, { name: "Shop" })).id;
  await uploadFile(scope, datasetId, "may.csv", ordersCsv(40, 5));
  await readNow(scope, datasetId);
});

async function end({ id }: Pick<RunDetailDto, "id">): Promise<RunDetailDto> {
  const { run } = await deliver(scope, id);
  expect(run.error).toBeNull();
  return run;
}

async function again(run: RunDetailDto, changes: RerunRun["changes"], newest = false) {
  return mapOf(await end(await rerunRun(scope, run.id, { changes, newest })));
}

async function mapOf(made: RunDetailDto) {
  const { folder, receipt } = await findRunArtefact(scope, made.id, "neighbour-map");
  const summary: NeighbourMapSummary = JSON.parse(readFileSync(join(folder, "neighbour-map.json"), "utf8"));
  return { run: made, key: receipt.key, params: receipt.params as { readonly earlier?: string }, summary };
}

const worked = ({ receipts }: RunDetailDto) => receipts.flatMap(({ stage, reused }) => (reused ? [] : [stage]));

async function bytesOf(run: RunDetailDto, layout: "axes" | "nearness"): Promise<number> {
  let bytes = 0;
  for await (const piece of await openMap(scope, run.id, MapQuery.parse({ layout }))) bytes += piece.length;
  return bytes;
}

test("a run without the map gets it by working on nothing else, and has it beside the other", async () => {
  const plain = await start(config);
  await expect(bytesOf(plain, "nearness")).rejects.toMatchObject({ code: "NOT_FOUND" });
  const { run, summary } = await again(plain, { evaluation: { umap: {} } });
  expect(worked(run)).toEqual(["neighbour-map", "segments"]);
  expect(summary).toMatchObject({ users: 40, continued: null });
  for (const layout of ["axes", "nearness"] as const) expect(await bytesOf(run, layout)).toBe(40 * 12);
});

test("the picture goes on from the map before when the data are newer, and stays while only segments change", async () => {
  const first = await mapOf(await start(drawn));
  await uploadFile(scope, datasetId, "june.csv", ordersCsv(60, 6));
  await look(scope, datasetId);
  await deliver(scope, (await readDataset(scope, datasetId)).id);
  const newer = await again(first.run, {}, true);
  expect(newer.params.earlier).toBe(first.key);
  expect(newer.summary).toMatchObject({ users: 60, continued: { known: 40, fresh: 20, moved: expect.any(Number) } });

  // Same users and columns: it begins where theirs did, whatever else is asked.
  expect((await again(newer.run, { clustering: { k: 4 } })).key).toBe(newer.key);
  const wider = await again(newer.run, { evaluation: { umap: { neighbours: 20 } } });
  expect(wider.key).not.toBe(newer.key);
  expect(wider.params.earlier).toBe(first.key);

  // A run that repeats none goes on from the newest.
  expect((await mapOf(await start(drawn))).key).toBe(newer.key);
});

test("a run that repeats one goes on from it however many came after", async () => {
  const first = await mapOf(await start(drawn));
  const {
    id: _,
    number,
    keys,
    config: stored,
    ...row
  } = await db().run.findUniqueOrThrow({ where: { id: first.run.id } });
  await db().run.createMany({
    data: Array.from({ length: 25 }, (_, i) => ({
      ...{ workspaceId: row.workspaceId, datasetId, versionId: row.versionId, kind: "segment", status: "done" },
      ...{ number: number + 1 + i, config: stored ?? {}, keys: {}, createdById: row.createdById },
    })),
  });
  await uploadFile(scope, datasetId, "june.csv", ordersCsv(60, 6));
  await look(scope, datasetId);
  await deliver(scope, (await readDataset(scope, datasetId)).id);
  expect((await again(first.run, {}, true)).params.earlier).toBe(first.key);
});
