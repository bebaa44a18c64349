import { describe, expect, test } from "vitest";
import { sqlText } from "../platform/duckdb.ts";
import { type FixtureTable, runFeatures, transactions } from "./fixtures/shop-run.ts";

const acts = (
  rows: readonly (readonly [user: string, time: string, event: string, item: string | null])[],
): FixtureTable => ({
  kind: "events",
  roles: { user_id: "user", time: "time", event: "event", item: "item" },
  sql: `SELECT u AS user_id, t::TIMESTAMP AS time, e AS event, i AS item FROM (VALUES ${rows
    .map((cells) => `(${cells.map((cell) => (cell === null ? "NULL" : sqlText(cell))).join(", ")})`)
    .join(", ")}) v(u, t, e, i)`,
});

const log = acts([
  ["a", "2026-01-01 10:00", "pv", "x"],
  ["a", "2026-01-01 11:00", "pv", "y"],
  ["a", "2026-01-03 09:00", "buy", "x"],
  ["b", "2026-01-09 12:00", "it's", null],
]);

describe("events", () => {
  test("alone make the users, and say how much, how lately and what they did", async () => {
    const { users, summary } = await runFeatures([log]);
    expect(summary.referenceDate).toBe("2026-01-10");
    expect(users.toSorted((x, y) => String(x.user_id).localeCompare(String(y.user_id)))).toEqual([
      {
        ...{ user_id: "a", events: 3, "active-days": 2, "days-since-seen": 7, "items-seen": 2, revenue: null },
        ...{ "share-pv": 2 / 3, "share-buy": 1 / 3, "share-it's": 0 },
      },
      {
        ...{ user_id: "b", events: 1, "active-days": 1, "days-since-seen": 1, "items-seen": 0, revenue: null },
        ...{ "share-pv": 0, "share-buy": 0, "share-it's": 1 },
      },
    ]);
    expect(summary.matrixColumns).toContain("days-since-seen");
  });

  test("after the reference date are not looked at, nor are those whom they alone tell of", async () => {
    await expect(runFeatures([log], { referenceDate: "2026-01-02" })).rejects.toThrow("Too few users");
    const more = acts([
      ["a", "2026-01-01 10:00", "pv", "x"],
      ["a", "2026-01-03 09:00", "buy", "x"],
      ["c", "2026-01-02 23:59", "pv", "z"],
    ]);
    const early = await runFeatures([more], { referenceDate: "2026-01-02" });
    expect(early.values("events")).toEqual({ a: 1, c: 1 });
    expect(early.values("days-since-seen")).toEqual({ a: 1, c: 0 });
  });

  test("beside orders describe only, unless asked for; who left none has no value", async () => {
    const orders = transactions(["a", "b", "c"].map((user, i) => ({ user, time: `2026-01-0${i + 2}`, amount: i + 1 })));
    const plain = await runFeatures([orders, log]);
    expect(plain.values("events")).toEqual({ a: 3, b: 1, c: null });
    expect(plain.feature("events")).toMatchObject({
      inMatrix: false,
      leftOut: { en: expect.stringContaining("how people buy") },
    });
    const asked = await runFeatures([orders, log], { treatments: { events: { use: true } } });
    expect(asked.feature("events")).toMatchObject({ inMatrix: true });
  });
});

const said: FixtureTable = {
  kind: "texts",
  roles: { user_id: "user", text: "text" },
  sql: "SELECT * FROM (VALUES ('a', 'good'), ('a', 'fine'), ('b', 'bad')) v(user_id, text)",
};

test("who only wrote is a user without features, where that may be", async () => {
  const { users, summary, matrix } = await runFeatures([said], { mayBeEmpty: true });
  expect(users.map(({ user_id }) => user_id).toSorted()).toEqual(["a", "b"]);
  expect([summary.matrixColumns, matrix.length]).toEqual([[], 0]);
  await expect(runFeatures([said])).rejects.toMatchObject({ code: "NO_FEATURES" });
});
