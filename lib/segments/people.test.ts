import { describe, expect, it } from "vitest";
import type { StoredTable } from "../ingest/schema.ts";
import { areRows, countPeople, customers, peopleOf, rows, users } from "./people.ts";

const table = (kind: StoredTable["kind"]): StoredTable => ({
  ...{ files: [], kind, columns: [], rows: 1, users: 1, matched: null, exempt: null },
});

describe("what a run's people are called", () => {
  it("is customers who bought, users who need not have, rows of measurements", () => {
    expect(peopleOf({ tables: [table("users"), table("transactions")] })).toBe(customers);
    expect(peopleOf({ tables: [table("users")] })).toBe(users);
    expect(peopleOf({ tables: [table("users")], unit: "row" })).toBe(rows);
    expect([customers, users, rows].map(areRows)).toEqual([false, false, true]);
  });

  it("is counted: one is singular, and only people take a measure word in Chinese", () => {
    expect(countPeople(1, rows)).toEqual({ en: "1 row", zh: "1 行" });
    expect(countPeople(1250, rows)).toEqual({ en: "1,250 rows", zh: "1,250 行" });
    expect(countPeople(1250, customers)).toEqual({ en: "1,250 customers", zh: "1,250 位客户" });
  });
});
