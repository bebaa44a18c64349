import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { getDataset, getPreview } from "../ingest/data.ts";
import { createDataset, describeDataset } from "../ingest/mutations.ts";
import { uploadPath } from "../ingest/stored-uploads.ts";
import { artefacts } from "../platform/artefacts.ts";
import { closeDatabase, db } from "../platform/db.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { testScope } from "./fixtures/test-scope.ts";
import { previewDataset } from "./preview-dataset.ts";

let database: TestDatabase;
const scope = testScope();
const host = { store: artefactsLater(), signal: new AbortController().signal };

/** The store of the test's own data directory, which is known once the test begins. */
function artefactsLater(): ReturnType<typeof artefacts> {
  return {
    find: (...key) => artefacts().find(...key),
    begin: (...key) => artefacts().begin(...key),
    sweep: (...asked) => artefacts().sweep(...asked),
  };
}

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

let counter = 0;
async function datasetOf(files: Readonly<Record<string, string | Buffer>>) {
  const { id } = await createDataset(scope, { name: "Shop" });
  const ids: string[] = [];
  for (const [name, text] of Object.entries(files)) {
    const uploadId = `upload-${counter++}`;
    mkdirSync(dirname(uploadPath(uploadId, name)), { recursive: true });
    writeFileSync(uploadPath(uploadId, name), text);
    const sha256 = createHash("sha256").update(text).digest("hex");
    const data = { id: uploadId, workspaceId: scope.workspaceId, datasetId: id, createdById: "u", name, sha256 };
    await db().upload.create({ data: { ...data, size: text.length, status: "complete" } });
    ids.push(uploadId);
  }
  return { id, ids };
}

async function look(id: string, tables: Parameters<typeof describeDataset>[2]["tables"] = []) {
  const { revision } = await describeDataset(scope, id, { tables });
  await previewDataset(id, revision, host);
  return getDataset(scope, id);
}

const orders = ["order,customer,when,amount", "1,ann,2024-03-01,10", "2,bob,2024-03-02,20", "3,ann,2024-03-05,7"].join(
  "\n",
);

describe("a preview", () => {
  test("finds the tables in the files, with roles, reasons and first rows", async () => {
    const { id, ids } = await datasetOf({ "a.csv": orders, "b.csv": orders });
    expect(await look(id)).toMatchObject({ previewState: "ready", error: null });
    const { tables } = await getPreview(scope, id);
    expect(tables).toHaveLength(1);
    expect(tables[0]?.table.files).toEqual(ids);
    expect(tables[0]?.table.columns.find(({ role }) => role === "user")?.name).toBe("customer");
    expect(tables[0]?.rows[0]).toEqual(["1", "ann", "2024-03-01", "10"]);
    expect(tables[0]?.lines[0]).toBe(2);
    expect(tables[0]?.problem).toBeNull();
  });

  test("follows a correction, and what it shows can be sent back as it is", async () => {
    const { id } = await datasetOf({ "a.csv": orders });
    await look(id);
    const [before] = (await getPreview(scope, id)).tables;
    const config = { ...before?.config, columns: { ...before?.config.columns, order: "ignore" as const } };
    await look(id, [config as NonNullable<typeof before>["config"]]);
    const [after] = (await getPreview(scope, id)).tables;
    expect(after?.table.columns.map(({ name, role }) => [name, role])).toContainEqual(["order", "ignore"]);
    expect(after?.table.columns.map(({ role }) => role)).toContain("user");
  });

  test("shows a table that lacks a role, and says what is missing", async () => {
    const { id } = await datasetOf({ "a.csv": "when,amount\n2024-03-01,10\n2024-03-02,20\n" });
    await look(id, [{ kind: "transactions", files: [(await getDataset(scope, id)).uploads[0]?.id ?? ""] }]);
    const [table] = (await getPreview(scope, id)).tables;
    expect(table?.problem?.code).toBe("MISSING_ROLE");
    expect(table?.problem?.detail.en).toContain("a.csv");
    expect(table?.problem?.detail.en).not.toContain("/");
    expect(table?.rows).toHaveLength(2);
  });

  test("of something else names the file and keeps the preview before it", async () => {
    const { id, ids } = await datasetOf({ "a.csv": orders, "b.csv": Buffer.from([0x50, 0x41, 0x52, 0x31, 21, 4]) });
    await look(id, [{ files: [ids[0] ?? ""] }]);
    const failed = await look(id);
    expect(failed).toMatchObject({ previewState: "failed", error: { code: "NOT_A_TABLE" } });
    expect(failed.error?.detail.en).toContain("b.csv");
    expect(failed.error?.detail.en).not.toContain("upload-");
    expect((await getPreview(scope, id)).tables).toHaveLength(1);
  });

  test("of an older description is passed over", async () => {
    const { id } = await datasetOf({ "a.csv": orders });
    const old = await describeDataset(scope, id, { tables: [] });
    await describeDataset(scope, id, { tables: [] });
    await previewDataset(id, old.revision, host);
    expect((await getDataset(scope, id)).previewState).toBe("queued");
  });
});
