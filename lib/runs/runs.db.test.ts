import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { getDataset } from "../ingest/data.ts";
import { describeDataset } from "../ingest/mutations.ts";
import { closeDatabase, db } from "../platform/db.ts";
import { closeNotify, subscribe } from "../platform/notify.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { publishStage, releaseStage, renewLease, takeStage } from "./attempts.ts";
import { getRun, getRunReport, getRunResults, listRuns } from "./data.ts";
import { labelsOf, startSampleRun } from "./fixtures/shop-dataset.ts";
import { testScope } from "./fixtures/test-scope.ts";
import { deliver } from "./fixtures/work-in-process.ts";
import { cancelRun, createRun, deleteRun, readDataset, rerunRun, retryRun } from "./mutations.ts";
import { parseConfig } from "./read-config.ts";
import { CreateRun, ListRuns, type RunDetailDto } from "./schema.ts";
import { stagesOf } from "./stages.ts";

let database: TestDatabase;
const scope = testScope();
const names = stagesOf("segment", parseConfig({})).map(({ name }) => name);
let first: RunDetailDto;

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  const { id } = await startSampleRun(scope, 300);
  first = (await deliver(scope, id)).run;
});
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

describe("a run", () => {
  test("of the sample shop ends with receipts, a summary, segments and a report", async () => {
    expect(first).toMatchObject({ status: "done", number: 1, kind: "segment", fraction: 1, error: null, attempts: 0 });
    expect(first.receipts.map(({ stage, reused }) => [stage, reused])).toEqual(names.map((name) => [name, false]));
    const { report, segments } = await getRunResults(scope, first.id);
    expect(segments.map(({ index }) => index)).toEqual(report.summary.segments.map(({ id }) => id));
    expect(report.files).toEqual(["users.csv", "transactions.csv"]);
    expect(first.summary?.stagesReused).toEqual([]);
    expect(await getRunReport(scope, first.id)).toContain("</html>");
    expect(await getDataset(scope, first.datasetId)).toMatchObject({ status: "ready", rows: first.summary?.rowsIn });
  });

  test("again with another k finds what comes before it, and gets the next number", async () => {
    const again = await rerunRun(scope, first.id, { changes: { clustering: { k: 4 } } });
    expect(again).toMatchObject({ number: 2, rerunOf: first.id, status: "queued", k: 4 });
    const { run } = await deliver(scope, again.id);
    expect(run.segments).toBe(4);
    expect(run.summary?.stagesReused).toEqual(["ingest", "features"]);
  });

  test("of the same config gives the same labels without any work", async () => {
    const input = CreateRun.parse({ datasetId: first.datasetId });
    const { run } = await deliver(scope, (await createRun(scope, input)).id);
    expect(run.summary?.stagesReused).toEqual(names);
    expect(await labelsOf(scope, run.id)).toBe(await labelsOf(scope, first.id));
  });

  test("with settings that do not fit is refused by path", async () => {
    await expect(rerunRun(scope, first.id, { changes: { clustering: { k: 1 } } })).rejects.toMatchObject({
      code: "BAD_CONFIG",
    });
  });

  test("takes no file of labels: that is the command line's", async () => {
    const labels = { text: { encoder: "tf-idf", adapt: "tags", labels: "/etc/passwd" } };
    const refused = { code: "BAD_CONFIG", details: { path: "embedding.text.labels" } };
    await expect(rerunRun(scope, first.id, { changes: { embedding: labels } })).rejects.toMatchObject(refused);
    const input = CreateRun.parse({ datasetId: first.datasetId, config: { embedding: labels } });
    await expect(createRun(scope, input)).rejects.toMatchObject(refused);
  });

  test("is nobody else's", async () => {
    const other = testScope();
    for (const ask of [getRun, cancelRun, retryRun, deleteRun, getRunResults])
      await expect(ask(other, first.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await listRuns(other, ListRuns.parse({}))).items).toEqual([]);
  });

  test("is listed newest first, page by page", async () => {
    const page = await listRuns(scope, ListRuns.parse({ limit: 2 }));
    expect(page.items.map(({ number }) => number)).toEqual([3, 2]);
    const { items } = await listRuns(scope, ListRuns.parse({ limit: 2, before: page.next }));
    expect(items.map(({ number }) => number)).toEqual([1]);
  });

  test("runs that are asked for at once get numbers without a gap", async () => {
    const own = testScope();
    const { id } = await startSampleRun(own, 100);
    const { run } = await deliver(own, id);
    const input = CreateRun.parse({ datasetId: run.datasetId });
    const made = await Promise.all(Array.from({ length: 8 }, () => createRun(own, input)));
    expect(made.map(({ number }) => number).sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe("a stage under a token", () => {
  const times = { leaseMs: 60_000, mostAttempts: 3, retryMs: 0 };
  const nothing = { key: "k", reused: false, milliseconds: 1, peakRssBytes: 1 };

  async function queued() {
    const input = CreateRun.parse({ datasetId: first.datasetId, config: { seed: 7 } });
    return (await createRun(scope, input)).id;
  }

  test("is taken by one of twenty, and the others find it held", async () => {
    const id = await queued();
    const takings = await Promise.all(Array.from({ length: 20 }, () => takeStage(id, "ingest", times)));
    expect(takings.filter(({ state }) => state === "taken")).toHaveLength(1);
    expect(takings.filter(({ state }) => state === "busy")).toHaveLength(19);
  });

  test("is lost with its lease: the old attempt may neither renew nor publish nor give back", async () => {
    const id = await queued();
    const old = await takeStage(id, "ingest", { ...times, leaseMs: 0 });
    const fresh = await takeStage(id, "ingest", times);
    if (old.state !== "taken" || fresh.state !== "taken") throw new Error("not taken");
    expect(await renewLease(old.attempt, times)).toBe(false);
    expect(await renewLease(fresh.attempt, times)).toBe(true);
    await expect(publishStage(old.attempt, nothing, {})).rejects.toMatchObject({ code: "FENCED" });
    await expect(releaseStage(old.attempt, undefined, times)).rejects.toMatchObject({ code: "FENCED" });
    expect(await db().receipt.count({ where: { runId: id } })).toBe(0);
    await publishStage(fresh.attempt, nothing, {});
    await expect(publishStage(fresh.attempt, nothing, {})).rejects.toMatchObject({ code: "FENCED" });
    expect((await getRun(scope, id)).stage).toBe("features");
  });

  test("of a cancelled run is nobody's", async () => {
    const id = await queued();
    const taking = await takeStage(id, "ingest", times);
    if (taking.state !== "taken") throw new Error("not taken");
    await cancelRun(scope, id);
    await expect(publishStage(taking.attempt, nothing, {})).rejects.toMatchObject({ code: "FENCED" });
    expect(await takeStage(id, "ingest", times)).toEqual({ state: "over" });
  });

  test("whose earlier artefact was lost goes back and makes it again", async () => {
    const own = testScope();
    const { id } = await startSampleRun(own, 100);
    await db().run.update({
      where: { id },
      data: { stage: "clustering", keys: { ...(await keysOf(id)), ingest: "gone" } },
    });
    expect((await deliver(own, id)).run.status).toBe("done");
  });

  test("every change is told to whoever listens", async () => {
    const heard: unknown[] = [];
    const stop = await subscribe("runs", ({ runId, status }) => heard.push([runId, status]));
    const id = await queued();
    await deliver(scope, id);
    await expect.poll(() => heard).toContainEqual([id, "done"]);
    expect(heard).toContainEqual([id, "queued"]);
    expect(heard).toContainEqual([id, "running"]);
    stop();
  });
});

test("whichever write fails, the run ends whole and once", async () => {
  const tables = ["run", "receipt", "outbox", "segment", "dataset"];
  await db().$executeRaw`CREATE SEQUENCE writes`;
  await db().$executeRaw`CREATE TABLE fault (at int)`;
  await db().$executeRawUnsafe(`CREATE FUNCTION fail_once() RETURNS trigger AS $$ BEGIN
    IF nextval('writes') = (SELECT at FROM fault) THEN RAISE EXCEPTION 'the disk said no'; END IF;
    RETURN NEW; END $$ LANGUAGE plpgsql`);
  const labels = await labelsOf(scope, first.id);
  for (const table of tables)
    await db().$executeRawUnsafe(
      `CREATE TRIGGER fail BEFORE INSERT OR UPDATE ON "${table}" FOR EACH ROW EXECUTE FUNCTION fail_once()`,
    );
  try {
    let written = Number.POSITIVE_INFINITY;
    // The last round's fault lies behind its last write.
    for (let at = 1; at <= written; at++) {
      await db().$executeRaw`DELETE FROM fault`;
      const { id } = await createRun(scope, CreateRun.parse({ datasetId: first.datasetId }));
      await db().$executeRaw`SELECT setval('writes', 1)`;
      await db().$executeRaw`INSERT INTO fault VALUES (${at + 1})`;
      const { run } = await deliver(scope, id);
      const [writes] = await db().$queryRaw<{ n: bigint }[]>`SELECT last_value AS n FROM writes`;
      written = Number(writes?.n) - 1;
      expect(run).toMatchObject({ status: "done", error: null });
      expect(run.receipts.map(({ stage }) => stage)).toEqual(names);
      expect(await db().segment.count({ where: { runId: id } })).toBe(run.segments);
      expect(await labelsOf(scope, id)).toBe(labels);
    }
    expect(written).toBeGreaterThan(10);
  } finally {
    for (const table of tables) await db().$executeRawUnsafe(`DROP TRIGGER fail ON "${table}"`);
  }
}, 300_000);

describe("reading a dataset", () => {
  test("waits for a preview without problems", async () => {
    const { tables } = await getDataset(scope, first.datasetId);
    await describeDataset(scope, first.datasetId, { tables: [...tables] });
    await expect(readDataset(scope, first.datasetId)).rejects.toMatchObject({ code: "NOT_DESCRIBED" });
  });

  test("is a run of its first stages, counted apart", async () => {
    const own = testScope();
    const { id, datasetId } = await startSampleRun(own, 100);
    await cancelRun(own, id);
    expect((await getDataset(own, datasetId)).status).toBe("draft");
    await expect(createRun(own, CreateRun.parse({ datasetId }))).rejects.toMatchObject({ code: "NOT_READ_YET" });
    const reading = await readDataset(own, datasetId);
    expect(reading).toMatchObject({ kind: "ingest", number: -1 });
    expect(await getDataset(own, datasetId)).toMatchObject({ status: "reading", readingRunId: reading.id });
    await expect(readDataset(own, datasetId)).rejects.toMatchObject({ code: "IN_USE" });
    const { run } = await deliver(own, reading.id);
    expect(run).toMatchObject({ status: "done", summary: null });
    expect(run.receipts.map(({ stage }) => stage)).toEqual(["ingest", "features"]);
    expect((await getDataset(own, datasetId)).status).toBe("ready");
  });
});

async function keysOf(id: string): Promise<Record<string, string>> {
  return (await db().run.findUniqueOrThrow({ where: { id } })).keys as Record<string, string>;
}
