import { describe, expect, test } from "vitest";
import { binCount, columnType, fillBins, hasCommonValues } from "./column-profile.ts";

test.each([
  ["DECIMAL(18,4)", "number"],
  ["DOUBLE", "number"],
  ["USMALLINT", "number"],
  ["TIMESTAMP", "time"],
  ["DATE", "time"],
  ["BOOLEAN", "yes-no"],
  ["VARCHAR", "text"],
])("a column stored as %s is looked at as %s", (stored, type) => {
  expect(columnType(stored)).toBe(type);
});

describe("hasCommonValues", () => {
  test("shows what repeats, not what nearly every row has of its own", () => {
    expect(hasCommonValues("category", 100, 3)).toBe(true);
    expect(hasCommonValues("category", 100, 51)).toBe(false);
    expect(hasCommonValues("category", 0, 0)).toBe(false);
  });

  test("never shows who somebody is", () => {
    expect(hasCommonValues("user", 100, 3)).toBe(false);
  });
});

test("bins that nothing fell into are empty, and none is beyond the last", () => {
  const bins = fillBins([
    { bin: 0, rows: 4 },
    { bin: binCount - 1, rows: 2 },
    { bin: binCount, rows: 9 },
  ]);
  expect(bins).toHaveLength(binCount);
  expect(bins.reduce((sum, rows) => sum + rows)).toBe(6);
});
