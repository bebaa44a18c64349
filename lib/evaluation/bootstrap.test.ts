import { expect, test } from "vitest";
import { createRandom } from "../core/random.ts";
import { drawUsers, intervalOf } from "./bootstrap.ts";

test("draws as many users as there are, the same ones again from the same seed", () => {
  const draws = () => Array.from(drawUsers(50, 20, createRandom(3)), (counts) => [...counts]);
  for (const counts of draws()) expect(counts.reduce((sum, count) => sum + count, 0)).toBe(50);
  expect(draws()).toEqual(draws());
  expect(draws()[0]).not.toEqual(draws()[1]);
});

test("the interval of a mean holds the truth about 95 times in 100", () => {
  let held = 0;
  const trials = 400;
  for (let trial = 0; trial < trials; trial++) {
    const random = createRandom(trial);
    const values = Float64Array.from({ length: 80 }, () => random.normal());
    const mean = (weights: ArrayLike<number>) =>
      values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0) / values.length;
    const drawn = Array.from(drawUsers(80, 200, random.fork("draws")), mean);
    const interval = intervalOf(mean(new Uint8Array(80).fill(1)), drawn);
    if (interval && interval.low <= 0 && interval.high >= 0) held++;
  }
  expect(held / trials).toBeGreaterThan(0.91);
  expect(held / trials).toBeLessThan(0.98);
});

test("a figure that cannot be said, or hardly ever when resampled, has no interval", () => {
  expect(intervalOf(Number.NaN, [1, 2, 3])).toBeNull();
  expect(intervalOf(1, [Number.NaN, Number.NaN, 1])).toBeNull();
  expect(intervalOf(1, [])).toBeNull();
  expect(intervalOf(2, [3, Number.NaN, 1])).toEqual({ value: 2, low: 1, high: 3 });
});
