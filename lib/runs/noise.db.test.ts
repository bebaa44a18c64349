import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createExport, takeExport } from "../activation/mutations.ts";
import { NewExport } from "../activation/schema.ts";
import { closeDatabase } from "../platform/db.ts";
import { closeNotify } from "../platform/notify.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import {
  compareRuns,
  getPortrait,
  getSegment,
  listMembers,
  listSegments,
  openMap,
  openRowPairs,
} from "../segments/data.ts";
import { MembersQuery } from "../segments/member-schema.ts";
import { MapQuery, type SegmentRowDto } from "../segments/segment-schema.ts";
import { runFiles } from "./fixtures/files-run.ts";
import { testScope } from "./fixtures/test-scope.ts";
import { deliver } from "./fixtures/work-in-process.ts";
import { rerunRun } from "./mutations.ts";
import type { RunDetailDto } from "./schema.ts";
import { getBoard } from "./stored-board.ts";
import { getRunTree } from "./stored-tree.ts";

let database: TestDatabase;
const scope = testScope();
let run: RunDetailDto;
let rows: SegmentRowDto[];
let rest: SegmentRowDto;

/** Two tight groups of sixty: four orders lately, one long ago; and twelve who are like nobody. */
const orders = Array.from({ length: 132 }, (_, i) => {
  const group = i < 60 ? 0 : i < 120 ? 1 : 2;
  const days = [
    [150, 160, 170, 175],
    [20],
    Array.from({ length: 1 + ((i * 7) % 31) }, (_, n) => 5 + ((i * 37 + n * 11) % 170)),
  ];
  const amount = [20 + (i % 3), 40 + (i % 3), 10 + 900 * ((i * 5) % 13)][group];
  return (days[group] ?? []).map((day) => {
    const date = new Date(Date.UTC(2024, 0, day + 1)).toISOString().slice(0, 10);
    return `u${i},${date},${amount}`;
  });
});
const files = { "orders.csv": ["customer_id,order_date,amount", ...orders.flat()].join("\n") };

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  run = await runFiles(scope, files, { algorithm: "dbscan", eps: 0.7, minSamples: 8 });
  rows = await listSegments(scope);
  const last = rows.at(-1);
  if (!last) throw new Error("no rows");
  rest = last;
});
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

const noise = () => run.summary?.noise ?? { size: 0, share: 0, revenueShare: null, nearest: [] };

describe("users in no segment", () => {
  test("are counted by people and revenue, in the summary and in a row behind the segments", () => {
    const { users = 0, segments = [] } = run.summary ?? {};
    expect(noise().size).toBeGreaterThan(0);
    expect(segments.reduce((sum, { size }) => sum + size, noise().size)).toBe(users);
    expect(rest).toMatchObject({
      ...{ index: -1, colour: -1, size: noise().size, share: noise().share, revenueShare: noise().revenueShare },
      ...{ name: { en: "No segment", zh: "未归入任何人群" }, isNew: false },
    });
    expect(rows.map(({ index }) => index)).toEqual([...segments.map(({ id }) => id), -1]);
  });

  test("have members and a profile, but neither rule nor middle", async () => {
    const page = await listMembers(scope, rest.id, MembersQuery.parse({ limit: 200 }));
    expect(page.total).toBe(noise().size);
    expect(page.items.every(({ segment, silhouette }) => segment === -1 && silhouette === null)).toBe(true);
    expect(await getPortrait(scope, rest.id)).toMatchObject({ rule: null, typical: [], voices: null });
    const { profile, features } = await getSegment(scope, rest.id);
    expect(profile).toHaveLength(features.length);
  });

  const listed = async (request: Partial<NewExport>) => {
    const made = await createExport(scope, NewExport.parse({ runId: run.id, ...request }));
    const { pieces } = await takeExport(scope, made.id, { part: "list" });
    let text = "";
    for await (const piece of pieces) text += Buffer.from(piece).toString("utf8");
    const lines = text.trimEnd().split("\r\n").slice(1);
    return { rows: made.rows, segments: lines.map((line) => line.split(",")[1]) };
  };

  test("stand on a run's list as they are, are left out, or count for the segment nearest to them", async () => {
    const users = run.summary?.users ?? 0;
    const kept = await listed({});
    expect(kept.rows).toBe(users);
    expect(kept.segments.filter((segment) => segment === "-1")).toHaveLength(noise().size);
    expect((await listed({ noise: "leave-out" })).rows).toBe(users - noise().size);
    const nearest = await listed({ noise: "nearest" });
    expect(nearest.rows).toBe(users);
    expect(nearest.segments).not.toContain("-1");
  });

  test("join a segment's list on request, and the segment stays what it is", async () => {
    const [first] = rows;
    const { size = 0, id = "" } = first ?? {};
    expect((await listed({ segmentId: id })).rows).toBe(size);
    expect((await listed({ segmentId: id, noise: "nearest" })).rows).toBe(size + (noise().nearest[0] ?? 0));
    expect((await listed({ segmentId: rest.id, noise: "nearest" })).rows).toBe(noise().size);
    expect((await getSegment(scope, id)).size).toBe(size);
  });

  test("are somebody when runs are compared: who is in none in both has not moved", async () => {
    const same = await compareRuns(scope, { left: run.id, right: run.id });
    expect(same).toMatchObject({ moved: 0, onlyLeft: 0, onlyRight: 0, both: run.summary?.users });
    expect(same.agreement?.ari).toBeCloseTo(1, 12);
    expect(same.counts.at(-1)?.at(-1)).toBe(noise().size);
  });
});

