import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { closeDatabase, db } from "./db.ts";
import { checkReadiness } from "./readiness.ts";
import { type TestDatabase, useTestDatabase } from "./test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
});
afterAll(() => closeDatabase());

test("ready while everything answers; what does not is named, and the answer comes in time", async () => {
  expect(await checkReadiness()).toEqual({ isReady: true, checks: { database: "ok", queue: "ok", disk: "ok" } });
  await db().$queryRaw`SELECT 1`;
  await database.drop();
  const started = performance.now();
  const { isReady, checks } = await checkReadiness();
  expect(isReady).toBe(false);
  expect(checks).toEqual({ database: "failed", queue: "failed", disk: "failed" });
  expect(performance.now() - started).toBeLessThan(4_000);
});
