import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { closeDatabase } from "../platform/db.ts";
import { closeNotify } from "../platform/notify.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { getRun } from "../runs/data.ts";
import { startSampleRun } from "../runs/fixtures/shop-dataset.ts";
import { testScope } from "../runs/fixtures/test-scope.ts";
import { deliver } from "../runs/fixtures/work-in-process.ts";
import { MetricConfig } from "./config-schema.ts";
import { DesignEstimate, EstimateExperiment } from "./design-schema.ts";
import { shopMetric, shopMetricIds } from "./shop-metrics-schema.ts";
import { type Orders, readBaselines, readCeiling, readReach } from "./stored-baseline.ts";
import { estimateExperiment } from "./stored-estimate.ts";

let database: TestDatabase;
const scope = testScope();
let runId: string;

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  const { id } = await startSampleRun(scope, 500);
  runId = (await deliver(scope, id)).run.id;
});
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

/** Five people; days count back from 28 June. */
const orders: Orders = {
  people: "SELECT * FROM (VALUES ('a', 'x'), ('b', 'x'), ('c', 'x'), ('d', 'y'), ('e', 'y')) t (user_id, segment)",
  lines: `SELECT user_id, DATE '2026-06-28' - ago AS day, order_key, amount::DECIMAL(18,2) AS amount,
      amount < 0 AS returned, amount > 0 AS bought
    FROM (VALUES ('a', 0, 'a1', 10), ('a', 0, 'a1', 5), ('a', 3, 'a2', 5), ('b', 6, 'b1', 8), ('b', 6, 'b1', -8),
      ('c', 7, 'c1', 100), ('d', 1, 'd1', 4), ('d', 9, 'd2', 4), ('z', 1, 'z1', 1000)) t (user_id, ago, order_key, amount)`,
  lastDay: "2026-06-28",
  days: 30,
  currency: "GBP",
};

describe("a baseline", () => {
  const baselineOf = async (metric: MetricConfig, entry: "start" | "arrival" = "start", bySegment = false) =>
    readBaselines({ orders, metric, entry, ceiling: await readCeiling(orders, metric, 7, entry) }, 7, bySegment);

  test("is over everybody, with 0 for those who bought nothing in the window", async () => {
    const metric = MetricConfig.parse({ name: "revenue", type: "mean", column: "revenue" });
    const [everybody] = await baselineOf(metric);
    // 20, 8, 0, 4, 0: the order of seven days ago is outside a window of seven days.
    expect(everybody?.users).toBe(5);
    expect(everybody?.baseline?.value).toBeCloseTo(6.4, 12);
    expect(everybody?.baseline?.sd).toBeCloseTo(Math.sqrt(275.2 / 4), 12);
  });

  test("counts orders, buyers, returns and money an order", async () => {
    const levelOf = async (metric: object) =>
      (await baselineOf(MetricConfig.parse({ name: "m", ...metric })))[0]?.baseline?.value;
    expect(await levelOf({ type: "proportion", column: "bought" })).toBeCloseTo(3 / 5, 12);
    expect(await levelOf({ type: "mean", column: "orders" })).toBeCloseTo(4 / 5, 12);
    expect(await levelOf({ type: "mean", column: "returned" })).toBeCloseTo(8 / 5, 12);
    expect(await levelOf({ type: "ratio", column: "revenue", denominator: "orders" })).toBeCloseTo(8, 12);
    expect(await levelOf({ type: "quantile", column: "revenue", quantile: 0.5 })).toBeCloseTo(4, 12);
  });

  test("is less spread where the time before tells of it, and where large values are cut", async () => {
    const revenue = { name: "revenue", type: "mean", column: "revenue" } as const;
    const sdOf = async (metric: object) =>
      (await baselineOf(MetricConfig.parse({ ...revenue, ...metric })))[0]?.baseline?.sd ?? 0;
    const plain = await sdOf({});
    expect(await sdOf({ covariate: "revenue_before" })).toBeLessThan(plain);
    expect(await sdOf({ winsorise: 0.75 })).toBeLessThan(plain);
  });

  test("of arrivals is of those who came in the window before", async () => {
    const [arrivals] = await baselineOf(MetricConfig.parse({ name: "m", type: "mean", column: "revenue" }), "arrival");
    expect(arrivals).toMatchObject({ users: 2, baseline: { value: 2 } });
  });

  test("stands for each segment, largest first", async () => {
    const found = await baselineOf(MetricConfig.parse({ name: "m", type: "mean", column: "orders" }), "start", true);
    expect(found.map(({ segment, users, baseline }) => [segment, users, baseline?.value])).toEqual([
      ["x", 3, 1],
      ["y", 2, 0.5],
    ]);
  });

  test("has a reach of distinct people, strangers left out", async () => {
    expect(await readReach(orders)).toEqual([
      { days: 7, users: 3 },
      { days: 14, users: 4 },
      { days: 28, users: 4 },
    ]);
  });
});

