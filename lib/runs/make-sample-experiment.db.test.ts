import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createExperiment } from "../experiments/mutations.ts";
import { uploadPath } from "../ingest/stored-uploads.ts";
import { artefacts } from "../platform/artefacts.ts";
import { closeDatabase, db } from "../platform/db.ts";
import { closeNotify } from "../platform/notify.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { testScope } from "./fixtures/test-scope.ts";
import { makeSampleExperiment } from "./make-sample-experiment.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
});
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

test("the sample's test is made, looked at and put on the queue to be read; told twice it is made once", async () => {
  const { id, previewState } = await createExperiment(testScope(), { source: "sample" });
  expect(previewState).toBe("queued");
  expect((await db().outbox.findMany()).map(({ job }) => job)).toContain("make-sample-experiment");
  const host = { store: artefacts(), signal: new AbortController().signal };
  await makeSampleExperiment(id, host);
  await makeSampleExperiment(id, host);
  const row = await db().experiment.findUniqueOrThrow({ where: { id }, include: { uploads: true, analyses: true } });
  expect(row.previewState).toBe("ready");
  expect(row.analyses.map(({ status, isLook }) => [status, isLook])).toEqual([["queued", false]]);
  const [upload] = row.uploads;
  const lines = readFileSync(uploadPath(upload?.id ?? "", upload?.name ?? ""), "utf8")
    .trimEnd()
    .split("\n");
  expect(lines[0]).toBe("user_id,arm,assigned_at,segment,ordered,orders,revenue,revenue_before");
  const rate = (arm: string, segment: string) => {
    const own = lines.filter((line) => line.includes(`,${arm},`) && line.includes(`,${segment},`));
    return own.filter((line) => line.split(",")[4] === "1").length / own.length;
  };
  // Every second treated bargain hunter orders once more; steady customers do not.
  expect(rate("treatment", "bargain-hunter") - rate("control", "bargain-hunter")).toBeGreaterThan(0.2);
  expect(Math.abs(rate("treatment", "steady") - rate("control", "steady"))).toBeLessThan(0.12);
}, 60_000);
