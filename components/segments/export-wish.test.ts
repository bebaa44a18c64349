import { describe, expect, test } from "vitest";
import { NewExport } from "../../lib/activation/schema.ts";
import { addFilter, type ExportWish, filtersFit, fitWish, requestOf, startWish } from "./export-wish.ts";

const runId = "6f1c1f0e-58a2-4d8c-9d0e-7c5b3f2a1b00";
const filter = { feature: "recency", op: "at-least", value: "30" } as const;
const withFilter = (value: string): ExportWish => ({ ...startWish(), filters: [{ ...filter, key: 1, value }] });

describe("a wish for a list", () => {
  test("becomes a request that the API takes", () => {
    const minus = [{ kind: "export", id: runId, part: "control" } as const];
    const wish = { ...startWish(), ...addFilter(startWish(), filter), personal: ["email"], minus, control: true };
    const asked = { ...wish, noise: "nearest" } as const;
    expect(NewExport.parse(requestOf({ runId, segmentId: undefined }, asked, "zh"))).toEqual({
      ...{ runId, filters: [{ ...filter, value: 30 }], minus, columns: ["segment", "name"], personal: ["email"] },
      noise: "nearest",
      ...{ bom: true, controlShare: 0.1, locale: "zh" },
    });
  });

  test("starts from the columns of the list before, as far as the run has them and they may be seen", () => {
    const last = { columns: ["name", "recency", "hour"], personal: ["email", "phone"], bom: false };
    const email = { id: "email", name: "E-mail", kind: "email" } as const;
    const options = { columns: ["segment", "name", "recency"], personal: [email], withoutConsent: null, noise: 0 };
    const others = { segments: [], runs: [], exports: [] };
    const fitted = (mayReadPersonal: boolean) => fitWish(startWish(last), { ...options, ...others, mayReadPersonal });
    expect(fitted(true)).toMatchObject({ columns: ["name", "recency"], personal: ["email"], bom: false });
    expect(fitted(false).personal).toEqual([]);
  });

  test("fits once every condition has a number", () => {
    expect(filtersFit(startWish())).toBe(true);
    for (const value of ["30", "-1.5", " 7 ", "1e3"]) expect(filtersFit(withFilter(value))).toBe(true);
    for (const value of ["", " ", "many", "1,5", "Infinity"]) expect(filtersFit(withFilter(value))).toBe(false);
  });

  test("keeps its conditions apart, also after one is gone", () => {
    const two = { ...startWish(), ...addFilter({ ...startWish(), filters: [{ ...filter, key: 4 }] }, filter) };
    expect(two.filters.map(({ key }) => key)).toEqual([4, 5]);
  });
});
