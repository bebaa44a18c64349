import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { closeDatabase } from "../platform/db.ts";
import { closeNotify } from "../platform/notify.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { getPortrait, getSegment, listMembers, listSegments } from "../segments/data.ts";
import { MembersQuery } from "../segments/member-schema.ts";
import { changeSegment } from "../segments/mutations.ts";
import { getRun } from "./data.ts";
import { runFiles } from "./fixtures/files-run.ts";
import { testScope } from "./fixtures/test-scope.ts";
import { deliver } from "./fixtures/work-in-process.ts";
import { rerunRun } from "./mutations.ts";
import type { RunDetailDto } from "./schema.ts";

let database: TestDatabase;
const scope = testScope();
let run: RunDetailDto;

/** 120 customers, of whom ten spend a hundred times as much. */
const orders = Array.from({ length: 120 }, (_, i) =>
  Array.from({ length: 1 + (i % 4) }, (_, n) => {
    const date = new Date(Date.UTC(2024, 0, 1 + ((i * 37 + n * 11) % 170))).toISOString().slice(0, 10);
    return `u${i},${date},${i % 12 === 0 ? 5000 + i : 20 + (i % 30)}`;
  }),
);
const files = { "orders.csv": ["customer_id,order_date,amount", ...orders.flat()].join("\n") };
const fixed = [{ name: { en: "VIP", zh: "贵宾" }, where: [{ feature: "monetary", atLeast: 5000 }] }];

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  run = await runFiles(scope, files, {
    ...{ algorithm: "k-means", k: 3, fixed },
    pairs: [{ apart: ["u1", "ann@example.org"] }],
  });
});
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

const vipOf = async (runId: string) => (await listSegments(scope)).find((row) => row.runId === runId && row.isFixed);

test("a fixed segment is a segment like others, last and under its own name, and keeps it", async () => {
  expect(run.summary?.segments.map((segment) => [segment.id, segment.fixed])).toEqual([
    [0, undefined],
    [1, undefined],
    [2, undefined],
    [3, true],
  ]);
  const vip = await vipOf(run.id);
  expect(vip).toMatchObject({ index: 3, size: 10, name: { en: "VIP", zh: "贵宾" } });
  expect(vip?.line?.en).toBe("By rule: Spend at least 5,000");
  const id = vip?.id ?? "";
  const { items, total } = await listMembers(scope, id, MembersQuery.parse({}));
  expect(total).toBe(10);
  expect(items.every(({ segment, silhouette }) => segment === 3 && silhouette === null)).toBe(true);
  expect(await getSegment(scope, id)).toMatchObject({ isFixed: true, silhouette: null });
  // Its rule is known: none is learnt.
  const { rule, typical } = await getPortrait(scope, id);
  expect(rule).toBeNull();
  expect(typical).toHaveLength(5);
  await expect(changeSegment(scope, id, { ownName: "Whales" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  expect((await changeSegment(scope, id, { action: "Call them" })).action).toBe("Call them");
});

test("a rerun keeps it, whatever the algorithm; what is planned for its people goes on", async () => {
  const again = await rerunRun(scope, run.id, { changes: { clustering: { algorithm: "gaussian-mixture", k: 2 } } });
  const other = (await deliver(scope, again.id)).run;
  expect(other.config.clustering).toMatchObject({ algorithm: "gaussian-mixture", k: 2, fixed });
  expect(await vipOf(other.id)).toMatchObject({ index: 2, size: 10, action: "Call them", ownName: null });
});

test("who only reads sees no address in a rule", async () => {
  const { config } = await getRun({ ...testScope("manager"), workspaceId: scope.workspaceId }, run.id);
  expect(config.clustering.pairs).toEqual([{ apart: ["u1", "a•••@example.org"] }]);
});
