import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Line, runFeatures, transactions } from "./fixtures/shop-run.ts";

/**
 * Ann bought on four days with gaps of 10, 20 and 30 days, twice the same item; Bob once, and sent back more than he
 * bought; Cho twice, returning one unit of four. Dee only returned, Eve's one line was left out by the recipe.
 */
const lines: readonly Line[] = [
  { user: "ann", time: "2024-01-01 09:00:00", order: "1", item: "tea", quantity: 2, amount: 20 },
  { user: "ann", time: "2024-01-01 09:00:00", order: "1", item: "cup", quantity: 1, amount: 5.1 },
  { user: "ann", time: "2024-01-01 09:00:00", order: "1", item: "cup", quantity: 1, amount: 5.1 },
  { user: "ann", time: "2024-01-11 13:00:00", order: "2", item: "tea", quantity: 3, amount: 29.9 },
  { user: "ann", time: "2024-01-31 19:00:00", order: "3", item: "jug", quantity: 1, amount: 40 },
  { user: "ann", time: "2024-03-01 23:59:59", order: "4", item: "tea", quantity: 1, amount: 9.9 },
  { user: "bob", time: "2024-02-10 02:00:00", order: "5", item: "cup", quantity: 2, amount: 10 },
  { user: "bob", time: "2024-02-12 02:00:00", order: "R5", item: "cup", quantity: -3, amount: -15 },
  { user: "cho", time: "2024-02-20 08:00:00", order: "6", item: "jug", quantity: 3, amount: 120 },
  { user: "cho", time: "2024-03-10 08:00:00", order: "7", item: "cup", quantity: 1, amount: 5 },
  { user: "cho", time: "2024-03-09 08:00:00", order: "R6", item: "jug", quantity: -1, amount: -40 },
  { user: "cho", time: "2024-03-10 08:00:00", order: "7", item: "gift", quantity: 1, amount: 0 },
  { user: "dee", time: "2024-03-20 08:00:00", order: "R0", item: "jug", quantity: -1, amount: -40 },
  { user: "eve", time: "2024-03-25 08:00:00", order: "8", item: "post", quantity: 1, amount: 4, counts: false },
];
const shop = transactions(lines);

describe("a shop small enough to work out by hand", () => {
  it("has these features", async () => {
    const { summary, values } = await runFeatures([shop]);
    expect(summary.users).toBe(3);
    expect(summary.referenceDate).toBe("2024-03-11");
    expect(values("recency")).toEqual({ ann: 10, bob: 30, cho: 1 });
    expect(values("frequency")).toEqual({ ann: 4, bob: 1, cho: 2 });
    expect(values("monetary")).toEqual({ ann: 110, bob: 10, cho: 125 });
    expect(values("revenue")).toEqual({ ann: 110, bob: 10, cho: 125 });
    expect(values("average-order-value")).toEqual({ ann: 27.5, bob: 10, cho: 62.5 });
    expect(values("tenure")).toEqual({ ann: 70, bob: 30, cho: 20 });
    expect(values("inter-purchase-time")).toEqual({ ann: 20, bob: null, cho: 19 });
    // Sample deviation of 10, 20, 30 is 10, so the coefficient of variation is one half.
    expect(values("purchase-regularity")).toEqual({ ann: 1 / 1.5, bob: null, cho: null });
    expect(values("distinct-items")).toEqual({ ann: 3, bob: 1, cho: 2 });
    // Of ann's five item-orders (tea, cup; tea; jug; tea) two were of tea bought before.
    expect(values("repeat-item-share")).toEqual({ ann: expect.closeTo(0.4, 12), bob: 0, cho: 0 });
    expect(values("units")).toEqual({ ann: 9, bob: 2, cho: 4 });
    expect(values("return-rate")).toEqual({ ann: 0, bob: 1, cho: 0.25 });
  });

  it("leaves rhythm out of the distances for want of coverage, and says so", async () => {
    const { feature, summary } = await runFeatures([shop]);
    const rhythm = feature("inter-purchase-time");
    expect(rhythm?.coverage).toBeCloseTo(2 / 3, 12);
    expect(rhythm?.inMatrix).toBe(false);
    expect(rhythm?.leftOut?.en).toMatch(/^33\u00a0% bought on one day only so far/);
    expect(rhythm?.leftOut?.zh).toMatch(/^有 33% 目前只在一天购买过/);
    expect(summary.matrixColumns).toEqual([
      "recency",
      "frequency",
      "monetary",
      "average-order-value",
      "repeat-item-share",
      "return-rate",
    ]);
  });

  it("writes the matrix in the order of users and columns, NaN exactly where a value is missing", async () => {
    const treatments = {
      "inter-purchase-time": { use: true, log: false, winsorise: 0, scale: "none" as const },
      units: { use: true, log: false, winsorise: 0, scale: "none" as const },
    };
    const { matrix, summary, users } = await runFeatures([shop], { treatments });
    const columns = summary.matrixColumns;
    expect(matrix).toHaveLength(3 * columns.length);
    for (const [row, user] of users.entries()) {
      const cell = (id: string) => matrix[row * columns.length + columns.indexOf(id)];
      expect(cell("units")).toBe(user.units);
      expect(cell("inter-purchase-time")).toBe(user["inter-purchase-time"] ?? Number.NaN);
      expect(Number.isFinite(cell("monetary"))).toBe(true);
    }
  });

  it("sorts users by the md5 of their id, whatever the order of the lines", async () => {
    const ids = Array.from({ length: 40 }, (_, n) => `客户 ${n % 2 === 0 ? n : `0${n}`}`);
    const some = ids.map((user, n) => ({ user, time: `2024-01-${10 + (n % 9)}`, amount: n + 1 }));
    const digest = (id: string) => createHash("md5").update(id).digest("hex");
    const { users } = await runFeatures([transactions(some)]);
    const expected = ids.map(digest).sort();
    expect(users.map(({ user_id }) => digest(String(user_id)))).toEqual(expected);
    const backwards = await runFeatures([transactions(some.toReversed())]);
    expect(backwards.users).toEqual(users);
  });

  it("counts to a given date and does not look at what came after it", async () => {
    const { summary, values } = await runFeatures([shop], { referenceDate: "2024-02-20" });
    expect(summary.referenceDate).toBe("2024-02-20");
    expect(values("recency")).toEqual({ ann: 20, bob: 10, cho: 0 });
    expect(values("return-rate")).toEqual({ ann: 0, bob: 1, cho: 0 });
    expect(summary.notes.map(({ en }) => en)).toEqual([
      "5 rows after the reference date 2024-02-20 were not looked at.",
    ]);
  });

  it("takes hours and weekdays on request only", async () => {
    expect((await runFeatures([shop])).feature("hours-6-12")).toBeUndefined();
    const treatments = { "hours-6-12": { use: true }, "weekday-saturday": { use: true } };
    const { values, summary } = await runFeatures([shop], { treatments });
    expect(values("hours-6-12")).toEqual({ ann: 0.25, bob: 0, cho: 1 });
    expect(values("weekday-saturday")).toEqual({ ann: 0, bob: 1, cho: 0 });
    expect(summary.matrixColumns).toContain("hours-6-12");
  });
});

