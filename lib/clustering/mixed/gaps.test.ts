import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gowerDistances } from "../../kernels/gower.ts";
import { matrixOf } from "../../kernels/test-data.ts";
import { compareRows, notesOnGaps } from "./gaps.ts";
import { openGower } from "./gower-rows.ts";

const no = Number.NaN;
const never = () => false;
const repeat = (count: number, row: readonly number[]) => Array.from({ length: count }, () => row);

describe("compareRows", () => {
  it("tells who lacks something, and how much each two have in common", () => {
    const { withGaps, whole, shared, apart } = compareRows(
      matrixOf([
        [1, 2],
        [3, no],
        [4, 5],
      ]),
      never,
    );
    expect({ withGaps, whole, apart: [...apart] }).toEqual({ withGaps: 1, whole: 2, apart: [] });
    // All three pairs have the first, one the second.
    expect(shared).toBeCloseTo((1 + 1 / 3) / 2, 12);
  });

  it("takes a category for one feature, missing as a whole", () => {
    const x = {
      ...matrixOf([[no, 1, 0], [no, 0, 1], [2, no, no], ...repeat(20, [1, 0, 1])]),
      categories: [{ first: 1, count: 2 }],
    };
    const { apart, whole, withGaps } = compareRows(x, never);
    expect([...apart]).toEqual([2]);
    expect({ whole, withGaps }).toEqual({ whole: 20, withGaps: 2 });
  });

  it("leaves the fewer out of two sides that know nothing of each other, and who has nothing, and nobody twice", () => {
    const rows = [...repeat(12, [1, no]), [no, 2], [no, no], ...repeat(9, [3, 4])];
    expect([...compareRows(matrixOf(rows), never).apart].toSorted((a, b) => a - b)).toEqual([12, 13]);
    expect(compareRows(matrixOf(rows), (row) => row >= 12 && row < 14).apart.size).toBe(0);
  });

  it("refuses where the sides are too large to leave one out", () => {
    const halves = matrixOf([...repeat(6, [1, no]), ...repeat(5, [no, 2])]);
    expect(() => compareRows(halves, never)).toThrow(expect.objectContaining({ code: "NOTHING_SHARED" }));
  });

  it("leaves a distance between each two who stay, over more features than a word has bits", () => {
    const cell = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 5 }) }, fc.constant(no));
    const wide = fc
      .constantFrom(2, 3, 40)
      .chain((cols) => fc.array(fc.array(cell, { minLength: cols, maxLength: cols }), { minLength: 2, maxLength: 14 }));
    fc.assert(
      fc.property(wide, (some) => {
        const full = repeat(
          150,
          Array.from({ length: some[0]?.length ?? 0 }, (_, j) => j),
        );
        const rows = [...some, ...full];
        const { apart, whole, withGaps, shared } = compareRows(matrixOf(rows), never);
        const kept = matrixOf(rows.filter((_, row) => !apart.has(row)));
        expect(gowerDistances(openGower(kept)(kept)).some(Number.isNaN)).toBe(false);
        expect(whole + withGaps).toBe(kept.rows);
        expect(shared).toBeGreaterThan(0);
        expect(shared).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });
});

it("says nothing of gaps where there are none, and of strangers where there are some", () => {
  const of = { withGaps: 0, whole: 9, shared: 1, apart: new Set<number>() };
  expect(notesOnGaps(of)).toEqual([]);
  const [gaps, ...more] = notesOnGaps({ ...of, withGaps: 1200, whole: 800, shared: 0.834 });
  expect(gaps?.en.replaceAll("\u00a0", " ")).toContain("1,200 of 2,000 lack some features");
  expect(`${gaps?.en}${gaps?.zh}`).not.toMatch(/people|who|人|用户/);
  expect(gaps?.zh).toContain("83%");
  expect(more).toEqual([]);
  expect(notesOnGaps({ ...of, withGaps: 1, apart: new Set([4, 5]) })[1]?.en).toMatch(/^2 more share no feature/);
});
