import { describe, expect, test } from "vitest";
import { ingest, resolved, writeFiles } from "./fixtures/run-ingest.ts";

const eventRoles = { who: "user", at: "time", did: "event", sku: "item", kind: "category", worth: "price" } as const;

describe("events", () => {
  test("keep who did what to which item when; unix times, and lines that say neither are quarantined", async () => {
    const [file = ""] = writeFiles({
      "e.csv": [
        "who,at,did,sku,kind,worth",
        "7,1511544070,pv,00123,shoes,9.5",
        "7,1511544071000,buy,00123,shoes,",
        ",1511544072,pv,1,,",
        "8,yesterday,pv,1,,",
        "8,1511544073,,1,,cheap",
      ].join("\n"),
    });
    const { rows, summary, setAside } = await ingest([resolved([file], eventRoles, { kind: "events" })]);
    expect(await rows()).toEqual([
      { user_id: "7", time: "2017-11-24 17:21:10", event: "pv", item: "00123", category: "shoes", price: 9.5 },
      { user_id: "7", time: "2017-11-24 17:21:11", event: "buy", item: "00123", category: "shoes", price: null },
    ]);
    expect(setAside.slice(1).map((cells) => cells.slice(1, 5))).toEqual([
      ["4", "who", "", "no-user"],
      ["5", "at", "yesterday", "bad-date"],
      ["6", "worth", "cheap", "bad-number"],
    ]);
    expect(summary).toMatchObject({
      ...{ rowsIn: 5, rowsStored: 2, knownUsers: 1, buyers: 0, revenue: null },
      period: { from: "2017-11-24 17:21:10", to: "2017-11-24 17:21:11" },
    });
  });
});

describe("texts", () => {
  const roles = { uid: "user", at: "time", sku: "item", stars: "number", said: "text" } as const;

  test("keep line breaks and blanks inside; a mark for nothing is no text", async () => {
    const [file = ""] = writeFiles({
      "t.csv": 'uid,at,sku,stars,said\nu1,,A1,5,"good,\nreally 好"\nu2,2026-01-05,A2,,n/a\n',
    });
    const { rows } = await ingest([resolved([file], roles, { kind: "texts" })]);
    expect(await rows()).toEqual([
      { user_id: "u1", time: null, item: "A1", stars: 5, text: "good,\nreally 好" },
      { user_id: "u2", time: "2026-01-05 00:00:00", item: "A2", stars: null, text: null },
    ]);
  });

  test("that nobody signed count as somebody's own each, over all parts", async () => {
    const files = writeFiles({ "a.csv": "said\nhello\nthere\n", "b.csv": "said\nworld\n" });
    const { rows, summary } = await ingest([resolved(files, { said: "text" }, { kind: "texts" })]);
    expect((await rows()).map(({ user_id, text }) => `${user_id} ${text}`)).toEqual(["1 hello", "2 there", "3 world"]);
    expect(summary.knownUsers).toBe(3);
  });
});

test("items keep their own columns beside the fixed ones", async () => {
  const [file = ""] = writeFiles({ "i.csv": "sku,Category,name,item\nS1,shoes,Boot,7\n" });
  const roles = { sku: "item", Category: "category", name: "text", item: "number" } as const;
  const { rows } = await ingest([resolved([file], roles, { kind: "items" })]);
  expect(await rows()).toEqual([{ item: "S1", category: "shoes", text: "Boot", "item (2)": 7 }]);
});

test("tables are matched by user with those who bought, else with the users", async () => {
  const [orders = "", people = "", events = "", texts = ""] = writeFiles({
    "o.csv": "who,at,sum\na,2026-01-01,5\nb,2026-01-02,5\n",
    "p.csv": "who,age\na,20\nc,30\n",
    "e.csv": "who,at,did,sku,kind,worth\na,2026-01-01,pv,,,\nd,2026-01-01,pv,,,\nd,2026-01-02,buy,,,\n",
    "t.csv": "who,said\nb,hello\nc,there\n",
  });
  const tables = [
    resolved([people], { who: "user", age: "number" }, { kind: "users" }),
    resolved([events], eventRoles, { kind: "events" }),
    resolved([texts], { who: "user", said: "text" }, { kind: "texts" }),
  ];
  const matches = async (all: typeof tables) =>
    (await ingest(all)).summary.tables.map(({ kind, users, matched }) => [kind, users, matched]);
  const bought = resolved([orders], { who: "user", at: "time", sum: "amount" });
  expect(await matches([bought, ...tables])).toEqual([
    ["transactions", 2, null],
    ["users", 2, 1],
    ["events", 2, 1],
    ["texts", 2, 1],
  ]);
  expect(await matches(tables)).toEqual([
    ["users", 2, null],
    ["events", 2, 1],
    ["texts", 2, 1],
  ]);
});
