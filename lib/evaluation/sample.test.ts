import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { clusterSizes, simpleSample, stratifiedSample } from "./sample.ts";

const isAscending = (rows: Int32Array) => rows.every((row, i) => i === 0 || row > (rows[i - 1] ?? row));

describe("simpleSample", () => {
  it("draws different rows in ascending order, all of them when asked for more", () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(60), fc.nat(), (n, size, seed) => {
        const rows = simpleSample(n, size, createRandom(seed));
        expect(rows.length).toBe(Math.min(n, size));
        expect(isAscending(rows)).toBe(true);
        expect(rows.every((row) => row >= 0 && row < n)).toBe(true);
      }),
    );
  });

  it("draws every row equally often", () => {
    const counts = new Array<number>(10).fill(0);
    const random = createRandom(1);
    for (let draw = 0; draw < 4000; draw++) {
      for (const row of simpleSample(10, 3, random)) counts[row] = (counts[row] ?? 0) + 1;
    }
    // Binomial(4000, .3): five standard deviations are 145.
    for (const count of counts) expect(Math.abs(count - 1200)).toBeLessThan(145);
  });
});

describe("stratifiedSample", () => {
  const labels = Int32Array.from({ length: 1000 }, (_, row) => (row < 5 ? 2 : row % 4 === 0 ? 1 : 0));

  it("takes clusters in proportion, but enough of each", () => {
    const rows = stratifiedSample(labels, 3, { size: 100, atLeast: 4 }, createRandom(1));
    const taken = clusterSizes(
      rows.map((row) => labels[row] ?? 0),
      3,
    );
    expect(taken).toEqual([75, 25, 4]);
    expect(isAscending(rows)).toBe(true);
  });

  it("takes a cluster whole where it has no more than enough", () => {
    const rows = stratifiedSample(labels, 3, { size: 100, atLeast: 30 }, createRandom(1));
    expect([...rows].filter((row) => labels[row] === 2)).toHaveLength(5);
  });

  it("draws each member of a cluster equally often", () => {
    const random = createRandom(7);
    let first = 0;
    for (let draw = 0; draw < 3000; draw++) {
      const [lowest] = stratifiedSample(labels, 3, { size: 10, atLeast: 2 }, random);
      if (lowest === 0) first++;
    }
    // Two of the five members of cluster 2: Binomial(3000, .4), five standard deviations are 134.
    expect(Math.abs(first - 1200)).toBeLessThan(134);
  });

  it("gives the same sample for the same seed", () => {
    const draw = () => stratifiedSample(labels, 3, { size: 50, atLeast: 2 }, createRandom(3));
    expect(draw()).toEqual(draw());
  });
});
