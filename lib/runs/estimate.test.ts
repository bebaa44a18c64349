import { describe, expect, test } from "vitest";
import type { IngestSummary } from "../ingest/schema.ts";
import { estimateRun } from "./estimate.ts";
import { parseConfig } from "./read-config.ts";

const table = { files: ["t.parquet"], exempt: null, columns: [], rows: 1, users: 1, matched: null } as const;
const transactions = { ...table, kind: "transactions" } as const;
const people: IngestSummary["tables"][number] = {
  ...table,
  kind: "users",
  columns: [
    { name: "Age", role: "number", parquet: "age" },
    { name: "Mail", role: "personal", parquet: "mail" },
  ],
};
const shop = (buyers: number, rowsIn: number, tables: IngestSummary["tables"] = [transactions]) => ({
  ...{ buyers, rowsIn, tables },
  knownUsers: buyers,
});

describe("estimateRun", () => {
  test("Online Retail takes seconds, as measured", () => {
    const { users, seconds, matrixBytes, columns } = estimateRun(shop(4338, 541_909), parseConfig({}));
    expect(users).toBe(4338);
    expect(matrixBytes).toBe(4338 * columns * 4);
    expect(seconds).toBeGreaterThan(1.5);
    expect(seconds).toBeLessThan(6);
  });

  test("grows with users, rows, null clouds and the range of k", () => {
    const base = estimateRun(shop(50_000, 1e6), parseConfig({})).seconds;
    const seconds = (buyers: number, rows: number, config: object) =>
      estimateRun(shop(buyers, rows), parseConfig(config)).seconds;
    expect(seconds(100_000, 1e6, { evaluation: { exactUpTo: 200_000 } })).toBeGreaterThan(base);
    expect(seconds(50_000, 5e6, {})).toBeGreaterThan(base);
    expect(seconds(50_000, 1e6, { evaluation: { nullClouds: 10 } })).toBeGreaterThan(base);
    expect(seconds(50_000, 1e6, { clustering: { kMax: 20 } })).toBeGreaterThan(base);
    expect(seconds(50_000, 1e6, { clustering: { k: 4 } })).toBeLessThan(base);
  });

  test("counts a shop's own columns and leaves out what is switched off", () => {
    const standard = estimateRun(shop(100, 1000), parseConfig({})).columns;
    const off = parseConfig({ features: { treatments: { recency: { use: false } } } });
    expect(estimateRun(shop(100, 1000), off).columns).toBe(standard - 1);
    expect(estimateRun(shop(100, 1000, [transactions, people]), parseConfig({})).columns).toBe(standard + 1);
    expect(estimateRun(shop(0, 1000, [people]), parseConfig({})).columns).toBe(1);
  });
});