describe("shops that lack a column", () => {
  it("takes a customer's day as one order where there is no order column", async () => {
    const { values, summary } = await runFeatures([transactions(lines, ["order_id"])]);
    expect(values("frequency")).toEqual({ ann: 4, bob: 1, cho: 2 });
    expect(summary.notes[0]?.en).toMatch(/no order column/);
  });

  it("goes by units where there is no money, and makes no offer", async () => {
    for (const shop of [transactions(lines, ["amount"]), { ...transactions(lines) }]) {
      const sql = shop.sql.replace("a::DECIMAL(18,4) AS amount", "NULL::DECIMAL(18,4) AS amount");
      const { summary, values, feature } = await runFeatures([{ ...shop, sql }]);
      expect(feature("monetary")).toBeUndefined();
      expect(feature("average-order-value")).toBeUndefined();
      expect(summary.matrixColumns).toContain("units");
      expect(values("units")).toEqual({ ann: 9, bob: 2, cho: 5 });
      expect(values("revenue")).toEqual({ ann: null, bob: null, cho: null });
      expect(summary.wholesale).toBeNull();
    }
  });

  it("goes without items", async () => {
    const { feature, summary } = await runFeatures([transactions(lines, ["item"])]);
    expect(feature("distinct-items")).toBeUndefined();
    expect(summary.matrixColumns).not.toContain("repeat-item-share");
    expect(summary.matrixColumns).toContain("return-rate");
  });

  it("measures returns by money where there are no quantities, and by lines where there is neither", async () => {
    const byMoney = await runFeatures([transactions(lines, ["quantity"])]);
    expect(byMoney.values("return-rate")).toEqual({ ann: 0, bob: 1, cho: expect.closeTo(40 / 125, 12) });
    const byLines = await runFeatures([transactions(lines, ["quantity", "amount"])]);
    expect(byLines.values("return-rate")).toEqual({ ann: 0, bob: 1, cho: expect.closeTo(1 / 3, 12) });
  });

  it("misses item features only for customers whose lines have no item", async () => {
    const { values } = await runFeatures([
      transactions(lines.map((line) => (line.user === "bob" ? { ...line, item: null } : line))),
    ]);
    expect(values("distinct-items")).toEqual({ ann: 3, bob: null, cho: 2 });
    expect(values("repeat-item-share").bob).toBeNull();
  });
});

