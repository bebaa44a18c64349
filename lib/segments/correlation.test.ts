import { describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { absoluteCorrelation, relateFeatures } from "./correlation.ts";

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

  it("is near the whole where only some rows are looked at", () => {
    const random = createRandom(5);
    const x = Float64Array.from({ length: 60_000 }, () => random.normal());
    const y = x.map((value) => value + random.normal());
    expect(absoluteCorrelation(x, y, 10_000)).toBeCloseTo(absoluteCorrelation(x, y, 60_000), 1);
  });
});

it("relates features by their treated values, whatever the order asked", () => {
  const columns = [Float64Array.of(1, 10, 100, 1000), Float64Array.of(1, 2, 3, 4)];
  const matrix = { data: Float32Array.of(0, 1, 2, 3), rows: 4, cols: 1 };
  const related = relateFeatures({ labels: new Int32Array(4), k: 1, columns, matrix, matrixIndex: [0, -1] });
  expect(related(0, 1)).toBeCloseTo(1, 6);
  expect(related(1, 0)).toBe(related(0, 1));
});

it("does not take for one thing what only goes together between two segments", () => {
  const random = createRandom(2);
  const labels = Int32Array.from({ length: 400 }, (_, i) => i % 2);
  const columns = [0, 1].map(() => Float64Array.from(labels, (label) => 10 * label + random.normal()));
  const matrix = { data: new Float32Array(0), rows: 400, cols: 0 };
  const input = { labels, k: 2, columns, matrix, matrixIndex: [-1, -1] };
  expect(relateFeatures({ ...input, labels: new Int32Array(400) })(0, 1)).toBeGreaterThan(0.9);
  expect(relateFeatures(input)(0, 1)).toBeLessThan(0.2);
});
