import fc from "fast-check";
import { expect, test } from "vitest";
import { uniformOf } from "./uniform.ts";

function bump(counts: Float64Array, place: number): void {
  const index = Math.floor(place);
  counts[index] = (counts[index] ?? 0) + 1;
}

test("equals Python's hashlib", () => {
  expect(uniformOf("e1", "1")).toBe(0.6409367796287919);
  expect(uniformOf("e1", "用户七")).toBe(0.8042373162055683);
  expect(uniformOf("9f1c", "a:b@example.org")).toBe(0.9798802629388264);
  expect(uniformOf("", "")).toBe(0.9049687102438426);
});

test("numbers of consecutive ids fill the line evenly", () => {
  const counts = new Float64Array(100);
  for (let id = 0; id < 100_000; id++) bump(counts, uniformOf("even", String(id)) * 100);
  const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  // .0005 and .9995 quantiles of χ² with 99 degrees of freedom.
  expect(chiSquare).toBeGreaterThan(59);
  expect(chiSquare).toBeLessThan(150);
});

test("any two keys are independent of one another", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (one, other) => {
      fc.pre(one !== other);
      const cells = new Float64Array(16);
      for (let id = 0; id < 4000; id++) {
        const [a, b] = [uniformOf(one, `u${id}`), uniformOf(other, `u${id}`)];
        bump(cells, Math.floor(a * 4) * 4 + b * 4);
      }
      const chiSquare = cells.reduce((sum, count) => sum + (count - 250) ** 2 / 250, 0);
      // The 1 − 1e-6 quantile of χ² with 15 degrees of freedom: 50 pairs stay below it.
      expect(chiSquare).toBeLessThan(56.5);
    }),
    { numRuns: 50, seed: 7 },
  );
});

test("keys and ids cannot be mixed up", () => {
  expect(() => uniformOf("a:b", "c")).toThrow(RangeError);
  expect(uniformOf("a", "b:c")).not.toBe(uniformOf("a", "bc"));
});