test("a board puts runs of the same users side by side, with how far they agree", async () => {
  const again = await rerunRun(scope, run.id, { changes: { clustering: { algorithm: "k-means", k: 3 } } });
  const other = (await deliver(scope, again.id)).run;
  const board = await getBoard(scope, { runs: `${run.id},${other.id}` });
  expect(board.runs.map(({ id, status, noise: share }) => [id, status, share])).toEqual([
    [run.id, "done", noise().share],
    [other.id, "done", 0],
  ]);
  expect(board.runs[1]?.settings.en).toMatch(/^k = 3/);
  expect(board.measures.map(({ id }) => id)).toContain("silhouette");
  const [[self, cross] = [], [back] = []] = board.agreement;
  expect(self?.ari).toBeCloseTo(1, 12);
  expect(self?.ami).toBeCloseTo(1, 12);
  expect(cross?.ari).toBeCloseTo(back?.ari ?? 0, 12);
  expect(cross?.ari).toBeGreaterThan(0.3);
  await expect(getBoard(testScope("manager"), { runs: run.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("people carry what their algorithm says of each, to sort, to colour and to export by; of others there is nothing", async () => {
  const clustering = { algorithm: "hdbscan", minClusterSize: 30, minSamples: 5 };
  const dense = (await deliver(scope, (await rerunRun(scope, run.id, { changes: { clustering } })).id)).run;
  const segment = (await listSegments(scope)).find(({ runId, index }) => runId === dense.id && index === 0);
  expect((await getSegment(scope, segment?.id ?? "")).figures).toEqual(["strength", "outlier"]);
  const sorted = MembersQuery.parse({ sort: "clade_strength", order: "desc", limit: 200 });
  const { items } = await listMembers(scope, segment?.id ?? "", sorted);
  const strengths = items.map(({ strength }) => strength ?? -1);
  expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
  expect(Math.max(...strengths)).toBe(1);
  expect(items.every(({ outlier }) => outlier !== null && outlier >= 0 && outlier <= 1)).toBe(true);

  let bytes = Buffer.alloc(0);
  const colour = MapQuery.parse({ feature: "clade_outlier" });
  for await (const piece of await openMap(scope, dense.id, colour)) bytes = Buffer.concat([bytes, piece]);
  expect(bytes.byteLength).toBe(4 * (run.summary?.users ?? 0));
  await expect(openMap(scope, run.id, colour)).rejects.toMatchObject({ code: "NOT_FOUND" });

  const columns = ["segment", "strength", "outlier"];
  const made = await createExport(scope, NewExport.parse({ runId: dense.id, columns }));
  let text = "";
  for await (const piece of (await takeExport(scope, made.id, { part: "list" })).pieces)
    text += Buffer.from(piece).toString("utf8");
  expect(text.replace("\ufeff", "").split("\r\n")[0]).toBe("user_id,segment,strength,outlier");
  await expect(createExport(scope, NewExport.parse({ runId: run.id, columns }))).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
});

test("people carry how surely they belong to every segment, to sort, to export and to count who sits between", async () => {
  const clustering = { algorithm: "hdbscan", minClusterSize: 30, minSamples: 5 };
  const dense = (await deliver(scope, (await rerunRun(scope, run.id, { changes: { clustering } })).id)).run;
  const own = (await listSegments(scope)).filter(({ runId, index }) => runId === dense.id && (index ?? -1) >= 0);
  const all = own.map((_, index) => index);
  const told = await Promise.all(own.map(({ id }) => getSegment(scope, id)));
  const sorted = MembersQuery.parse({ sort: "clade_next_share", order: "desc", limit: 200 });
  let counted = 0;
  for (const { id, index, size, beside } of told) {
    const { items } = await listMembers(scope, id, sorted);
    const others = items.map(({ membership }) =>
      Math.max(...(membership ?? []).map((share, at) => (at === index ? 0 : (share ?? 0)))),
    );
    expect(others).toEqual(others.toSorted((a, b) => b - a));
    for (const { membership } of items) {
      expect(membership).toHaveLength(own.length);
      expect((membership ?? []).reduce<number>((sum, share) => sum + (share ?? 0), 0)).toBeLessThan(1.001);
    }
    expect(beside?.map((other) => other.index)).toEqual(all.filter((other) => other !== index));
    const people = (beside ?? []).reduce((sum, other) => sum + other.people, 0);
    const between = items.filter(({ membership }, at) => (others[at] ?? 0) >= 0.5 * (membership?.[index ?? -1] ?? 0));
    // The table holds 200 of them, and shares of four decimals.
    if (size <= 200) expect(Math.abs(people - between.length)).toBeLessThanOrEqual(1);
    counted += people;
  }
  expect(counted).toBeGreaterThan(0);

  const made = await createExport(scope, NewExport.parse({ runId: dense.id, columns: ["segment", "membership"] }));
  let text = "";
  for await (const piece of (await takeExport(scope, made.id, { part: "list" })).pieces)
    text += Buffer.from(piece).toString("utf8");
  const [head = "", first = ""] = text.replace("\ufeff", "").split("\r\n");
  expect(head).toBe(`user_id,segment,${all.map((index) => `membership_${index}`).join(",")}`);
  expect(
    first
      .split(",")
      .slice(2)
      .every((share) => Number(share) >= 0 && Number(share) <= 1),
  ).toBe(true);
  expect((await getSegment(scope, rows[0]?.id ?? "")).beside).toBeNull();
});

test("two maps of the same people lead to the same rows", async () => {
  let bytes = Buffer.alloc(0);
  for await (const piece of await openRowPairs(scope, { left: run.id, right: run.id }))
    bytes = Buffer.concat([bytes, piece]);
  const rows = new Int32Array(new Uint8Array(bytes).buffer);
  expect([...rows]).toEqual([...rows.keys()]);
  expect(rows).toHaveLength(run.summary?.users ?? 0);
});

test("a hierarchical run has a tree of everybody, another run has none", async () => {
  const again = await rerunRun(scope, run.id, { changes: { clustering: { algorithm: "hierarchical", k: 4 } } });
  const { leaves, merges } = await getRunTree(scope, (await deliver(scope, again.id)).run.id);
  expect(leaves.reduce((sum, users) => sum + users, 0)).toBe(run.summary?.users);
  expect(merges.at(-1)?.users).toBe(run.summary?.users);
  await expect(getRunTree(scope, run.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
});
