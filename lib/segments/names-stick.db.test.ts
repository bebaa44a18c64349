import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { closeDatabase, db } from "../platform/db.ts";
import { closeNotify } from "../platform/notify.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { startSampleRun } from "../runs/fixtures/shop-dataset.ts";
import { testScope } from "../runs/fixtures/test-scope.ts";
import { deliver } from "../runs/fixtures/work-in-process.ts";
import { rerunRun } from "../runs/mutations.ts";
import type { RunDetailDto } from "../runs/schema.ts";
import { listSegments } from "./data.ts";
import { changeSegment } from "./mutations.ts";
import type { SegmentRowDto } from "./schema.ts";

let database: TestDatabase;
const scope = testScope();
let first: RunDetailDto;

/** Rows of a run, largest segment first. */
async function rowsOf({ id }: Pick<RunDetailDto, "id">): Promise<readonly SegmentRowDto[]> {
  return (await listSegments(scope)).filter(({ runId, index }) => runId === id && index !== null);
}

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  const { id } = await startSampleRun(scope, 300);
  first = (await deliver(scope, id)).run;
});
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

describe("what people said of a segment", () => {
  test("is nothing in the first run of a dataset, where nothing is new either", async () => {
    const rows = await rowsOf(first);
    expect(rows.length).toBeGreaterThan(1);
    for (const { ownName, owner, action, history, isNew, size } of rows)
      expect({ ownName, owner, action, history, isNew }).toEqual({
        ...{ ownName: null, owner: null, action: null, isNew: false },
        history: [{ runNumber: 1, size }],
      });
  });

  test("stays with its people when the dataset is run again", async () => {
    const [largest] = await rowsOf(first);
    await changeSegment(scope, largest?.id ?? "", { ownName: "Our regulars", colour: 7, action: "Thank them" });
    const again = await rerunRun(scope, first.id, { changes: { seed: 7 } });
    const rows = await rowsOf((await deliver(scope, again.id)).run);
    const named = rows.find(({ ownName }) => ownName === "Our regulars");
    expect(named).toMatchObject({ colour: 7, action: "Thank them", isNew: false });
    expect(named?.history.map(({ runNumber }) => runNumber)).toEqual([1, 2]);
    expect(new Set(rows.map(({ colour }) => colour)).size).toBe(rows.length);
  });

  test("does not stand on other people: with many more segments, some are new and bear Clade's own name", async () => {
    const again = await rerunRun(scope, first.id, { changes: { clustering: { k: 10 } } });
    const rows = await rowsOf((await deliver(scope, again.id)).run);
    const fresh = rows.filter(({ isNew }) => isNew);
    expect(fresh.length).toBeGreaterThan(0);
    for (const { ownName, action, history } of fresh)
      expect({ ownName, action, length: history.length }).toEqual({ ownName: null, action: null, length: 1 });
  });

  test("is not lost with the files of the run before: the run ends well, and all is new", async () => {
    for (const { id, keys } of await db().run.findMany({ where: { status: "done" } }))
      await db().run.update({ where: { id }, data: { keys: { ...(keys as object), segments: "gone" } } });
    const again = await rerunRun(scope, first.id, { changes: { seed: 9 } });
    const { run } = await deliver(scope, again.id);
    expect(run.status).toBe("done");
    expect((await rowsOf(run)).every(({ isNew }) => isNew)).toBe(true);
  });

  test("names an owner of the workspace only", async () => {
    const row = (await listSegments(scope))[0];
    await expect(changeSegment(scope, row?.id ?? "", { ownerId: "stranger" })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
  });
});
