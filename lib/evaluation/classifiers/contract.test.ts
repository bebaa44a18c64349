import { describe, expect, test } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import { labelMetrics } from "../classification/label-metrics.ts";
import { classifiers } from "./index.ts";

/** Three clouds that overlap a little; the third column tells nothing. */
function clouds(n: number, seed: number): { x: Matrix; y: number[] } {
  const random = createRandom(seed);
  const y = Array.from({ length: n }, (_, row) => row % 3);
  const data = Float32Array.from(
    y.flatMap((label) => [
      label === 1 ? 2 + random.normal() : random.normal(),
      label === 2 ? 2 + random.normal() : random.normal(),
      random.normal(),
    ]),
  );
  return { x: { data, rows: n, cols: 3 }, y };
}

const calledOf = ({ data, rows, cols }: Matrix) =>
  Array.from({ length: rows }, (_, row) => {
    const shares = [...data.subarray(row * cols, (row + 1) * cols)];
    return shares.indexOf(Math.max(...shares));
  });

describe.each(classifiers.map((one) => [one.id, one] as const))("%s", (_, classifier) => {
  const options = { random: createRandom(1) };

  test("learns what can be learnt, gives shares that sum to 1, and the same again", () => {
    const train = clouds(900, 1);
    const held = clouds(600, 2);
    const predict = classifier.fit({ ...train, classes: 3 }, options);
    const { data, rows, cols } = predict(held.x);
    expect(labelMetrics(held.y, calledOf({ data, rows, cols }), 3).accuracy).toBeGreaterThan(0.72);
    for (let row = 0; row < rows; row++) {
      const sum = data.subarray(row * cols, (row + 1) * cols).reduce((total, share) => total + share, 0);
      expect(sum).toBeCloseTo(1, 5);
    }
    expect(classifier.fit({ ...train, classes: 3 }, options)(held.x).data).toEqual(data);
  });

  test("finds nothing in noise beyond the larger class", () => {
    const random = createRandom(5);
    const noise = (n: number): Matrix => ({
      data: Float32Array.from({ length: n * 4 }, () => random.normal()),
      rows: n,
      cols: 4,
    });
    const y = Array.from({ length: 600 }, (_, row) => Number(row % 4 === 0));
    const held = noise(600);
    const called = calledOf(classifier.fit({ x: noise(600), y, classes: 2 }, options)(held));
    expect(labelMetrics(y, called, 2).accuracy).toBeLessThan(0.8);
  });

  test("bears constants, one column, and a class that never occurs", () => {
    const x: Matrix = { data: new Float32Array(40).fill(3), rows: 40, cols: 1 };
    const y = Array.from({ length: 40 }, (_, row) => row % 2);
    const { data, cols } = classifier.fit({ x, y, classes: 3 }, options)(x);
    expect(cols).toBe(3);
    expect(data[0]).toBeCloseTo(data[1] ?? Number.NaN, 3);
    expect(data[2]).toBeLessThan(0.2);
  });
});
