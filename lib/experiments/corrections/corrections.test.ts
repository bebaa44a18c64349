import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { readGolden } from "../fixtures/golden.ts";
import { benjaminiHochberg } from "./benjamini-hochberg.ts";
import { correctFamilies } from "./correct-families.ts";
import { holm } from "./holm.ts";
import { corrections } from "./index.ts";

interface Golden {
  readonly multiple_testing: readonly {
    readonly p: readonly number[];
    readonly holm: readonly number[];
    readonly benjamini_hochberg: readonly number[];
  }[];
}

const golden = readGolden<Golden>("design");

describe.skipIf(!golden)("equals statsmodels (skipped where ../shared is absent)", () => {
  test.each((golden?.multiple_testing ?? []).map((one) => [one.p.length, one] as const))("%i p values", (_, wanted) => {
    const near = (values: readonly number[], others: readonly number[]) =>
      values.forEach((value, place) => {
        expect(value).toBeCloseTo(others[place] ?? Number.NaN, 12);
      });
    near(holm.adjust(wanted.p), wanted.holm);
    near(benjaminiHochberg.adjust(wanted.p), wanted.benjamini_hochberg);
  });
});

describe.each(corrections.map((one) => [one.id, one] as const))("%s", (_, { adjust }) => {
  const family = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });

  test("is no smaller than before, at most 1, keeps the order of size, and does not mind the order given", () => {
    fc.assert(
      fc.property(family, (pValues) => {
        const adjusted = adjust(pValues);
        pValues.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(1);
          pValues.forEach((other, j) => {
            if (p <= other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j] ?? Number.NaN);
          });
        });
        expect(adjust([...pValues].reverse())).toEqual([...adjusted].reverse());
      }),
    );
  });

  test("leaves one alone, and none", () => {
    expect(adjust([0.04])).toEqual([0.04]);
    expect(adjust([])).toEqual([]);
    expect(adjust([0, 0, 1])).toEqual([0, 0, 1]);
  });
});

const tested = [
  { role: "primary" as const, pValue: 0.01 },
  { role: "primary" as const, pValue: 0.04 },
  { role: "secondary" as const, pValue: 0.03 },
  { role: "guardrail" as const, pValue: null },
];
const pOf = (rows: readonly { pValue: number | null }[]) => rows.map(({ pValue }) => pValue);

it("corrects the comparisons of a role together", () => {
  const corrected = correctFamilies(tested, { corrections: "holm", family: "role" });
  expect(pOf(corrected)).toEqual([0.02, 0.04, 0.03, null]);
  expect(corrected.map(({ family }) => family)).toEqual([2, 2, 1, 0]);
});

it("corrects all of them together, those without a p value left out", () => {
  expect(pOf(correctFamilies(tested, { corrections: "holm", family: "all" }))).toEqual([0.03, 0.06, 0.06, null]);
  expect(pOf(correctFamilies(tested, { corrections: "bh", family: "all" }))).toEqual([0.03, 0.04, 0.04, null]);
  expect(pOf(correctFamilies(tested, { corrections: "none", family: "all" }))).toEqual(pOf(tested));
});
