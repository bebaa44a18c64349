import { expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { matrixOf } from "../../kernels/test-data.ts";
import { drawRows } from "./drawn-rows.ts";

const x = matrixOf(Array.from({ length: 20 }, (_, row) => [row, -row]));

it("draws different rows in order, with their values", () => {
  const drawn = drawRows(x, 8, createRandom(3));
  expect(drawn.rows).toHaveLength(8);
  expect([...new Set(drawn.rows)].sort((a, b) => a - b)).toEqual([...drawn.rows]);
  expect([...drawn.x.data]).toEqual([...drawn.rows].flatMap((row) => [row, -row]));
  expect([...drawRows(x, 20, createRandom(1)).rows]).toEqual([...x.data.keys()].slice(0, 20));
});

it("draws every row equally often", () => {
  const random = createRandom(5);
  const counts = new Array<number>(20).fill(0);
  for (let i = 0; i < 4000; i++) for (const row of drawRows(x, 5, random).rows) counts[row] = (counts[row] ?? 0) + 1;
  // Binomial (4000, 1/4): four standard deviations.
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(750));
});
