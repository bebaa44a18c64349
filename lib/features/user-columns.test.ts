import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type FixtureTable, runFeatures, transactions } from "./fixtures/shop-run.ts";
import { asMeasured, type ColumnProfile, planUserColumn } from "./user-columns.ts";

const quote = (text: string) => `'${text}'`;

function text(levels: Record<string, number>, name = "city"): ColumnProfile {
  const counted = Object.entries(levels).map(([value, count]) => ({ value, count }));
  const present = counted.reduce((sum, { count }) => sum + count, 0);
  return { name, role: "category", sql: name, kind: "text", present, distinct: counted.length, levels: counted };
}

function ids(profile: ColumnProfile): string[] {
  return planUserColumn(profile, quote).columns.map(({ id }) => id);
}

describe("what becomes of a column of a users table", () => {
  it("gives each level of a category a column, sorted by code point", () => {
    expect(ids(text({ red: 2, blue: 2, green: 1, 红: 3 }))).toEqual(["city=blue", "city=green", "city=red", "city=红"]);
  });

  it("puts levels beyond the cap and rare ones together as other", () => {
    const many = Object.fromEntries(Array.from({ length: 13 }, (_, n) => [`c${String(n).padStart(2, "0")}`, 100 - n]));
    const planned = ids(text(many));
    expect(planned).toHaveLength(13);
    expect(planned).not.toContain("city=c12");
    expect(planned.at(-1)).toBe("city=other");
    expect(ids(text({ usual: 600, often: 395, YOLO: 3, Absurd: 2 }))).toEqual([
      "city=often",
      "city=usual",
      "city=other",
    ]);
  });

  it("reads yes and no in either language as one column", () => {
    for (const [yes, no] of [
      ["Yes", "no"],
      ["是", "否"],
      ["TRUE", "FALSE"],
      ["1", "0"],
    ] as const) {
      const { columns } = planUserColumn(text({ [no]: 5, [yes]: 4 }, "member"), quote);
      expect(columns).toMatchObject([{ id: "member", unit: "yes-no", sql: `(member = '${yes}')::INT` }]);
    }
  });

  it("changes nothing but the scale of measurements", () => {
    const profile = { name: "x", role: "number", sql: "x", kind: "number", present: 9, distinct: 9 } as const;
    const [column] = planUserColumn({ ...profile, low: 1, high: 900 }, quote).columns;
    expect(column).toMatchObject({ logWhenSkewed: true, treatment: { winsorise: 0.01 } });
    const measured = column && asMeasured(column);
    expect(measured?.treatment).toEqual({ use: true, log: false, winsorise: 0, scale: "standard" });
    expect(measured).not.toHaveProperty("logWhenSkewed");
  });

  it("leaves out, and says so: ids, row numbers, empty columns and texts that never change", () => {
    const id = text(Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`x${n}`, 1])));
    const number = { name: "n", role: "number", sql: "n", kind: "number", present: 80, distinct: 80 } as const;
    const cases: [ColumnProfile, RegExp][] = [
      [id, /differs in nearly every row/],
      [{ ...number, low: 1, high: 80, whole: true }, /numbers the rows/],
      [{ ...number, present: 0, distinct: 0 }, /is empty/],
      [text({ only: 9 }), /one value only/],
    ];
    for (const [profile, reason] of cases) {
      const { columns, notes } = planUserColumn(profile, quote);
      expect(columns).toEqual([]);
      expect(notes[0]?.en).toMatch(reason);
      expect(notes[0]?.zh).toContain(profile.name);
    }
    expect(planUserColumn({ ...number, low: 18, high: 70_000, whole: true }, quote).columns).toHaveLength(1);
  });
});

const people: FixtureTable = {
  kind: "users",
  roles: { age: "number", plan: "category", joined: "time", Recency: "number", churned: "label", note: "text" },
  sql: `SELECT * FROM (VALUES
    ('a', 30.0, 'pro', TIMESTAMP '2024-01-01 10:00:00', 5.0, 1.0, 'x'), ('b', 40.0, 'free', TIMESTAMP '2024-01-31', 6.0, 0.0, 'y'),
    ('c', 50.0, 'free', NULL, 7.0, 0.0, 'z'), ('d', NULL, NULL, TIMESTAMP '2024-02-09', 8.0, 1.0, 'w'))
    t(user_id, age, plan, joined, "Recency", churned, note)`,
};

