import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { closeDatabase, db } from "../platform/db.ts";
import { closeNotify } from "../platform/notify.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { runFiles } from "../runs/fixtures/files-run.ts";
import { testScope } from "../runs/fixtures/test-scope.ts";
import type { RunDetailDto } from "../runs/schema.ts";
import { membersFile } from "../segments/stored-members.ts";
import { ExperimentConfig } from "./config-schema.ts";
import { createExperiment } from "./mutations.ts";
import { ExperimentDesign } from "./schema.ts";
import { shopMetrics } from "./shop-metrics-schema.ts";
import { assignmentFile } from "./stored-assignment.ts";
import { assignUsers, storeExposures } from "./stored-exposures.ts";
import { readKnown } from "./stored-known-features.ts";
import { startExperiment } from "./stored-start.ts";

let database: TestDatabase;
let run: RunDetailDto;
const scope = testScope();
const orders = [
  "customer_id,order_date,amount",
  ...Array.from({ length: 60 }, (_, i) =>
    [150, 160, 170 + (i % 5)].slice(i % 3).map((day) => [`u${i}`, day, i] as const),
  )
    .flat()
    .map(([id, day, i]) => `${id},${new Date(Date.UTC(2024, 0, day)).toISOString().slice(0, 10)},${10 + (i % 7)}`),
].join("\n");

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  run = await runFiles(scope, { "orders.csv": orders });
});
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

const arms = ["none", "mail"].map((arm) => ({ arm, share: 0.5 }));

async function start(design: Partial<ExperimentDesign>, asked: object = {}) {
  const { id } = await createExperiment(scope, {
    ...{ source: "design", people: { kind: "run", id: run.id } },
    config: ExperimentConfig.parse({ name: "Voucher", metrics: shopMetrics("en"), ...asked }),
    design: ExperimentDesign.parse({ arms, ...design }),
  });
  const { config } = await startExperiment(scope, id, { locale: "en" });
  return { config, row: await db().experiment.findUniqueOrThrow({ where: { id } }) };
}

const featuresIn = (path: string | undefined) =>
  queryArtefacts(
    `SELECT user_id, "known:recency" AS recency, "known:monetary" AS spend FROM read_parquet('${path}') ORDER BY 1`,
  );

test("what a run knows of its users is frozen at the start where whom to treat is to be learnt, for late comers too", async () => {
  const file = await membersFile(await db().run.findUniqueOrThrow({ where: { id: run.id } }));
  const now = await queryArtefacts(
    `SELECT user_id, recency, monetary AS spend FROM read_parquet('${file}') ORDER BY 1`,
  );
  const { config, row } = await start({ learns: true });
  expect(config.uplift?.metric).toBe("Revenue per user");
  expect(config.uplift?.features).toEqual(expect.arrayContaining(["segment", "orders_before", "recency", "monetary"]));
  expect(await featuresIn(assignmentFile(row))).toEqual(now);

  const late = await start({ learns: true, entry: "arrival" });
  await assignUsers(scope, late.row.id, { users: ["u3", "u4"] });
  const assignmentKey = await storeExposures(late.row, "look");
  const seen = assignmentFile({ ...late.row, assignmentKey });
  expect(await featuresIn(seen)).toEqual(now.filter(({ user_id }) => user_id === "u3" || user_id === "u4"));
  const recency = { id: "recency", label: { en: "Recency", zh: "最近购买距今" } };
  expect(await readKnown(seen ?? "", queryArtefacts)).toContainEqual(recency);
});

test("what it does not know is refused by name, and nothing is frozen that was not asked for", async () => {
  await expect(start({}, { uplift: { metric: "Order rate", features: ["shoe size"] } })).rejects.toMatchObject({
    code: "UNKNOWN_COLUMN",
    details: { column: "shoe size" },
  });
  const { row } = await start({});
  expect(await readKnown(assignmentFile(row) ?? "", queryArtefacts)).toEqual([]);
  const ratio = { name: "r", type: "ratio", column: "revenue", denominator: "orders", role: "primary" };
  await expect(start({ learns: true }, { metrics: [ratio] })).rejects.toMatchObject({
    code: "BAD_REQUEST",
    details: { path: "design.learns" },
  });
});
