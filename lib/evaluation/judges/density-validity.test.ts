import { expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { densityValidity } from "./density-validity.ts";

const rows = [
  ...[
    [-0.8, -1.32],
    [-0.25, 0.42],
    [1.14, 0.11],
    [-0.55, -0.78],
    [0.75, 1.63],
    [0.27, -1.23],
    [-0.96, 1.6],
  ],
  ...[
    [0.2, -1.73],
    [-0.08, -1.16],
    [2.62, 2.21],
    [2.57, 2.83],
    [2.96, 2.15],
    [3.25, 3],
    [2.01, 2.35],
    [2.41, 2.4],
  ],
  ...[
    [2.23, 2.51],
    [2.98, 2.32],
  ],
];
const two = [...Array(9).fill(0), ...Array(7).fill(1), -1];

function validity(points: readonly (readonly number[])[], labels: readonly number[], k: number): number {
  const x = { data: Float32Array.from(points.flat()), rows: points.length, cols: points[0]?.length ?? 0 };
  return densityValidity(x, labels, k);
}

it("agrees with a plain Kruskal in Python, for groups and for a mixture of them", () => {
  expect(validity(rows, two, 2)).toBeCloseTo(0.47435281577161936, 6);
  expect(
    validity(
      rows,
      rows.map((_, row) => row % 2),
      2,
    ),
  ).toBeCloseTo(-0.6458010816127789, 6);
});

it("depends on neither the order of rows nor where they lie nor their scale", () => {
  const order = rows.map((_, row) => (row * 7) % rows.length);
  const shuffled = validity(
    order.map((row) => rows[row] ?? []),
    order.map((row) => two[row] ?? 0),
    2,
  );
  expect(shuffled).toBeCloseTo(validity(rows, two, 2), 12);
  const moved = rows.map((row) => row.map((value) => 4 * value + 64));
  expect(validity(moved, two, 2)).toBeCloseTo(validity(rows, two, 2), 4);
});

it("sees rings that lie in each other as apart, which a silhouette does not", () => {
  const random = createRandom(3);
  const ring = (radius: number, n: number) =>
    Array.from({ length: n }, (_, i) => {
      const angle = (2 * Math.PI * (i + 0.3 * random.next())) / n;
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    });
  const labels = [...Array(40).fill(0), ...Array(80).fill(1)];
  expect(validity([...ring(1, 40), ...ring(4, 80)], labels, 2)).toBeGreaterThan(0.3);
  expect(
    validity(
      [...ring(1, 40), ...ring(4, 80)],
      labels.map((_, row) => row % 2),
      2,
    ),
  ).toBeLessThan(0);
});

it("counts noise as nothing, knows no answer for one cluster, and bears rows that lie on each other", () => {
  expect(
    validity(
      rows,
      rows.map(() => 0),
      1,
    ),
  ).toBeNaN();
  expect(validity([[0], [0], [0], [5], [5]], [0, 0, 0, 1, 1], 2)).toBe(1);
  expect(validity([[1], [1], [1], [1]], [0, 0, 1, 1], 2)).toBe(0);
  expect(validity([[0], [0], [5], [5], [9], [9]], [0, 0, 1, 1, -1, -1], 2)).toBeCloseTo(4 / 6, 12);
});
