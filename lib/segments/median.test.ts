import fc from "fast-check";
import { expect, it } from "vitest";
import { medianInPlace } from "./median.ts";

const median = (values: readonly number[]) => medianInPlace(Float64Array.from(values), values.length);

it.each([
  [[5], 5],
  [[4, 1], 2.5],
  [[9, 1, 5], 5],
  [[1, 1, 1, 1], 1],
  [[-0, 0], 0],
  [[Number.MAX_VALUE, Number.MAX_VALUE], Number.MAX_VALUE],
  [[Number.NEGATIVE_INFINITY, 3, Number.POSITIVE_INFINITY], 3],
])("finds the median of %j", (values, expected) => {
  expect(median(values) + 0).toBe(expected);
});

it("equals the middle of the sorted values, ties and order aside", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 60 }), (values) => {
      const sorted = values.toSorted((a, b) => a - b);
      const middle = sorted.length >> 1;
      const expected = sorted.length % 2 ? sorted[middle] : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
      expect(median(values)).toBe(expected);
    }),
  );
});

it("reads the first entries only", () => {
  expect(medianInPlace(Float64Array.of(3, 1, 2, -100, -100), 3)).toBe(2);
});
