import { Client } from "pg";
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from "vitest";
import { closeDatabase, db } from "./db.ts";
import { closeNotify, type Payload, publish, subscribe } from "./notify.ts";
import { type TestDatabase, useTestDatabase } from "./test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
});
afterEach(() => closeNotify());
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

test("messages reach the listeners of their channel, in order, until they leave", async () => {
  const heard: Payload[] = [];
  const leave = await subscribe("run:1", (payload) => heard.push(payload));
  await subscribe("run:2", () => heard.push({ wrong: true }));
  await publish("run:1", { fraction: 0.1, sentence: "读取 'x'" });
  await publish("run:1", { fraction: 0.2 });
  await vi.waitFor(() => expect(heard).toHaveLength(2));
  expect(heard).toEqual([{ fraction: 0.1, sentence: "读取 'x'" }, { fraction: 0.2 }]);
  leave();
  await publish("run:1", { fraction: 0.3 });
  await publish("run:2", {});
  await vi.waitFor(() => expect(heard).toHaveLength(3));
  expect(heard[2]).toEqual({ wrong: true });
});

test("what a transaction says is heard only if it commits", async () => {
  const heard: Payload[] = [];
  await subscribe("outbox", (payload) => heard.push(payload));
  const failing = db().$transaction(async (transaction) => {
    await publish("outbox", { lost: true }, transaction);
    throw new Error("changed my mind");
  });
  await expect(failing).rejects.toThrow("changed my mind");
  await db().$transaction((transaction) => publish("outbox", { kept: true }, transaction));
  await vi.waitFor(() => expect(heard).toEqual([{ kept: true }]));
});

test("a lost connection is replaced, and listeners are told that something may be missing", async () => {
  const heard: Payload[] = [];
  const gap = vi.fn();
  await subscribe("run:3", (payload) => heard.push(payload), gap);
  const admin = new Client({ connectionString: database.url });
  await admin.connect();
  await admin.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'clade-notify' AND datname = current_database()",
  );
  await admin.end();
  await vi.waitFor(() => expect(gap).toHaveBeenCalledOnce(), 5_000);
  await publish("run:3", { back: true });
  await vi.waitFor(() => expect(heard).toEqual([{ back: true }]));
});

test("a payload that PostgreSQL would refuse is refused before", async () => {
  await expect(publish("run:4", { text: "很".repeat(3_000) })).rejects.toThrow("larger than");
});
