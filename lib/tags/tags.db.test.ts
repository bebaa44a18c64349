import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { WorkspaceId } from "../core/ids.ts";
import { closeDatabase, db } from "../platform/db.ts";
import { closeNotify } from "../platform/notify.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { startSampleRun } from "../runs/fixtures/shop-dataset.ts";
import { testScope } from "../runs/fixtures/test-scope.ts";
import { deliver } from "../runs/fixtures/work-in-process.ts";
import { getPersonTag, getTags, listTagsCsv } from "./data.ts";
import { removeTag, tagPeople, untagPeople } from "./mutations.ts";
import { storeTags } from "./stored-tags.ts";

let database: TestDatabase;
const scope = testScope();
let runId: string;
let datasetId: string;

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  const { id } = await startSampleRun(scope, 300);
  ({ id: runId, datasetId } = (await deliver(scope, id)).run);
});
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

describe("tags of people", () => {
  test("are given by their places in a run, and count for the dataset; a person has one", async () => {
    await tagPeople(scope, runId, { rows: [0, 1, 2, 2, 99_999], tag: "VIP" });
    const found = await tagPeople(scope, runId, { rows: [2, 3], tag: "reseller" });
    expect(found).toEqual({
      users: 4,
      tags: [
        { tag: "VIP", users: 2 },
        { tag: "reseller", users: 2 },
      ],
    });
    expect(await getPersonTag(scope, runId, { row: 2 })).toEqual({ tag: "reseller" });
    expect(await getPersonTag(scope, runId, { row: 9 })).toEqual({ tag: null });
    await expect(getPersonTag(scope, runId, { row: 99_999 })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("leave as a file that names who said so, and go to a run as one whose hash is of its content", async () => {
    const { text } = await listTagsCsv(scope, datasetId);
    const lines = text.trim().split("\n");
    expect(lines[0]).toBe("user_id,label,by,at");
    expect(lines).toHaveLength(5);
    const first = await storeTags(scope.workspaceId as WorkspaceId, datasetId);
    expect(await storeTags(scope.workspaceId as WorkspaceId, datasetId)).toEqual(first);
    const stored = readFileSync(first.path, "utf8").trim().split("\n");
    expect(stored.slice(1).map((line) => line.split(",")[0])).toEqual(
      lines
        .slice(1)
        .map((line) => line.split(",")[0])
        .sort(),
    );
    await untagPeople(scope, runId, { rows: [3] });
    expect((await storeTags(scope.workspaceId as WorkspaceId, datasetId)).sha256).not.toBe(first.sha256);
  });

  test("are taken off one by one or all at once, and the audit tells of each", async () => {
    expect(await removeTag(scope, datasetId, { tag: "VIP" })).toEqual({
      users: 1,
      tags: [{ tag: "reseller", users: 1 }],
    });
    const events = await db().auditEvent.findMany({ orderBy: { id: "asc" } });
    const told = events.filter(({ action }) => action.startsWith("people."));
    expect(told.map(({ action, subject }) => `${action} ${subject}`.trim())).toEqual([
      ...["people.tagged VIP", "people.tagged reseller", "people.untagged", "people.untagged VIP"],
    ]);
  });

  test("are not a manager's or a marketer's to give, and not another workspace's to see", async () => {
    const marketer = { ...scope, role: "marketer" as const };
    const asked = tagPeople(marketer, runId, { rows: [0], tag: "VIP" });
    await expect(asked).rejects.toMatchObject({ code: "FORBIDDEN" });
    const other = { ...scope, workspaceId: "elsewhere" as WorkspaceId };
    await expect(getTags(other, datasetId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(tagPeople(other, runId, { rows: [0], tag: "VIP" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