it("takes two transactions tables as one shop, each lacking what it lacks", async () => {
  const [early, late] = [
    lines.filter(({ time }) => time < "2024-02-01"),
    lines.filter(({ time }) => time >= "2024-02-01"),
  ];
  const { values, summary } = await runFeatures([transactions(early), transactions(late, ["item"])]);
  expect(summary.users).toBe(3);
  expect(values("frequency")).toEqual({ ann: 4, bob: 1, cho: 2 });
  expect(values("distinct-items")).toEqual({ ann: 3, bob: null, cho: null });
});

describe("what cannot be done", () => {
  it("names the known features when the config speaks of another", async () => {
    const run = runFeatures([shop], { treatments: { recencey: { use: false } } });
    await expect(run).rejects.toMatchObject({ code: "BAD_CONFIG", details: { path: "features.treatments.recencey" } });
    await expect(run).rejects.toThrow(/recency, frequency, monetary/);
  });

  it("refuses a feature that the file has no column for, but lets it be switched off", async () => {
    const bare = transactions(lines, ["item"]);
    await expect(runFeatures([bare], { treatments: { "distinct-items": { use: true } } })).rejects.toThrow(/no column/);
    await expect(runFeatures([bare], { treatments: { "distinct-items": { use: false } } })).resolves.toBeDefined();
  });

  it("needs two customers with a purchase", async () => {
    const one = transactions(lines.filter(({ user }) => user === "ann" || user === "dee"));
    await expect(runFeatures([one])).rejects.toMatchObject({ code: "TOO_FEW_USERS", details: { users: 1 } });
    const none = transactions(lines.filter(({ user }) => user === "dee"));
    await expect(runFeatures([none])).rejects.toMatchObject({ code: "TOO_FEW_USERS", details: { users: 0 } });
  });

  it("says why no feature is left when all customers are alike", async () => {
    const alike = ["x", "y", "z"].map((user) => ({ user, time: "2024-01-01" }));
    await expect(runFeatures([transactions(alike)])).rejects.toMatchObject({ code: "NO_FEATURES" });
    await expect(runFeatures([transactions(alike)])).rejects.toThrow(/Recency: It has one value only/);
  });
});

it("writes the same bytes whatever the number of threads", async () => {
  const sql = `SELECT 'user ' || hash(r) % 9000 AS user_id, TIMESTAMP '2024-01-01' + to_minutes((hash(r, 1) % 500000)::INT) AS time,
      'order ' || hash(r, 2) % 60000 AS order_id, 'item ' || hash(r, 3) % 700 AS item,
      ((hash(r, 4) % 20)::INT - 1)::DECIMAL(18,3) AS quantity, (hash(r, 5) % 10007 / 100)::DECIMAL(18,4) AS amount,
      hash(r, 4) % 20 = 0 AS is_return, true AS is_product, hash(r, 6) % 50 > 0 AS counts FROM range(260000) t(r)`;
  const hours = { "hours-0-6": { use: true }, "purchase-regularity": { use: true, scale: "robust" as const } };
  const [one, two, three] = await Promise.all(
    [1, 2, 3].map((threads) => runFeatures([{ kind: "transactions", sql }], { treatments: hours }, threads)),
  );
  expect(one?.summary.users).toBe(9000);
  expect(two?.bytes).toEqual(one?.bytes);
  expect(three?.bytes).toEqual(one?.bytes);
});

const shared = process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../shared");
const golden = join(shared, "golden/customers/rfm.json");

describe.skipIf(!existsSync(golden))("against pandas (skipped where ../shared is absent)", () => {
  it("gives the recency, frequency and monetary of the reference", async () => {
    const reference: {
      transactions: [string, string, number][];
      reference_date: string;
      per_customer: Record<string, number | string>[];
    } = JSON.parse(readFileSync(golden, "utf8"));
    const rows = reference.transactions.map(([user, time, amount], n) => ({ user, time, amount, order: String(n) }));
    const config = { referenceDate: reference.reference_date };
    const { users } = await runFeatures([transactions(rows, ["item", "quantity"])], config);
    const byDay = await runFeatures([transactions(rows, ["item", "quantity", "order_id"])], config);
    expect(users).toHaveLength(reference.per_customer.length);
    for (const expected of reference.per_customer) {
      const user = users.find(({ user_id }) => user_id === expected.id);
      expect(user?.recency).toBe(expected.recency);
      expect(user?.frequency).toBe(expected.frequency_transactions);
      expect(user?.monetary).toBeCloseTo(Number(expected.monetary_total), 9);
      expect(user?.["average-order-value"]).toBeCloseTo(Number(expected.monetary_mean), 9);
      expect(byDay.values("frequency")[String(expected.id)]).toBe(expected.frequency_distinct_days);
    }
  });
});
