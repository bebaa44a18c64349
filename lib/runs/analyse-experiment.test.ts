import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type StageKey, localWorkspace as workspace } from "../core/ids.ts";
import { ExperimentConfig } from "../experiments/config-schema.ts";
import type { ExperimentReport } from "../experiments/report-schema.ts";
import { shopMetrics } from "../experiments/shop-metrics-schema.ts";
import { knownColumn, knownMetadata } from "../experiments/stored-known-features.ts";
import { openDuckDb, sqlText } from "../platform/duckdb.ts";
import { localStore } from "../platform/store.ts";
import { analyseExperiment } from "./analyse-experiment.ts";

const root = mkdtempSync(join(tmpdir(), "clade-analyse-"));
afterAll(() => rmSync(root, { recursive: true }));
const store = localStore(root);
const host = { store, threads: 2, signal: new AbortController().signal, onProgress: () => {} };
const keys = { ingestKey: "a".repeat(64) as StageKey, assignmentKey: "b".repeat(64) as StageKey };

/** An artefact of one Parquet file, and of what else is given. */
async function keep(
  stage: string,
  key: StageKey,
  [file, select, metadata = ""]: readonly [file: string, select: string, metadata?: string],
  others: Record<string, unknown> = {},
) {
  const draft = await store.begin(workspace, stage, key);
  const connection = await openDuckDb({ folders: [draft.folder], threads: 1, temporaryFolder: draft.folder });
  await connection.run(`COPY (${select}) TO ${sqlText(join(draft.folder, file))} (FORMAT parquet${metadata})`);
  connection.closeSync();
  for (const [name, value] of Object.entries(others)) writeFileSync(join(draft.folder, name), JSON.stringify(value));
  await draft.publish({ stage, version: 1, key, params: {}, inputs: {}, milliseconds: 1, peakRssBytes: 1 });
}

const request = {
  ...{ workspace, files: [], isUnitOpen: false, looks: { taken: 1, isEnded: true } },
  config: ExperimentConfig.parse({ metrics: shopMetrics("en"), control: "held", shares: { held: 1, sent: 1 } }),
  orders: { ...keys, windowDays: 7, timeZone: "UTC" },
};

test("what assigned users ordered becomes a report, once", async () => {
  // Of 400 users every fourth bought before; after the start every tenth held back, and every fifth sent to, bought for 20.
  const table = { kind: "transactions", files: ["t.parquet"], exempt: null, columns: [{ parquet: "order_id" }] };
  const line = (
    time: string,
    where: string,
  ) => `SELECT 'u' || i AS user_id, TIMESTAMP '${time}' AS time, 'o${time}' || i AS order_id,
    20::DECIMAL(18,4) AS amount, false AS is_return, true AS is_product, true AS counts, 0::USMALLINT AS problem
    FROM range(400) r(i) WHERE ${where}`;
  const bought = "(i % 2 = 0 AND i % 20 < 2) OR (i % 2 = 1 AND i % 10 < 2)";
  const lines = `${line("2024-03-06 10:00", "i % 4 = 0")} UNION ALL ${line("2024-03-12 10:00", bought)}`;
  await keep("ingest", keys.ingestKey, ["t.parquet", lines], { "ingest.json": { tables: [table] } });
  await keep("assignments", keys.assignmentKey, [
    "assignment.parquet",
    `SELECT 'u' || i AS user_id, CASE WHEN i % 2 = 0 THEN 'held' ELSE 'sent' END AS arm,
      CASE WHEN i < 200 THEN 'loyal' ELSE 'new' END AS segment, TIMESTAMP '2024-03-10 12:00' AS assigned_at
    FROM range(400) r(i)`,
  ]);
  const artefact = await analyseExperiment(request, host);
  const report = JSON.parse(readFileSync(join(artefact.folder, "report.json"), "utf8")) as ExperimentReport;
  expect(report.arms.map(({ arm, n }) => [arm, n])).toEqual([
    ["held", 200],
    ["sent", 200],
  ]);
  const revenue = report.metrics.find(({ name }) => name === "Revenue per user");
  expect(revenue?.arms.map(({ mean }) => mean)).toEqual([2, 4]);
  expect(report.bySegment.map(({ segment }) => segment)).toContain("loyal");
  expect(report.period).toEqual({ from: "2024-03-10", to: "2024-03-12", days: 3 });
  expect(report.rows).toMatchObject({ in: 160, used: 60 });
  expect(report.notes.map(({ en }) => en).join(" ")).toMatch(/The orders reach to 2024-03-12: for 400 users/);
  expect(existsSync(join(artefact.folder, "reading"))).toBe(false);
  expect((await analyseExperiment(request, host)).receipt).toEqual(artefact.receipt);
}, 60_000);

