import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Role } from "../core/scope.ts";
import { closeDatabase } from "../platform/db.ts";
import { closeNotify } from "../platform/notify.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { getPortrait, getSegment, listMembers, listSegments } from "../segments/data.ts";
import { MembersQuery } from "../segments/member-schema.ts";
import { changeSegment, createLasso } from "../segments/mutations.ts";
import { getRun } from "./data.ts";
import { runFiles } from "./fixtures/files-run.ts";
import { testScope } from "./fixtures/test-scope.ts";
import { deliver } from "./fixtures/work-in-process.ts";
import { fixSegment, rerunRun } from "./mutations.ts";
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

const everybody = MembersQuery.parse({ limit: 200 });
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
  const changes = { clustering: { algorithm: "gaussian-mixture", k: 2 } };
  // Pairs are nothing that it can keep, so they are not dropped without a word.
  await expect(rerunRun(scope, run.id, { changes })).rejects.toMatchObject({ details: { path: "clustering.pairs" } });
  const again = await rerunRun(scope, run.id, { changes: { clustering: { ...changes.clustering, pairs: null } } });
  const other = (await deliver(scope, again.id)).run;
  expect(other.config.clustering).toMatchObject({ algorithm: "gaussian-mixture", k: 2, fixed });
  const vip = await vipOf(other.id);
  expect(vip).toMatchObject({ index: 2, size: 10, action: "Call them", ownName: null });

  // How surely its people belong to what was found nobody knows; those of what was found belong to no fixed one.
  expect((await getSegment(scope, vip?.id ?? "")).beside).toBeNull();
  const { items } = await listMembers(scope, vip?.id ?? "", MembersQuery.parse({}));
  expect(items[0]?.membership).toEqual([null, null]);
  const found = (await listSegments(scope)).find(({ runId, index }) => runId === other.id && index === 0);
  expect((await getSegment(scope, found?.id ?? "")).beside?.map(({ index }) => index)).toEqual([1]);
});

const as = (role: Role) => ({ ...testScope(role), workspaceId: scope.workspaceId, userId: scope.userId });

test("who does not write to people sees no address in a rule, and sends back what it stands for", async () => {
  const { config } = await getRun(as("manager"), run.id);
  const { clustering } = (await getRun(as("analyst"), run.id)).config;
  expect(clustering.pairs).toEqual([{ apart: ["u1", "a•••@example.org"] }]);
  expect(config.clustering.pairs).toEqual(clustering.pairs);
  const { id } = await rerunRun(as("analyst"), run.id, { changes: { clustering: { ...clustering, k: 2 } } });
  expect((await getRun(scope, id)).config.clustering).toMatchObject({
    k: 2,
    fixed,
    pairs: run.config.clustering.pairs,
  });
});

describe("a segment that a run found is fixed in a new one", () => {
  const foundIn = async (runId: string, index: number) =>
    (await listSegments(scope)).find((row) => row.runId === runId && row.index === index);

  test("by its members, under its name, colour and plan, beside the one that is fixed already", async () => {
    const first = await start({ algorithm: "k-means", k: 3, fixed });
    const found = await foundIn(first.id, 1);
    const id = found?.id ?? "";
    await changeSegment(scope, id, { ownName: "Regulars", colour: 7, action: "Thank them" });
    const before = (await listMembers(scope, id, everybody)).items.map(({ userId }) => userId);
    const run = (await deliver(scope, (await fixSegment(as("marketer"), id, { by: "members" })).id)).run;
    expect(run).toMatchObject({ status: "done", rerunOf: first.id });
    expect(run.config.clustering).toMatchObject({ k: 2, fixed: [fixed[0], { name: "Regulars", users: before }] });
    const kept = await foundIn(run.id, 3);
    expect(kept).toMatchObject({ isFixed: true, name: { en: "Regulars", zh: "Regulars" }, size: found?.size });
    expect(kept).toMatchObject({ colour: 7, action: "Thank them", line: { en: "By a list of users" } });
    expect((await listMembers(scope, kept?.id ?? "", everybody)).items.map(({ userId }) => userId)).toEqual(before);
    await expect(fixSegment(scope, kept?.id ?? "", { by: "rule" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  test("by the rule that describes it, which everybody who meets it is in", async () => {
    const first = await start({ algorithm: "k-means", k: 4 });
    const size = 1 + Math.max(...(first.summary?.segments ?? []).map(({ id }) => id));
    const ids = await Promise.all(Array.from({ length: size }, (_, index) => foundIn(first.id, index)));
    const rules = await Promise.all(ids.map((row) => getPortrait(scope, row?.id ?? "")));
    const at = rules.findIndex(({ rule }) => rule !== null && rule.precision > 0.8);
    const run = (await deliver(scope, (await fixSegment(scope, ids[at]?.id ?? "", { by: "rule" })).id)).run;
    const [one] = run.config.clustering.fixed ?? [];
    const asked = rules[at]?.rule?.conditions ?? [];
    expect(new Set(one?.where?.map(({ feature }) => feature))).toEqual(new Set(asked.map(({ feature }) => feature)));
    const kept = await foundIn(run.id, 3);
    const { items, total } = await listMembers(scope, kept?.id ?? "", everybody);
    const { features } = await getSegment(scope, kept?.id ?? "");
    expect(total).toBeGreaterThan(0);
    for (const { values } of items)
      for (const { feature, side, value } of asked) {
        const own = values[features.findIndex((info) => info.id === feature)] ?? Number.NaN;
        expect(side === "least" ? own >= value : own <= value).toBe(true);
      }
  });

  test("and so is a group that somebody drew on its map", async () => {
    const first = await start({ algorithm: "k-means", k: 3 });
    const rows = Array.from({ length: 30 }, (_, row) => row);
    const { id } = await createLasso(scope, { runId: first.id, name: "Drawn", rows });
    const run = (await deliver(scope, (await fixSegment(scope, id, { by: "members" })).id)).run;
    expect(run.summary?.segments.map(({ size, fixed: isFixed }) => isFixed && size)).toContain(30);
    expect(await foundIn(run.id, 2)).toMatchObject({ name: { en: "Drawn", zh: "Drawn" }, size: 30, isFixed: true });
  });

  test("only by those who work with segments, in their workspace", async () => {
    const id = (await vipOf(run.id))?.id ?? "";
    await expect(fixSegment(as("manager"), id, { by: "members" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(fixSegment(testScope(), id, { by: "members" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

async function start(clustering: Readonly<Record<string, unknown>>): Promise<RunDetailDto> {
  const changes = { clustering: { pairs: null, fixed: null, ...clustering } };
  return (await deliver(scope, (await rerunRun(scope, run.id, { changes })).id)).run;
}
