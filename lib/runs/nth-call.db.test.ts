import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { closeDatabase, db } from "../platform/db.ts";
import { env } from "../platform/env.ts";
import { failCall } from "../platform/fixtures/failing-calls.ts";
import { closeNotify } from "../platform/notify.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { getRun } from "./data.ts";
import { labelsOf, startSampleRun } from "./fixtures/shop-dataset.ts";
import { testScope } from "./fixtures/test-scope.ts";
import { deliver } from "./fixtures/work-in-process.ts";
import { createRun } from "./mutations.ts";
import { parseConfig } from "./read-config.ts";
import { CreateRun, type RunDetailDto } from "./schema.ts";
import { stagesOf } from "./stages.ts";

const scope = testScope();
const names = stagesOf("segment", parseConfig({})).map(({ name }) => name);
/** Every computing run takes a second or more, so that of the many calls in its middle a part is enough. */
const step = 7;
let database: TestDatabase;
let first: RunDetailDto;
let labels: string;

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  first = (await deliver(scope, (await startSampleRun(scope, 100)).id)).run;
  labels = await labelsOf(scope, first.id);
});
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

/** The same analysis with an empty store: every stage computes. */
async function startComputing(): Promise<string> {
  const store = join(env().dataFolder.artefacts, scope.workspaceId);
  for (const name of names) rmSync(join(store, name), { recursive: true, force: true });
  return (await createRun(scope, CreateRun.parse({ datasetId: first.datasetId }))).id;
}

async function expectWhole(id: string): Promise<void> {
  const run = await getRun(scope, id);
  expect(run).toMatchObject({ status: "done", error: null });
  expect(run.receipts.map(({ stage }) => stage)).toEqual(names);
  expect(await db().segment.count({ where: { runId: id } })).toBe(run.segments);
  expect(await labelsOf(scope, id)).toBe(labels);
}

test("whichever write of the database fails while stages compute, the run ends whole and once", async () => {
  await db().$executeRaw`CREATE SEQUENCE writes`;
  await db().$executeRaw`CREATE TABLE fault (at int)`;
  await db().$executeRawUnsafe(`CREATE FUNCTION fail_once() RETURNS trigger AS $$ BEGIN
    IF nextval('writes') = (SELECT at FROM fault) THEN RAISE EXCEPTION 'the disk said no'; END IF;
    RETURN NEW; END $$ LANGUAGE plpgsql`);
  for (const table of ["run", "receipt", "outbox", "segment", "dataset"]) {
    await db().$executeRawUnsafe(
      `CREATE TRIGGER fail BEFORE INSERT OR UPDATE ON "${table}" FOR EACH ROW EXECUTE FUNCTION fail_once()`,
    );
  }
  let written = Number.POSITIVE_INFINITY;
  for (let at = 1; at <= written; at += step) {
    await db().$executeRaw`DELETE FROM fault`;
    const id = await startComputing();
    await db().$executeRaw`SELECT setval('writes', 1)`;
    await db().$executeRaw`INSERT INTO fault VALUES (${at + 1})`;
    await deliver(scope, id);
    await expectWhole(id);
    // The last round's fault lay behind its last write.
    const [writes] = await db().$queryRaw<{ n: bigint }[]>`SELECT last_value AS n FROM writes`;
    written = Number(writes?.n) - 1;
  }
  expect(written).toBeGreaterThan(3 * step);
  await db().$executeRaw`DELETE FROM fault`;
}, 300_000);

test.each(["EIO", "ENOSPC"])(
  "whichever file call fails with %s while stages compute, the run ends whole and once",
  async (code) => {
    let calls = Number.POSITIVE_INFINITY;
    for (let at = 1; at <= calls; at += 3 * step) {
      const id = await startComputing();
      const failing = failCall(env().dataFolder.artefacts, at, code);
      try {
        await deliver(scope, id);
        calls = failing.made();
      } finally {
        failing.restore();
      }
      await expectWhole(id);
    }
    expect(calls).toBeGreaterThan(6 * step);
  },
  300_000,
);
