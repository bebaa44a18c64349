import { describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { absoluteCorrelation, centreWithin, relateFeatures } from "./correlation.ts";

describe("absoluteCorrelation", () => {
  it("is Pearson's, without its sign", () => {
    // numpy.corrcoef([1, 2, 3, 5], [9, 7, 8, 1]) = −0.9096512726248553
    expect(absoluteCorrelation([1, 2, 3, 5], [9, 7, 8, 1])).toBeCloseTo(0.9096512726248553, 12);
  });

  it("counts only the rows where both are known", () => {
    expect(absoluteCorrelation([1, 2, Number.NaN, 3], [2, 4, -50, 6])).toBeCloseTo(1, 12);
  });

  it.each([
    ["a constant", [1, 2, 3], [5, 5, 5]],
    ["two rows", [1, 2], [1, 2]],
    ["nothing in common", [1, Number.NaN, 2], [Number.NaN, 1, Number.NaN]],
  ])("is 0 with %s", (_, x, y) => {
    expect(absoluteCorrelation(x, y)).toBe(0);
  });

  it("keeps its digits at an offset of 1e9 and stays within 1", () => {
    const x = Float64Array.from({ length: 500 }, (_, i) => 1e9 + (i % 7));
    expect(absoluteCorrelation(x, x)).toBeCloseTo(1, 12);
    expect(absoluteCorrelation(x, x)).toBeLessThanOrEqual(1);
  });
});

const everybody = (n: number) => new Int32Array(n);

describe("centreWithin", () => {
  it("takes the mean of the whole segment off, and leaves out who is in none", () => {
    const labels = Int32Array.of(0, 1, 0, -1, 2);
    expect([...centreWithin(Float64Array.of(1, 5, 3, 9, 9), labels, 2)]).toEqual([-1, 0, 1, Number.NaN, Number.NaN]);
  });

  it("keeps evenly spaced ones of many, and relates them nearly as all of them", () => {
    const random = createRandom(5);
    const x = Float64Array.from({ length: 60_000 }, () => random.normal());
    const y = x.map((value) => value + random.normal());
    const some = (values: Float64Array, most: number) => centreWithin(values, everybody(60_000), 1, most);
    const related = (most: number) => absoluteCorrelation(some(x, most), some(y, most));
    expect(centreWithin(x, everybody(60_000), 1, 10_000)).toHaveLength(10_000);
    expect(related(10_000)).toBeCloseTo(related(60_000), 1);
    // Of a mean of all, not of those that are kept.
    const outlier = Float32Array.of(0, 6, 0, 0);
    expect([...centreWithin(outlier, everybody(4), 1, 2)]).toEqual([-1.5, -1.5]);
  });
});

it("relates features whatever the order asked", () => {
  const columns = [Float32Array.of(0, 1, 2, 3), Float64Array.of(1, 2, 3, 4)];
  const related = relateFeatures(columns.map((values) => centreWithin(values, everybody(4), 1)));
  expect(related(0, 1)).toBeCloseTo(1, 6);
  expect(related(1, 0)).toBe(related(0, 1));
});

it("does not take for one thing what only goes together between two segments", () => {
  const random = createRandom(2);
  const labels = Int32Array.from({ length: 400 }, (_, i) => i % 2);
  const columns = [0, 1].map(() => Float64Array.from(labels, (label) => 10 * label + random.normal()));
  const related = (own: Int32Array, k: number) =>
    relateFeatures(columns.map((values) => centreWithin(values, own, k)))(0, 1);
  expect(related(everybody(400), 1)).toBeGreaterThan(0.9);
  expect(related(labels, 2)).toBeLessThan(0.2);
});
