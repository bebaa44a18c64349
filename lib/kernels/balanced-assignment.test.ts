import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { type AssignmentInput, assignBalanced } from "./balanced-assignment.ts";

/** The least cost of all assignments within the bounds, by trying each. */
function leastCost({ costs, k, low, high }: AssignmentInput): number {
  const n = costs.length / k;
  const sizes = new Array<number>(k).fill(0);
  const visit = (row: number): number => {
    if (row === n) return sizes.every((size, c) => size >= low[c]!) ? 0 : Number.POSITIVE_INFINITY;
    let least = Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) {
      if (sizes[c] === high[c]) continue;
      sizes[c]!++;
      least = Math.min(least, costs[row * k + c]! + visit(row + 1));
      sizes[c]!--;
    }
    return least;
  };
  return visit(0);
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const problem = fc
  .record({
    k: fc.integer({ min: 2, max: 4 }),
    n: fc.integer({ min: 2, max: 7 }),
    seed: fc.nat(),
    // Few different costs, so that ties abound.
    distinct: fc.constantFrom(3, 1_000_000),
    isWarm: fc.boolean(),
  })
  .map(({ k, n, seed, distinct, isWarm }): AssignmentInput => {
    const random = createRandom(seed);
    const low = Array.from({ length: k }, () => random.int(Math.floor(n / k) + 1));
    const high = low.map((least) => least + random.int(n));
    return {
      ...{ costs: Float64Array.from({ length: n * k }, () => random.int(distinct)), k, low, high },
      prices: isWarm ? Float64Array.from({ length: k }, () => random.int(5) - 2) : undefined,
    };
  })
  .filter(({ costs, k, high }) => sum(high) >= costs.length / k);

describe("assignBalanced", () => {
  it("costs no more than the cheapest of all assignments, and its prices prove it", () => {
    fc.assert(
      fc.property(problem, (input) => {
        const { costs, k, low, high } = input;
        const { labels, prices } = assignBalanced(input);
        const sizes = new Array<number>(k).fill(0);
        let cost = 0;
        for (const [row, label] of labels.entries()) {
          sizes[label]!++;
          cost += costs[row * k + label]!;
          for (let c = 0; c < k; c++)
            expect(costs[row * k + c]! + prices[c]!).toBeGreaterThanOrEqual(
              costs[row * k + label]! + prices[label]! - 1e-6,
            );
        }
        expect(cost).toBeCloseTo(leastCost(input), 6);
        for (const [c, size] of sizes.entries()) {
          expect(size).toBeGreaterThanOrEqual(low[c]!);
          expect(size).toBeLessThanOrEqual(high[c]!);
          if (prices[c]! > 1e-9) expect(size).toBe(high[c]);
          if (prices[c]! < -1e-9) expect(size).toBe(low[c]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("finds what scipy's linear_sum_assignment finds, each cluster as so many places", () => {
    // scipy 1.17: costs[i][c] = (7·i² + 13·c·i + 5·c) mod 31, 12 rows, four clusters of three places: 72 in all.
    const k = 4;
    const costs = Float64Array.from({ length: 12 * k }, (_, at) => {
      const [i, c] = [Math.floor(at / k), at % k];
      return (7 * i * i + 13 * c * i + 5 * c) % 31;
    });
    const { labels } = assignBalanced({ costs, k, low: [3, 3, 3, 3], high: [3, 3, 3, 3] });
    expect(sum(Array.from(labels, (label, row) => costs[row * k + label]!))).toBe(72);
  });

  it("keeps bounds and prices on many rows, led by a sample", () => {
    const [n, k] = [20_000, 5];
    const random = createRandom(3);
    const costs = Float64Array.from({ length: n * k }, (_, at) => random.next() * (1 + (at % k)));
    const bounds = { low: new Array<number>(k).fill(0.15 * n), high: new Array<number>(k).fill(0.25 * n) };
    const { labels, prices } = assignBalanced({ costs, k, ...bounds });
    const sizes = Array.from({ length: k }, (_, c) => labels.reduce((size, label) => size + Number(label === c), 0));
    expect(Math.max(...sizes)).toBe(0.25 * n);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(0.15 * n);
    const total = (from: Float64Array, of: Int32Array) =>
      of.reduce((all, label, row) => all + from[row * k + label]!, 0);
    // Weak duality: no assignment within the bounds costs less than what the prices leave.
    let bound = 0;
    for (let row = 0; row < n; row++) {
      let least = Number.POSITIVE_INFINITY;
      for (let c = 0; c < k; c++) least = Math.min(least, costs[row * k + c]! + prices[c]!);
      bound += least;
    }
    for (const price of prices) bound -= price > 0 ? price * 0.25 * n : price * 0.15 * n;
    expect(total(costs, labels)).toBeCloseTo(bound, 4);
  });
});