describe("a users table alone", () => {
  it("makes the users, with numbers as they are, one-hot levels and days since dates", async () => {
    const { summary, values } = await runFeatures([people]);
    expect(summary.users).toBe(4);
    expect(values("age")).toEqual({ a: 30, b: 40, c: 50, d: null });
    expect(values("plan=free")).toEqual({ a: 0, b: 1, c: 1, d: null });
    expect(values("plan=pro")).toEqual({ a: 1, b: 0, c: 0, d: null });
    expect(summary.referenceDate).toBe("2024-02-10");
    expect(values("joined")).toEqual({ a: 40, b: 10, c: null, d: 1 });
    expect(values("revenue")).toEqual({ a: null, b: null, c: null, d: null });
  });

  it("never uses labels or texts as features", async () => {
    const { summary } = await runFeatures([people]);
    expect(summary.features.map(({ id }) => id)).toEqual(["age", "plan=free", "plan=pro", "joined", "Recency"]);
  });

  it("leaves columns with gaps out of the distances unless they are asked for", async () => {
    const { feature } = await runFeatures([people]);
    expect(feature("age")).toMatchObject({ coverage: 0.75, inMatrix: false });
    expect(feature("age")?.leftOut?.en).toMatch(/^25\u00a0% have no value there/);
    const { summary, matrix } = await runFeatures([people], { treatments: { age: { use: true } } });
    expect(summary.matrixColumns).toEqual(["age", "Recency"]);
    expect([...matrix].filter((value) => Number.isNaN(value))).toHaveLength(1);
  });

  it("takes a word on a category for all of its levels, and on a level for itself", async () => {
    const treatments = { plan: { use: true, scale: "standard" as const }, "plan=pro": { use: false } };
    const { feature } = await runFeatures([people], { treatments });
    expect(feature("plan=free")).toMatchObject({ inMatrix: true, treatment: { scale: "standard" } });
    expect(feature("plan=pro")).toMatchObject({ inMatrix: false, leftOut: { en: "Switched off in the config." } });
  });

  it("holds a constant number and says that it tells nobody apart", async () => {
    const table: FixtureTable = {
      kind: "users",
      roles: { a: "number", z: "number" },
      sql: "SELECT 'u' || range AS user_id, range::DOUBLE * range AS a, 3.0 AS z FROM range(60)",
    };
    const { feature, summary } = await runFeatures([table]);
    expect(summary.matrixColumns).toEqual(["a"]);
    expect(feature("z")?.leftOut?.en).toBe("It has one value only.");
  });

  it("takes logs of long-tailed numbers only", async () => {
    const table: FixtureTable = {
      kind: "users",
      roles: { even: "number", tail: "number", signed: "number" },
      sql: `SELECT 'u' || range AS user_id, (range * 37 % 50)::DOUBLE AS even, exp(range / 10.0) AS tail,
        exp(range / 10.0) - 5 AS signed FROM range(100)`,
    };
    const { feature } = await runFeatures([table]);
    expect(feature("even")?.treatment.log).toBe(false);
    expect(feature("tail")?.treatment.log).toBe(true);
    expect(feature("signed")?.treatment.log).toBe(false);
    const asked = await runFeatures([table], { treatments: { tail: { log: false } } });
    expect(asked.feature("tail")?.treatment.log).toBe(false);
  });

  it("says which columns are the levels of one category, those that are left out apart", async () => {
    const table: FixtureTable = {
      kind: "users",
      roles: { a: "number", city: "category", plan: "category", member: "category", z: "number" },
      sql: `SELECT 'u' || range AS user_id, range * range % 91 AS a, 'c' || range % 4 AS city, 'p' || range % 3 AS plan,
        ['yes', 'no'][1 + range % 2] AS member, range % 17 AS z FROM range(60)`,
    };
    const { summary } = await runFeatures([table]);
    expect(summary.matrixColumns).toHaveLength(10);
    expect(summary.categories).toEqual([
      { first: 1, count: 4 },
      { first: 5, count: 3 },
      { first: 8, count: 1 },
    ]);
    const treatments = { a: { use: false }, "city=c1": { use: false }, plan: { use: false } };
    expect((await runFeatures([table], { treatments })).summary.categories).toEqual([
      { first: 0, count: 3 },
      { first: 3, count: 1 },
    ]);
  });

  it("keeps thousands of categories to the cap", async () => {
    const table: FixtureTable = {
      kind: "users",
      roles: { city: "category", street: "category" },
      sql: `SELECT 'u' || range AS user_id, 'c' || least(range % 5000, range % 40) AS city, 's' || range % 19000 AS street
        FROM range(20000)`,
    };
    const { summary, users } = await runFeatures([table]);
    expect(summary.features).toHaveLength(13);
    expect(summary.notes[0]?.en).toContain("street");
    for (const { user_id: _, revenue: __, ...levels } of users.slice(0, 200)) {
      expect(Object.values(levels).reduce((sum: number, cell) => sum + Number(cell), 0)).toBe(1);
    }
  });

  it("names the user whose value cannot be held", async () => {
    const table: FixtureTable = {
      kind: "users",
      roles: { a: "number" },
      sql: "SELECT 'u' || range AS user_id, CASE range WHEN 7 THEN 1e300 ELSE range END AS a FROM range(60)",
    };
    const treatments = { a: { scale: "none" as const, log: false, winsorise: 0 } };
    const run = runFeatures([table], { treatments });
    await expect(run).rejects.toMatchObject({ code: "NOT_FINITE", details: { column: "a", value: "u7" } });
  });
});

