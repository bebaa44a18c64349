import { describe, expect, it } from "vitest";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import { predictOutOfBag } from "./ceiling.ts";

const options = { trees: 60, minLeaf: 3 };

/** Two features from a standard normal; the label is what `labelOf` makes of them. */
function cloud(rows: number, labelOf: (a: number, b: number, draw: number) => number) {
  const random = createRandom(3);
  const data = Float32Array.from({ length: rows * 2 }, () => random.normal());
  const labels = Int32Array.from({ length: rows }, (_, i) =>
    labelOf(data[2 * i] ?? 0, data[2 * i + 1] ?? 0, random.next()),
  );
  return { x: { data, rows, cols: 2 } satisfies Matrix, labels };
}

function accuracy(labels: Int32Array, predicted: Int32Array): number {
  return labels.filter((label, i) => label === predicted[i]).length / labels.length;
}

describe("the supervised ceiling", () => {
  it("is near 1 where the columns decide, even by an exclusive or", () => {
    const { x, labels } = cloud(2000, (a, b) => (a > 0 === b > 0 ? 1 : 0));
    expect(accuracy(labels, predictOutOfBag(x, labels, 2, options, createRandom(1)))).toBeGreaterThan(0.95);
  });

  it("is the best there is where labels are noisy: 80 % of them by the sign, the rest by chance", () => {
    const { x, labels } = cloud(4000, (a, _, draw) => (draw < 0.8 === a > 0 ? 1 : 0));
    const found = accuracy(labels, predictOutOfBag(x, labels, 2, { ...options, minLeaf: 40 }, createRandom(1)));
    expect(found).toBeGreaterThan(0.77);
    expect(found).toBeLessThan(0.82);
  });

  it("is chance where the columns say nothing: rows do not vote for themselves", () => {
    const { x, labels } = cloud(2000, (_a, _b, draw) => Math.floor(draw * 4));
    const found = accuracy(labels, predictOutOfBag(x, labels, 4, { trees: 60, minLeaf: 1 }, createRandom(1)));
    expect(Math.abs(found - 0.25)).toBeLessThan(0.05);
  });

  it("is the same for the same seed, and blind to how a column is stretched", () => {
    const { x, labels } = cloud(500, (a, b) => (a + b > 0 ? 1 : 0));
    const stretched = { ...x, data: x.data.map((value) => Math.exp(2 * value)) };
    const once = predictOutOfBag(x, labels, 2, options, createRandom(5));
    expect(predictOutOfBag(x, labels, 2, options, createRandom(5))).toEqual(once);
    expect(predictOutOfBag(stretched, labels, 2, options, createRandom(5))).toEqual(once);
  });

  it("stands constant columns, a single class and a single row", () => {
    const constant: Matrix = { data: new Float32Array(20), rows: 10, cols: 2 };
    const labels = Int32Array.from({ length: 10 }, (_, i) => (i < 7 ? 0 : 1));
    expect(accuracy(labels, predictOutOfBag(constant, labels, 2, options, createRandom(1)))).toBeGreaterThan(0.5);
    expect([...predictOutOfBag(constant, new Int32Array(10), 1, options, createRandom(1))]).toEqual(Array(10).fill(0));
    const lonely: Matrix = { data: new Float32Array(2), rows: 1, cols: 2 };
    expect([...predictOutOfBag(lonely, new Int32Array(1), 1, options, createRandom(1))]).toEqual([-1]);
  });
});
