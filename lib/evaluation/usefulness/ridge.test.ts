import { expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { fitRidge } from "./ridge.ts";

const matrix = (rows: readonly (readonly number[])[]) => ({
  data: Float32Array.from(rows.flat()),
  rows: rows.length,
  cols: rows[0]?.length ?? 0,
});

test("by hand: one column −1, 0, 1 with outcomes 1, 2, 6 and λ = 2", () => {
  // w = Σ x (y − 3) / (Σ x² + λ) = 5 / 4
  const predict = fitRidge(matrix([[-1], [0], [1]]), [1, 2, 6], 2);
  expect([...predict(matrix([[-1], [0], [1], [2]]))]).toEqual([1.75, 3, 4.25, 5.5]);
});

test("finds the weights that made the outcomes, and bears a column that repeats another", () => {
  const random = createRandom(1);
  const rows = Array.from({ length: 400 }, () => {
    const [a, b] = [random.normal(), random.normal()];
    return [a, b, b, 5];
  });
  const y = rows.map(([a = 0, b = 0]) => 10 + 3 * a - 2 * b);
  const told = fitRidge(matrix(rows), y, 1e-6)(matrix(rows));
  for (const [i, value] of told.entries()) expect(value).toBeCloseTo(y[i] ?? Number.NaN, 4);
});

test("the minimum has no slope: nudged weights cost more", () => {
  const random = createRandom(2);
  const rows = Array.from({ length: 30 }, () => [random.normal(), random.normal()]);
  const y = rows.map(([a = 0]) => a + random.normal());
  const lambda = 3;
  const predict = fitRidge(matrix(rows), y, lambda);
  const [b = 0, w0 = 0, w1 = 0] = [
    ...predict(
      matrix([
        [0, 0],
        [1, 0],
        [0, 1],
      ]),
    ),
  ].map((v, i, all) => (i === 0 ? v : v - (all[0] ?? 0)));
  const cost = (c: number, u: number, v: number) =>
    rows.reduce((sum, [a0 = 0, a1 = 0], i) => sum + ((y[i] ?? 0) - c - u * a0 - v * a1) ** 2, 0) +
    lambda * (u * u + v * v);
  const least = cost(b, w0, w1);
  for (const step of [-0.01, 0.01]) {
    expect(cost(b + step, w0, w1)).toBeGreaterThan(least);
    expect(cost(b, w0 + step, w1)).toBeGreaterThan(least);
    expect(cost(b, w0, w1 + step)).toBeGreaterThan(least);
  }
});
