import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { closeDatabase } from "../platform/db.ts";
import { closeNotify } from "../platform/notify.ts";
import { type TestDatabase, useTestDatabase } from "../platform/test-database.ts";
import { getRun } from "../runs/data.ts";
import { startSampleRun } from "../runs/fixtures/shop-dataset.ts";
import { testScope } from "../runs/fixtures/test-scope.ts";
import { deliver } from "../runs/fixtures/work-in-process.ts";
import { getPortrait, getSameRfm, getSegment, listMembers, listSegments } from "./data.ts";
import { createLasso } from "./mutations.ts";
import { MembersQuery, SameRfmAnswer, SegmentAnswer, SegmentPortraitDto, SegmentRowDto } from "./schema.ts";

let database: TestDatabase;
const scope = testScope();
let runId: string;
let ids: readonly string[];

beforeAll(async () => {
  database = await useTestDatabase(inject("postgresUrl"));
  const { id } = await startSampleRun(scope, 500);
  runId = (await deliver(scope, id)).run.id;
  ids = (await listSegments(scope)).map((segment) => segment.id);
});
afterAll(async () => {
  await closeNotify();
  await closeDatabase();
  await database.drop();
});

describe("a segment's portrait", () => {
  test("and its description are what the API document says", async () => {
    for (const id of ids) {
      expect(SegmentPortraitDto.strict().parse(await getPortrait(scope, id))).toBeTruthy();
      expect(SegmentAnswer.strict().parse(await getSegment(scope, id))).toBeTruthy();
    }
    for (const row of await listSegments(scope)) expect(SegmentRowDto.strict().parse(row)).toEqual(row);
    expect(SameRfmAnswer.strict().parse(await getSameRfm(scope, ids[0] ?? ""))).toBeTruthy();
  });

  test("has rules on features of the run, which members meet about as often as they say", async () => {
    const off: number[] = [];
    for (const id of ids) {
      const { features } = await getSegment(scope, id);
      const { rule } = await getPortrait(scope, id);
      if (!rule) continue;
      const { items } = await listMembers(scope, id, MembersQuery.parse({ limit: 200 }));
      const met = items.filter(({ values }) =>
        rule.conditions.every(({ feature, side, value }) => {
          const own = values[features.findIndex((one) => one.id === feature)] ?? Number.NaN;
          return side === "least" ? own >= value : own <= value;
        }),
      );
      off.push(met.length / items.length - rule.recall);
    }
    expect(off.length).toBeGreaterThan(0);
    expect(Math.abs(off.reduce((sum, one) => sum + one, 0) / off.length)).toBeLessThan(0.2);
  });

  test("shows typical people who are members, and fit better than members do in the mean", async () => {
    const segment = await getSegment(scope, ids[0] ?? "");
    const { typical } = await getPortrait(scope, segment.id);
    expect(typical).toHaveLength(5);
    for (const person of typical) {
      expect(person.segment).toBe(segment.index);
      expect(person.silhouette).toBeGreaterThan(segment.silhouette ?? 1);
    }
  });

  test("counts orders by month to the sum of what its members ordered", async () => {
    for (const id of ids) {
      const { size, features, profile } = await getSegment(scope, id);
      const { trend } = await getPortrait(scope, id);
      const mean = profile[features.findIndex((feature) => feature.id === "frequency")]?.mean ?? 0;
      const spend = profile[features.findIndex((feature) => feature.id === "monetary")]?.mean ?? 0;
      const sum = (of: "orders" | "revenue") => trend?.months.reduce((all, month) => all + (month[of] ?? 0), 0);
      expect(sum("orders")).toBeCloseTo(mean * size, 3);
      expect((sum("revenue") ?? 0) / (spend * size)).toBeCloseTo(1, 6);
    }
  });

  test("shows items that members buy more often than everybody, by how much more", async () => {
    const portraits = await Promise.all(ids.map((id) => getPortrait(scope, id)));
    expect(portraits.some(({ items }) => items.length > 0)).toBe(true);
    for (const { items } of portraits) {
      const lifts = items.map(({ share, everybody }) => share / everybody);
      expect(lifts).toEqual(lifts.toSorted((a, b) => b - a));
      for (const lift of lifts) expect(lift).toBeGreaterThan(1);
    }
  });

  test("of a group drawn on the map is made in the same way", async () => {
    const drawn = await createLasso(scope, { runId, name: "Drawn", rows: Array.from({ length: 120 }, (_, i) => i) });
    const { typical, trend } = await getPortrait(scope, drawn.id);
    expect(typical).toHaveLength(5);
    expect(trend?.months.length).toBeGreaterThan(1);
    expect((await getRun(scope, runId)).users).toBeGreaterThan(120);
  });

  test("shows a manager the same people, and is nobody else's", async () => {
    const manager = { ...scope, role: "manager" } as typeof scope;
    const [own, seen] = [await getPortrait(scope, ids[0] ?? ""), await getPortrait(manager, ids[0] ?? "")];
    expect(seen.typical.map(({ values }) => values)).toEqual(own.typical.map(({ values }) => values));
    await expect(getPortrait(testScope(), ids[0] ?? "")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
