import { describe, expect, test } from "vitest";
import { chooseCaveats } from "./caveats.ts";
import type { CheckReport } from "./report-schema.ts";

const check = (id: string, passed: boolean, blocks = false): CheckReport => ({
  ...{ id, passed, blocks, pValue: null, advice: null },
  label: { en: id, zh: id },
  title: { en: id, zh: id },
  sentence: { en: `${id}.`, zh: `${id}。` },
});
const titles = (checks: readonly CheckReport[], days: number | null = null) =>
  chooseCaveats(checks, days).map(({ title }) => title.en);

describe("what to keep in mind beside a decision", () => {
  test("is what blocks, then what failed, then what was not measured, then what holds; three at most", () => {
    const checks = [check("holds", true), check("failed", false), check("blocks", false, true), check("too", true)];
    expect(titles(checks, 14)).toEqual(["blocks", "failed", "14 days were measured"]);
    expect(titles(checks.slice(0, 1), 14)).toEqual(["14 days were measured", "holds"]);
    expect(titles(checks)).toEqual(["blocks", "failed", "holds"]);
  });

  test("has no room for a check that could have blocked, and held, before one that failed", () => {
    expect(titles([check("could", true, true), check("a", false), check("b", false), check("c", false)])).toEqual([
      ...["a", "b", "c"],
    ]);
  });

  test("does not say twice that the test was short", () => {
    expect(titles([check("too-short", false)], 3)).toEqual(["too-short"]);
    expect(titles([check("too-short", true)], 21)).toEqual(["21 days were measured", "too-short"]);
  });

  test("counts a day as one, and thousands with commas in both languages", () => {
    expect(chooseCaveats([], 1)[0]?.title).toEqual({ en: "One day was measured", zh: "观察了 1 天" });
    expect(chooseCaveats([], 1200)[0]?.title).toEqual({ en: "1,200 days were measured", zh: "观察了 1,200 天" });
    expect(chooseCaveats([], null)).toEqual([]);
  });
});
