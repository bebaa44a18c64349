import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { WorkspaceId } from "../core/ids.ts";
import type { WorkspaceScope } from "../core/scope.ts";
import { closeDatabase } from "../platform/db.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { getDataset, getUpload } from "./data.ts";
import { createDataset, createUpload, deleteUpload, describeDataset } from "./mutations.ts";
import { fileName, findOffset, receivePart, uploadPath } from "./stored-uploads.ts";

let database: TestDatabase;
let datasetId: string;
const scope = { workspaceId: "w" as WorkspaceId, userId: "u", userName: "U", role: "analyst" } as WorkspaceScope;
const bytes = randomBytes(300_000);

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  datasetId = (await createDataset(scope, { name: "Shop" })).id;
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const announce = (size = bytes.length, sha256: string | null = null) =>
  createUpload(scope, { name: "orders.csv", size, datasetId, sha256 });
const hashOf = (part: Uint8Array, form: "hex" | "base64") => createHash("sha256").update(part).digest(form);

/** The bytes from `offset` in chunks as a network brings them, cut by an error after `until`. */
function send(id: string, offset: number, until = bytes.length, options: { cut?: boolean; sha256?: string } = {}) {
  async function* body() {
    for (let at = offset; at < until; at += 10_000) yield bytes.subarray(at, Math.min(until, at + 10_000));
    if (options.cut) throw new Error("aborted");
  }
  return receivePart(scope, id, { offset, body: body(), sha256: options.sha256 });
}

describe("an upload", () => {
  test("in parts is complete with the hash of the whole", async () => {
    const { id } = await announce();
    expect((await send(id, 0, 120_000)).received).toBe(120_000);
    expect(await send(id, 120_000)).toMatchObject({ status: "complete", sha256: hashOf(bytes, "hex") });
    expect(readFileSync(uploadPath(id, "orders.csv")).equals(bytes)).toBe(true);
    expect((await getDataset(scope, datasetId)).uploads.at(-1)?.id).toBe(id);
  });

  test.each([1, 9_999, 150_001, 299_999])("cut at byte %i goes on from there", async (cut) => {
    const { id } = await announce();
    await expect(send(id, 0, cut, { cut: true })).rejects.toThrow("aborted");
    const { received } = await findOffset(scope, id);
    expect(received).toBe(cut);
    expect((await send(id, received)).sha256).toBe(hashOf(bytes, "hex"));
  });

  test("with a checked part that is cut or damaged drops that part alone", async () => {
    const { id } = await announce();
    const part = bytes.subarray(0, 100_000);
    await send(id, 0, 100_000, { sha256: hashOf(part, "base64") });
    const wrong = hashOf(part, "base64");
    await expect(send(id, 100_000, 200_000, { sha256: wrong })).rejects.toMatchObject({ code: "UPLOAD_DAMAGED" });
    await expect(send(id, 100_000, 150_000, { sha256: wrong, cut: true })).rejects.toThrow("aborted");
    expect((await findOffset(scope, id)).received).toBe(100_000);
    expect((await send(id, 100_000)).status).toBe("complete");
  });

  test.each([0, 50_000, 100_001])("at another offset (%i) is told where it goes on", async (offset) => {
    const { id } = await announce();
    await send(id, 0, 100_000);
    await expect(send(id, offset)).rejects.toMatchObject({ code: "WRONG_OFFSET", details: { expected: 100_000 } });
  });

  test("of more than was announced, or after its end, is refused", async () => {
    const { id } = await announce(50_000);
    await expect(send(id, 0)).rejects.toMatchObject({ code: "BODY_TOO_LARGE" });
    expect((await findOffset(scope, id)).received).toBe(0);
    await send(id, 0, 50_000);
    await expect(send(id, 50_000)).rejects.toMatchObject({ code: "BODY_TOO_LARGE" });
  });

  test("that lied about its hash is thrown away", async () => {
    const { id } = await announce(bytes.length, hashOf(bytes.subarray(1), "hex"));
    await expect(send(id, 0)).rejects.toMatchObject({ code: "UPLOAD_DAMAGED" });
    expect((await getUpload(scope, id)).status).toBe("refused");
    expect(existsSync(uploadPath(id, "orders.csv"))).toBe(false);
  });

  test("whose connection died without a word is taken over by the next", async () => {
    const { id } = await announce();
    async function* hanging() {
      yield bytes.subarray(0, 10_000);
      await wait(200);
      yield bytes.subarray(10_000, 20_000);
      await wait(60_000);
    }
    const dead = receivePart(scope, id, { offset: 0, body: hanging(), sha256: undefined });
    await wait(50);
    const next = send(id, 10_000);
    await expect(dead).rejects.toMatchObject({ code: "CANCELLED" });
    expect((await next).sha256).toBe(hashOf(bytes, "hex"));
  });

  test("of no bytes is complete at once", async () => {
    const { id } = await announce(0);
    expect(await findOffset(scope, id)).toMatchObject({ status: "complete", received: 0 });
  });

  test("is nobody else's, and is gone when it is removed", async () => {
    const { id } = await announce();
    const other = { ...scope, workspaceId: "other" as WorkspaceId };
    await expect(findOffset(other, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(deleteUpload(other, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await deleteUpload(scope, id);
    await expect(send(id, 0)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(existsSync(uploadPath(id, "orders.csv"))).toBe(false);
  });
});

test("a table's files must be complete uploads of the dataset, each once", async () => {
  const own = await createDataset(scope, { name: "Own" });
  await expect(describeDataset(scope, own.id, { tables: [] })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  const { id } = await createUpload(scope, { name: "a.csv", size: 0, datasetId: own.id, sha256: null });
  await expect(describeDataset(scope, own.id, { tables: [{ files: [id] }] })).rejects.toThrow();
  await findOffset(scope, id);
  await expect(describeDataset(scope, own.id, { tables: [{ files: [id, id] }] })).rejects.toThrow();
  expect(await describeDataset(scope, own.id, { tables: [{ files: [id] }] })).toMatchObject({
    previewState: "queued",
    revision: 1,
  });
});

test.each([
  ["orders.csv", "orders.csv"],
  ["../../etc/passwd", "passwd"],
  ["C:\\shop\\订单 2024.csv", "订单 2024.csv"],
  ["a\u0000b\u202egnp.csv", "abgnp.csv"],
  ["..", "file"],
  ["", "file"],
  ["x/", "file"],
])("the file name of %j is %j", (name, expected) => {
  expect(fileName(name)).toBe(expected);
});

test("a long name is cut within its characters", () => {
  const name = fileName("订".repeat(300));
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180);
  expect(name).toMatch(/^订+$/);
});
