import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FeatureColumn } from "./feature-column.ts";
import { judgeFeature, overridesOf, skewness } from "./judge-feature.ts";

const column: FeatureColumn = {
  id: "x",
  label: { en: "X", zh: "某项" },
  help: { en: "X.", zh: "某项。" },
  unit: "number",
  decimals: 0,
  treatment: { use: true, log: false, winsorise: 0.01, scale: "standard" },
  words: null,
  missing: { en: "have no x", zh: "没有某项" },
  sql: "x",
};

function withGaps(present: number, missing: number): Float64Array {
  return Float64Array.from({ length: present + missing }, (_, i) => (i < present ? i : Number.NaN));
}

describe("whether a feature enters the distances", () => {
  it("goes by coverage, with 90 % as the bar", () => {
    expect(judgeFeature(column, withGaps(9, 1), {})).toMatchObject({ coverage: 0.9, inMatrix: true, leftOut: null });
    const below = judgeFeature(column, withGaps(89, 11), {});
    expect(below).toMatchObject({ coverage: 0.89, inMatrix: false });
    expect(below.leftOut).toEqual({
      en: "11\u00a0% have no x, so it is left out of the distances; it is shown in the profile.",
      zh: "有 11% 没有某项，因此不参与距离计算，仅在人群特征中展示。",
    });
  });

  it("goes by half where people are compared by what both have", () => {
    expect(judgeFeature(column, withGaps(5, 5), {}, true).inMatrix).toBe(true);
    expect(judgeFeature(column, withGaps(49, 51), {}, true).inMatrix).toBe(false);
  });

  it("lets the config ask for a feature with gaps, but not for a constant or an empty one", () => {
    expect(judgeFeature(column, withGaps(5, 5), { use: true }).inMatrix).toBe(true);
    expect(judgeFeature(column, new Float64Array(5).fill(7), { use: true }).inMatrix).toBe(false);
    expect(judgeFeature(column, withGaps(0, 5), { use: true })).toMatchObject({ coverage: 0, inMatrix: false });
    expect(judgeFeature(column, new Float64Array(), {})).toMatchObject({ coverage: 0, inMatrix: false });
  });

  it("takes the config's treatment over the default, field by field", () => {
    const { treatment } = judgeFeature(column, withGaps(9, 0), { scale: "robust", log: true });
    expect(treatment).toEqual({ use: true, log: true, winsorise: 0.01, scale: "robust" });
  });

  it("says whose decision it was to leave it out", () => {
    expect(judgeFeature(column, withGaps(9, 0), { use: false }).leftOut?.en).toBe("Switched off in the config.");
    const unused = { en: "For a reason.", zh: "有原因。" };
    const quiet = { ...column, treatment: { ...column.treatment, use: false }, unused };
    expect(judgeFeature(quiet, withGaps(9, 0), {}).leftOut).toEqual(unused);
    expect(judgeFeature(quiet, withGaps(9, 0), { use: true }).leftOut).toBeNull();
  });
});

describe("what the config says of a column", () => {
  it("looks at the level before its category, and at nothing inherited", () => {
    const level = { ...column, id: "plan=pro", group: "plan" };
    expect(overridesOf(level, { plan: { use: true, log: true }, "plan=pro": { use: false } })).toEqual({
      use: false,
      log: true,
    });
    expect(overridesOf({ ...column, id: "constructor" }, {})).toEqual({});
  });
});

describe("skewness", () => {
  it("is that of the textbook, 0 for symmetric and constant values", () => {
    expect(skewness(Float64Array.of(0, 0, 1))).toBeCloseTo(Math.SQRT1_2, 12);
    expect(skewness(Float64Array.of(1, 2, 3, Number.NaN))).toBeCloseTo(0, 12);
    expect(skewness(new Float64Array(4).fill(0.1))).toBe(0);
    expect(skewness(new Float64Array())).toBe(0);
  });

  it("changes its sign with the values and not with their unit", () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 50 }), (list, factor) => {
        const plain = skewness(Float64Array.from(list));
        expect(skewness(Float64Array.from(list, (value) => -factor * value))).toBeCloseTo(-plain, 6);
      }),
    );
  });
});