test("whom to treat is learnt from what was frozen at the start, and from orders before it", async () => {
  const own = { ingestKey: "d".repeat(64) as StageKey, assignmentKey: "e".repeat(64) as StageKey };
  const table = { kind: "transactions", files: ["t.parquet"], exempt: null, columns: [{ parquet: "order_id" }] };
  // Half of 1,600 users bought last 90 days ago: the mail brings these back, and nobody else.
  const isLate = "(i // 2) % 2 = 1";
  const isBuyer = `(i * 7919 + 13) % 1000 < CASE WHEN i % 2 = 1 AND ${isLate} THEN 500 WHEN i % 2 = 1 THEN 50 ELSE 150 END`;
  const select = `SELECT 'u' || i AS user_id, TIMESTAMP '2024-03-12 10:00' AS time, 'o' || i AS order_id,
    20::DECIMAL(18,4) AS amount, false AS is_return, true AS is_product, true AS counts, 0::USMALLINT AS problem
    FROM range(1600) r(i) WHERE ${isBuyer}`;
  await keep("ingest", own.ingestKey, ["t.parquet", select], { "ingest.json": { tables: [table] } });
  const known = [{ id: "recency", label: { en: "Recency", zh: "最近购买距今" } }];
  await keep("assignments", own.assignmentKey, [
    "assignment.parquet",
    `SELECT 'u' || i AS user_id, CASE WHEN i % 2 = 0 THEN 'held' ELSE 'sent' END AS arm, 'all' AS segment,
      TIMESTAMP '2024-03-10 12:00' AS assigned_at,
      CASE WHEN i % 50 = 0 THEN NULL WHEN ${isLate} THEN 80.0 + i % 20 ELSE 10.0 + i % 20 END AS ${knownColumn("recency")}
    FROM range(1600) r(i)`,
    knownMetadata(known),
  ]);
  const config = ExperimentConfig.parse({
    ...request.config,
    uplift: { metric: "Order rate", features: ["segment", "orders_before", "recency"] },
  });
  const { folder } = await analyseExperiment({ ...request, config, orders: { ...request.orders, ...own } }, host);
  const { uplift } = JSON.parse(readFileSync(join(folder, "report.json"), "utf8")) as ExperimentReport;
  expect(uplift?.learners.every(({ qini }) => (qini?.low ?? 0) > 0)).toBe(true);
  expect(uplift?.policy?.verdict).toBe("policy");
  expect(uplift?.policy?.rule.en).toMatch(/^Treat where Recency is above (29|[3-7]\d)(\.5)?\.$/);
  expect(uplift?.policy?.rule.zh).toMatch(/最近购买距今高于/);
  expect(uplift?.policy?.share).toBeCloseTo(0.5, 1);
  const [head, ...lines] = readFileSync(join(folder, "policy.csv"), "utf8").trim().split("\n");
  expect([head, lines.length]).toEqual(["user,uplift,treat", 1600]);
}, 60_000);

test("an assignment that is gone is said to be; a cancel stops the work", async () => {
  const gone = { ...request, orders: { ...request.orders, assignmentKey: "c".repeat(64) as StageKey } };
  await expect(analyseExperiment(gone, host)).rejects.toMatchObject({ code: "NOT_FOUND" });
  const cancelled = { ...host, signal: AbortSignal.abort() };
  const other = { ...request, orders: { ...request.orders, windowDays: 8 } };
  await expect(analyseExperiment(other, cancelled)).rejects.toMatchObject({ code: "CANCELLED" });
}, 60_000);
