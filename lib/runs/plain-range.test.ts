import { describe, expect, it } from "vitest";
import type { ColumnRole, ResolvedTable } from "../ingest/schema.ts";
import { suitRange } from "./plain-range.ts";
import { parseConfig } from "./read-config.ts";

const recipe = { dropDuplicates: false, nonProductItems: [], leaveOutStatuses: [], currency: null, repairIds: false };
const table = (columns: Readonly<Record<string, ColumnRole>>): ResolvedTable => ({
  ...{ kind: "users", files: ["m.csv"], linesBeforeData: 1, hasHeader: true, encoding: "utf-8", separator: "," },
  ...{ quote: '"', decimal: ".", dateOrder: "ymd", timeFormats: [], timeZone: "UTC", notes: [] },
  recipe: { ...recipe, returnOrderPrefix: null },
  columns: Object.entries(columns).map(([name, role]) => ({ name, role, reason: { en: "", zh: "" } })),
});
const matrix = [table({ x: "number", y: "number" })];
const shop = [table({ customer_id: "user", spend: "number" })];

function rangeOf(asked: object, tables: readonly ResolvedTable[]) {
  const { kMin, kMax } = suitRange(parseConfig(asked), tables, asked).clustering;
  return [kMin, kMax];
}

describe("the numbers of groups that are tried", () => {
  it("are wider for measurements than for a shop, where nobody said them", () => {
    expect(rangeOf({}, matrix)).toEqual([2, 20]);
    expect(rangeOf({ clustering: { algorithm: "gaussian-mixture" } }, matrix)).toEqual([2, 20]);
    expect(rangeOf({}, shop)).toEqual([3, 10]);
  });

  it("stay as they were said, and none are where an algorithm finds the number itself", () => {
    expect(rangeOf({ clustering: { kMin: 4 } }, matrix)).toEqual([4, 10]);
    expect(rangeOf({ clustering: { kMax: 30 } }, matrix)).toEqual([3, 30]);
    expect(rangeOf({ clustering: { algorithm: "hdbscan" } }, matrix)).toEqual([2, 2]);
  });
});
