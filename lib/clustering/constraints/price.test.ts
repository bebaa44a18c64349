import { expect, it } from "vitest";
import { describePrice } from "./price.ts";

const fits = (inertia: number, freeInertia?: number) => [
  { k: 2, inertia: 9, iterations: 1, noise: 0 },
  { k: 3, inertia, iterations: 1, noise: 0, ...(freeInertia === undefined ? {} : { freeInertia }) },
];

it.each([
  [103, 100, /^Your rules cost 3\u00a0% of tightness/],
  [100.4, 100, /^Your rules cost 0\.4\u00a0%/],
  [100.01, 100, /cost nothing/],
  [99.99, 100, /cost nothing/],
  [0, 0, /cost nothing/],
  [2, 0, /would be alike/],
])("tells %f beside %f", (inertia, free, words) => {
  const [note] = describePrice(fits(inertia, free), 3);
  expect(note?.en).toMatch(words);
});

it("says nothing without rules, and of numbers that were not fitted", () => {
  expect(describePrice(fits(4), 3)).toEqual([]);
  expect(describePrice(fits(4, 3), 2)).toEqual([]);
  expect(describePrice(fits(4, 3), 8)).toEqual([]);
});
