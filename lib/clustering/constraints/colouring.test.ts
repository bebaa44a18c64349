import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { apartGroups, canKeepApart, colourGroup } from "./colouring.ts";
import type { LinkedRows } from "./link-users.ts";

const linksOf = (count: number, apart: LinkedRows["apart"]): LinkedRows => ({
  units: Array.from({ length: count }, (_, row) => [row]),
  apart,
});
const clique = (count: number) =>
  linksOf(count, Array.from({ length: count }, (_, a) => Array.from({ length: a }, (_, b) => [b, a] as const)).flat());

/** The least cost of all colourings, by trying each; null where there is none. */
function leastCost({ units, apart }: LinkedRows, k: number, costs: readonly Float64Array[]): number | null {
  let least: number | null = null;
  for (let code = 0; code < k ** units.length; code++) {
    const colours = units.map((_, unit) => Math.floor(code / k ** unit) % k);
    if (apart.some(([a, b]) => colours[a] === colours[b])) continue;
    const cost = colours.reduce((sum, colour, unit) => sum + (costs[unit]?.[colour] ?? 0), 0);
    if (least === null || cost < least) least = cost;
  }
  return least;
}

describe("colourGroup", () => {
  it("costs no more than the cheapest of all colourings, and finds one wherever there is one", () => {
    const graph = fc.record({
      count: fc.integer({ min: 1, max: 6 }),
      k: fc.integer({ min: 2, max: 3 }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(graph, ({ count, k, seed }) => {
        const random = createRandom(seed);
        const links = linksOf(
          count,
          clique(count).apart.filter(() => random.next() < 0.5),
        );
        const costs = links.units.map(() => Float64Array.from({ length: k }, () => random.int(10)));
        const expected = leastCost(links, k, costs);
        expect(canKeepApart(links, k)).toBe(expected !== null);
        if (expected === null) return;
        let total = 0;
        for (const group of apartGroups(links)) {
          const colours = colourGroup(
            group,
            k,
            group.units.map((unit) => costs[unit] ?? new Float64Array(k)),
          );
          for (const [at, unit] of group.units.entries()) total += costs[unit]?.[colours?.[at] ?? 0] ?? 0;
          for (const [at, others] of group.neighbours.entries())
            for (const other of others) expect(colours?.[at]).not.toBe(colours?.[other]);
        }
        expect(total).toBe(expected);
      }),
      { numRuns: 150 },
    );
  });

  it("needs as many segments as users of whom each two are apart", () => {
    expect(canKeepApart(clique(6), 5)).toBe(false);
    expect(canKeepApart(clique(6), 6)).toBe(true);
  });

  it("colours a ring of a thousand users without trying everything", () => {
    const ring = linksOf(
      1000,
      Array.from({ length: 1000 }, (_, a) => [a, (a + 1) % 1000] as const),
    );
    const [group] = apartGroups(ring);
    if (!group) throw new Error("no group");
    // Everybody would rather have the first colour.
    const colours = colourGroup(
      group,
      3,
      group.units.map(() => Float64Array.of(0, 1, 2)),
    );
    const colourOf = new Map(group.units.map((unit, at) => [unit, colours?.[at]]));
    for (const [a, b] of ring.apart) expect(colourOf.get(a)).not.toBe(colourOf.get(b));
    expect(colours?.filter((colour) => colour === 0).length).toBeGreaterThan(400);
  });
});
