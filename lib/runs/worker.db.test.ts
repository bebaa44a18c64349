import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { getDataset } from "../ingest/data.ts";
import { createSampleDataset } from "../ingest/mutations.ts";
import { artefacts } from "../platform/artefacts.ts";
import { closeDatabase, db } from "../platform/db.ts";
import { closeNotify } from "../platform/notify.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { getRun, getRunResults, listRuns } from "./data.ts";
import { testScope } from "./fixtures/test-scope.ts";
import { makeSample } from "./make-sample.ts";
import { ListRuns } from "./schema.ts";
import { StageProcesses } from "./stage-processes.ts";
import { stages } from "./stages.ts";
import { workOnStage } from "./work-on-stage.ts";

let database: TestDatabase;
const scope = testScope();
const processes = new StageProcesses();

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
});
afterAll(async () => {
  processes.end();
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

test("from the sample shop to segments", async () => {
  const host = { store: artefacts(), signal: new AbortController().signal };
  const dataset = await createSampleDataset(scope, { language: "both", users: 400, run: true });
  await makeSample({ datasetId: dataset.id, language: "both", users: 400, run: true }, host);
  const { items } = await listRuns(scope, ListRuns.parse({}));
  const id = items[0]?.id ?? "";
  const times = { leaseMs: 3000, mostAttempts: 3, retryMs: 10 };
  for (const { name } of stages) await workOnStage(id, name, { ...host, processes, threads: 2, times });
  const run = await getRun(scope, id);
  expect(run).toMatchObject({ status: "done", number: 1, error: null, fraction: 1 });
  expect(run.receipts.map(({ stage }) => stage)).toEqual(stages.map(({ name }) => name));
  const results = await getRunResults(scope, id);
  expect(results.segments.length).toBe(run.segments);
  console.log(await getDataset(scope, dataset.id), JSON.stringify(run).length);
});
