import { afterAll, beforeAll, inject } from "vitest";
import { queueContract } from "./fixtures/queue-contract.ts";
import { type TestDatabase, useTestDatabase } from "./test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
});
afterAll(() => database.drop());

queueContract();