describe("an estimate on the sample shop", () => {
  const ask = (metric: MetricConfig, rest: object = {}) =>
    estimateExperiment(
      scope,
      EstimateExperiment.parse({
        people: { kind: "run", id: runId },
        config: { metrics: [metric] },
        design: {
          arms: [
            { arm: "control", share: 0.5 },
            { arm: "new", share: 0.5 },
          ],
          windowDays: 14,
        },
        ...rest,
      }),
    );

  test("says the smallest effect of every metric of the shop, as the API document has it", async () => {
    for (const id of shopMetricIds) {
      const estimate = await ask(shopMetric(id, "primary", "en"), { effect: 0.05 });
      expect(DesignEstimate.strict().parse(estimate)).toEqual(estimate);
      expect(estimate.planned?.relative).toBeGreaterThan(0);
      expect(estimate.sentence.en).toMatch(
        /^With \d+ users in 14 days this test finds a rise of .* 80 times in 100\.$/,
      );
      expect(estimate.needed?.users).toBeGreaterThan(estimate.planned?.users ?? 0);
    }
  });

  test("warns of segments that are too small, whose users are all of the run's", async () => {
    const estimate = await ask(shopMetric("conversion", "primary", "en"));
    const run = await getRun(scope, runId);
    expect(estimate.segments).toHaveLength(run.summary?.segments.length ?? 0);
    const users = estimate.segments.reduce((sum, segment) => sum + segment.users, 0);
    expect(users).toBe(estimate.planned?.users);
    const small = estimate.segments.filter(({ isTooSmall }) => isTooSmall);
    expect(small.length).toBeGreaterThan(0);
    for (const { users: n, warning } of small) expect(warning?.en).toContain(`${n} users`);
  });

  test("sees less with a holdout, a second variant or more looks", async () => {
    const metric = shopMetric("revenue", "primary", "en");
    const relativeOf = async (rest: object) => (await ask(metric, rest)).planned?.relative ?? Number.NaN;
    const arms = ["control", "a", "b"].map((arm) => ({ arm, share: 1 / 3 }));
    const plain = await relativeOf({});
    const two = [
      { arm: "control", share: 0.5 },
      { arm: "new", share: 0.5 },
    ];
    expect(await relativeOf({ design: { arms: two, holdout: 0.3 } })).toBeGreaterThan(plain);
    expect(await relativeOf({ design: { arms } })).toBeGreaterThan(plain);
    expect(await relativeOf({ config: { metrics: [metric], mode: "group-sequential", looks: 4 } })).toBeGreaterThan(
      plain,
    );
    expect(await relativeOf({ config: { metrics: [metric], mode: "always-valid" } })).toBeGreaterThan(plain);
  });

  test("says that it does not know columns of elsewhere", async () => {
    const clicks = MetricConfig.parse({ name: "clicks", type: "mean", column: "clicks" });
    const estimate = await ask(clicks);
    expect(estimate).toMatchObject({ planned: null, baseline: null, weeks: [] });
    expect(estimate.sentence.en).toContain("do not say how clicks a user varies");
  });
});
