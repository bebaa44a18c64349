import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestJaccards, describeStability, gradeStability, isTold, jaccardsOfResample } from "./stability.ts";

it.each([
  [0.5, "dissolved"],
  [0.59, "doubtful"],
  [0.6, "pattern"],
  [0.75, "stable"],
  [0.85, "highly-stable"],
])("grades %d as %s, as fpc documents", (jaccard, grade) => {
  expect(gradeStability(jaccard)).toBe(grade);
});

describe("bestJaccards", () => {
  it("takes the best match of each cluster, noise being none", () => {
    expect([...bestJaccards([0, 0, 0, 1, 1, -1], [5, 5, 7, 7, 7, 7], 2)]).toEqual([2 / 3, 0.5]);
    expect([...bestJaccards([0, 0, 1], [-1, -1, -1], 3)]).toEqual([0, 0, Number.NaN]);
  });

  it("is 1 for the same partition whatever its numbers, and never above", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 40 }), (labels) => {
        const renamed = labels.map((label) => (label * 3 + 2) % 7);
        for (const jaccard of bestJaccards(labels, renamed, 4)) if (!Number.isNaN(jaccard)) expect(jaccard).toBe(1);
        for (const jaccard of bestJaccards(labels, labels.toReversed(), 4))
          if (!Number.isNaN(jaccard)) expect(jaccard).toBeLessThanOrEqual(1);
      }),
    );
  });
});

it("counts a row that was drawn twice once", () => {
  const labels = Int32Array.of(0, 0, 1, 1);
  expect([...jaccardsOfResample(labels, [0, 0, 0, 1, 2], [4, 4, 4, 3, 3], 2)]).toEqual([0.5, 0.5]);
});

it("gives each segment its mean, error and grade beside the null of its rank", () => {
  const found = describeStability([Float64Array.of(1, 0.4), Float64Array.of(0.8, Number.NaN)], 2, [0.9]);
  expect(found[0]).toMatchObject({ segment: 0, nullJaccard: 0.9, grade: "highly-stable" });
  expect(found[0]?.jaccard).toBeCloseTo(0.9, 12);
  expect(found[0]?.standardError).toBeCloseTo(0.1, 12);
  expect(found[1]).toEqual({ segment: 1, jaccard: 0.4, standardError: 0, nullJaccard: null, grade: "dissolved" });
});

it("says nothing of a segment of whom a sample holds nobody, or too few", () => {
  expect(describeStability([Float64Array.of(0.9, Number.NaN)], 2, []).map(({ segment }) => segment)).toEqual([0]);
  expect([isTold(0, 0), isTold(0, 80), isTold(3, 600), isTold(20, 4000), isTold(3, 3)]).toEqual([
    ...[false, false, false, true, true],
  ]);
});
