import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { closeDatabase, db } from "./db.ts";
import { jsonColumn } from "./json-column.ts";
import { closeNotify } from "./notify.ts";
import { enqueue, relayOutbox, relayUntil } from "./outbox.ts";
import type { AddOptions, JobPayload, JobQueue } from "./queue.ts";
import { type TestDatabase, useTestDatabase } from "./test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
});
beforeEach(() => db().outbox.deleteMany());
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

function recorder(add?: () => Promise<void>) {
  const added: { name: string; payload: JobPayload; id: string | undefined }[] = [];
  const queue: JobQueue = {
    async add(name: string, payload: JobPayload, options: AddOptions = {}) {
      await add?.();
      added.push({ name, payload, id: options.id });
    },
    count: async () => 0,
    close: async () => {},
  };
  return { queue, added };
}

test("a job of a transaction that failed is never sent", async () => {
  const { queue, added } = recorder();
  await db()
    .$transaction(async (within) => {
      await enqueue(within, "job", { id: 1 });
      throw new Error("no");
    })
    .catch(() => undefined);
  expect(await relayOutbox(queue)).toBe(0);
  expect(added).toEqual([]);
});

test("two relays send each job once, in order", async () => {
  const { queue, added } = recorder(() => wait(1));
  for (let id = 0; id < 60; id++) await enqueue(db(), "job", { id });
  const sent = await Promise.all([relayOutbox(queue), relayOutbox(queue)]);
  expect(sent[0] + sent[1]).toBe(60);
  expect(new Set(added.map(({ id }) => id)).size).toBe(60);
  expect(await relayOutbox(queue)).toBe(0);
});

test("a job is kept while the queue is away, under the same id", async () => {
  const broken = recorder(async () => {
    throw new Error("queue is away");
  });
  const ticket = await enqueue(db(), "job", {});
  await expect(relayOutbox(broken.queue)).rejects.toThrow("away");
  const { queue, added } = recorder();
  await relayOutbox(queue);
  expect(added.map(({ id }) => id)).toEqual([`outbox-${ticket}`]);
});

test("a delayed job waits for its time; the relay hears of one at once", async () => {
  const { queue, added } = recorder();
  const stop = new AbortController();
  const relaying = relayUntil(stop.signal, queue, 60_000);
  await wait(200);
  await enqueue(db(), "later", {}, 60_000);
  await enqueue(db(), "now", {});
  await expect.poll(() => added.map(({ name }) => name)).toEqual(["now"]);
  stop.abort();
  await relaying;
});

test.each([
  [
    { a: "x\u0000y", "k\u0000": 1 },
    { a: "xy", k: 1 },
  ],
  [{ a: "\\u0000" }, { a: "\\u0000" }],
  [{ a: "\ud800" }, { a: "\ufffd" }],
])("JSON %j is made fit for a column", (value, expected) => {
  expect(jsonColumn(value)).toEqual(expected);
});