describe("a users table beside transactions", () => {
  const shop = transactions([
    { user: "a", time: "2024-03-01", amount: 5 },
    { user: "a", time: "2024-03-02", amount: 15 },
    { user: "b", time: "2024-03-05", amount: 25 },
    { user: "new", time: "2024-03-07", amount: 35 },
  ]);

  it("describes the customers, who are those that bought", async () => {
    const { summary, values, feature } = await runFeatures([shop, people]);
    expect(summary.users).toBe(3);
    expect(values("age")).toEqual({ a: 30, b: 40, new: null });
    expect(values("joined")).toEqual({ a: 67, b: 37, new: null });
    expect(summary.notes.map(({ en }) => en)).toEqual([
      "2 people of the users table have no purchase, so they are not among the customers.",
    ]);
    expect(feature("plan=pro")?.inMatrix).toBe(false);
    expect(feature("plan=pro")?.leftOut?.en).toMatch(/Segments are made from how people buy/);
  });

  it("keeps apart what differs by case alone from a feature of the purchases", async () => {
    const { values, summary } = await runFeatures([shop, people], { treatments: { "Recency (2)": { use: true } } });
    expect(values("recency")).toEqual({ a: 6, b: 3, new: 1 });
    expect(values("Recency (2)")).toEqual({ a: 5, b: 6, new: null });
    expect(summary.matrixColumns).toContain("Recency (2)");
  });
});

const shared = process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../shared");
const golden = join(shared, "golden/preprocess/scalers.json");

it.skipIf(!existsSync(golden))("one-hot levels equal scikit-learn's (skipped where ../shared is absent)", async () => {
  const cases: { id: string; input?: string[][]; output: number[][]; columns: string[] }[] = JSON.parse(
    readFileSync(golden, "utf8"),
  ).cases;
  const { input = [], output = [], columns = [] } = cases.find(({ id }) => id === "one_hot") ?? {};
  const rows = input.map((row, n) => `('u${n}', '${row.join("', '")}')`);
  const { values } = await runFeatures([
    {
      kind: "users",
      roles: { 0: "category", 1: "category" },
      sql: `SELECT * FROM (VALUES ${rows}) t(user_id, "0", "1")`,
    },
  ]);
  for (const [at, column] of columns.entries()) {
    expect(values(column)).toEqual(Object.fromEntries(output.map((row, n) => [`u${n}`, row[at]])));
  }
});
