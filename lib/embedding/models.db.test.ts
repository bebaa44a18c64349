import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { closeDatabase, db } from "../platform/db.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { newTestWorkspace, type TestWorkspace } from "../workspace/fixtures/people.ts";
import { findEncoder } from "./catalogue.ts";
import { listModels } from "./data.ts";
import { type LocalServer, startServer } from "./fixtures/local-server.ts";
import type { ModelTaskKey } from "./model-schema.ts";
import { cancelModelTasks, removeModel, startModelTask } from "./mutations.ts";
import { tinyFolder } from "./onnx/fixtures/tiny-bert.ts";
import { workOnModel } from "./stored-tasks.ts";

const id = "gte-small";
const worker = { threads: 1, signal: new AbortController().signal };
const download: ModelTaskKey = { modelId: id, precision: "fp32", kind: "download" };
let database: TestDatabase;
let shop: TestWorkspace;
let hub: LocalServer;
let shared: string;
/** What the hub waits for before it sends a model. */
let gate: Promise<void> = Promise.resolve();

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  const model = tinyFolder();
  shared = mkdtempSync(join(tmpdir(), "clade-shared-"));
  renameSync(tinyFolder(), join(shared, "tiny"));
  const prefix = `/${findEncoder(id)?.repository}/resolve/main/`;
  hub = await startServer(async (request, response) => {
    const file = join(model, (request.url ?? "").replace(prefix, ""));
    if (!existsSync(file)) return void response.writeHead(404).end();
    if (file.endsWith(".onnx")) await gate;
    response.end(readFileSync(file));
  });
  Object.assign(process.env, {
    CLADE_MODELS: shared,
    CLADE_HUB: `http://${hub.host}`,
    CLADE_ALLOWED_HOSTS: hub.host,
  });
  shop = await newTestWorkspace();
});
afterAll(async () => {
  await hub.close();
  await closeDatabase();
  await database.drop();
  rmSync(shared, { recursive: true, force: true });
});

async function modelOf(name: string) {
  return (await listModels(shop.scope("manager"))).items.find((model) => model.id === name);
}

async function fileOf(name: string, precision = "fp32") {
  return (await modelOf(name))?.files.find((file) => file.precision === precision);
}

const own = (...path: string[]) => join(database.folder, "models", id, ...path);

describe("a catalogued encoder", () => {
  test("is downloaded by a worker, once, and written down", async () => {
    const admin = shop.scope("admin");
    await startModelTask(admin, id, { kind: "download", precision: "fp32" });
    await expect(startModelTask(admin, id, { kind: "download", precision: "fp32" })).rejects.toMatchObject({
      code: "IN_USE",
    });
    expect(await db().outbox.count({ where: { job: "work-on-model" } })).toBe(1);
    await workOnModel(download, worker);
    expect(await fileOf(id)).toMatchObject({ isHere: true, tasks: [{ kind: "download", status: "done" }] });
    expect(await db().auditEvent.findFirst({ where: { action: "model.downloaded" } })).toMatchObject({ subject: id });
    // A second delivery of the same job finds nothing to do.
    await workOnModel(download, worker);
  });

  test("is checked: every hash, and whether it runs; a flipped bit is damage, and no reason to delete", async () => {
    const check = { kind: "check", precision: "fp32" } as const;
    await startModelTask(shop.scope("admin"), id, check);
    await workOnModel({ modelId: id, ...check }, worker);
    expect((await fileOf(id))?.checked).toMatchObject({ dimension: 8, isAsRecorded: true });
    const file = own("onnx", "model.onnx");
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.with(bytes.length >> 1, (bytes[bytes.length >> 1] ?? 0) ^ 1));
    await startModelTask(shop.scope("admin"), id, check);
    await workOnModel({ modelId: id, ...check }, worker);
    const damaged = await fileOf(id);
    expect(damaged?.checked).toBeNull();
    expect(damaged?.tasks.find(({ kind }) => kind === "check")).toMatchObject({
      status: "failed",
      error: { code: "FILE_DIFFERS" },
    });
    expect(existsSync(file)).toBe(true);
  });

  test("is removed with what was known of it", async () => {
    await removeModel(shop.scope("admin"), id);
    expect(existsSync(own())).toBe(false);
    expect(await fileOf(id)).toMatchObject({ isHere: false, tasks: [], checked: null });
    for (const name of [id, "..", "tiny", "never-heard-of"])
      await expect(removeModel(shop.scope("admin"), name)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("may be stopped while it comes, and the next download goes on", async () => {
    let open: () => void = () => undefined;
    gate = new Promise((resolve) => {
      open = resolve;
    });
    await startModelTask(shop.scope("admin"), id, { kind: "download", precision: "fp32" });
    const working = workOnModel(download, worker);
    await expect.poll(async () => (await fileOf(id))?.tasks[0]?.status).toBe("running");
    await cancelModelTasks(shop.scope("admin"), id);
    await working;
    open();
    expect(await fileOf(id)).toMatchObject({ isHere: false, tasks: [{ status: "cancelled" }] });
    await startModelTask(shop.scope("admin"), id, { kind: "download", precision: "fp32" });
    await workOnModel(download, worker);
    expect((await fileOf(id))?.isHere).toBe(true);
  });

  test("says calmly that there is no network, and keeps saying what it is", async () => {
    await hub.close();
    const other = { ...download, modelId: "bge-small-en-v1.5" };
    await startModelTask(shop.scope("admin"), other.modelId, { kind: "download", precision: "fp32" });
    await workOnModel(other, worker);
    const [task] = (await fileOf(other.modelId))?.tasks ?? [];
    expect(task).toMatchObject({ status: "failed", error: { code: "DOWNLOAD_FAILED" } });
    expect(task?.error?.detail.zh).toContain("无法");
  }, 40_000);
});

describe("a folder of CLADE_MODELS", () => {
  test("is listed, measured, and never changed", async () => {
    expect(await modelOf("tiny")).toMatchObject({ isShared: true, isCatalogued: false, licence: null });
    const measure = { kind: "measure", precision: "fp32" } as const;
    await startModelTask(shop.scope("admin"), "tiny", measure);
    await workOnModel({ modelId: "tiny", ...measure }, worker);
    const { measured } = (await fileOf("tiny")) ?? {};
    expect(measured?.textsPerSecond).toBeGreaterThan(1);
    expect(measured?.closeness?.minCosine).toBeGreaterThan(0.8);
    const wish = { kind: "download", precision: "fp32" } as const;
    await expect(startModelTask(shop.scope("admin"), "tiny", wish)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(removeModel(shop.scope("admin"), "tiny")).rejects.toMatchObject({ code: "NOT_FOUND" });
  }, 60_000);
});

test("only admins have anything done with a model", async () => {
  const analyst = shop.scope("analyst");
  const forbidden = { code: "FORBIDDEN" };
  await expect(startModelTask(analyst, id, { kind: "check", precision: "fp32" })).rejects.toMatchObject(forbidden);
  await expect(cancelModelTasks(analyst, id)).rejects.toMatchObject(forbidden);
  await expect(removeModel(analyst, id)).rejects.toMatchObject(forbidden);
});
