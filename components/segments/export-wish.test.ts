import { describe, expect, test } from "vitest";
import { NewExport } from "../../lib/activation/schema.ts";
import { addFilter, type ExportWish, filtersFit, newWish, requestOf } from "./export-wish.ts";

const runId = "6f1c1f0e-58a2-4d8c-9d0e-7c5b3f2a1b00";
const filter = { feature: "recency", op: "at-least", value: "30" } as const;
const withFilter = (value: string): ExportWish => ({ ...newWish(), filters: [{ ...filter, key: 1, value }] });

describe("a wish for a list", () => {
  test("becomes a request that the API takes", () => {
    const minus = [{ kind: "export", id: runId, part: "control" } as const];
    const wish = { ...newWish(), ...addFilter(newWish(), filter), personal: ["email"], minus, control: true };
    expect(NewExport.parse(requestOf({ runId, segmentId: undefined }, wish, "zh"))).toEqual({
      ...{ runId, filters: [{ ...filter, value: 30 }], minus, columns: ["segment", "name"], personal: ["email"] },
      ...{ bom: true, controlShare: 0.1, locale: "zh" },
    });
  });

  test("fits once every condition has a number", () => {
    expect(filtersFit(newWish())).toBe(true);
    for (const value of ["30", "-1.5", " 7 ", "1e3"]) expect(filtersFit(withFilter(value))).toBe(true);
    for (const value of ["", " ", "many", "1,5", "Infinity"]) expect(filtersFit(withFilter(value))).toBe(false);
  });

  test("keeps its conditions apart, also after one is gone", () => {
    const two = { ...newWish(), ...addFilter({ ...newWish(), filters: [{ ...filter, key: 4 }] }, filter) };
    expect(two.filters.map(({ key }) => key)).toEqual([4, 5]);
  });
});
