import { Client } from "pg";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { queueContract } from "./fixtures/queue-contract.ts";
import { openQueue, openWorker, queueSchema } from "./queue.ts";
import { type TestDatabase, useTestDatabase } from "./test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
});
afterAll(() => database.drop());

queueContract();

test("a queue whose schema was dropped makes it again, and its worker goes on", async () => {
  const queue = openQueue("dropped");
  const done: string[] = [];
  const worker = openWorker("dropped", async ({ id }) => void done.push(id), { lockMs: 1_000, stalledCheckMs: 500 });
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    await queue.add("greet", {}, { id: "before" });
    await vi.waitFor(() => expect(done).toEqual(["before"]), 5_000);
    await client.query(`DROP SCHEMA ${queueSchema} CASCADE`);
    await vi.waitFor(() => queue.add("greet", {}, { id: "after" }), 5_000);
    await vi.waitFor(() => expect(done).toEqual(["before", "after"]), 15_000);
  } finally {
    await client.end();
    await worker.close();
    await queue.close();
  }
});
