import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { shareBesideOwn } from "./beside-own.ts";

const random = createRandom(1);

function judge(places: readonly (readonly [number, number])[], segment: readonly number[]) {
  return shareBesideOwn({ nearness: { x: places.map(([x]) => x), y: places.map(([, y]) => y) }, segment });
}

const scattered = (n: number, dx = 0) =>
  Array.from({ length: n }, (): [number, number] => [dx + random.normal(), random.normal()]);

describe("shareBesideOwn", () => {
  it("is 1 where segments lie apart, and chance where they are dealt out", () => {
    const places = [...scattered(300), ...scattered(100, 50)];
    const apart = judge(
      places,
      places.map((_, i) => Number(i >= 300)),
    );
    // Drawn twice without putting back: (300 · 299 + 100 · 99) / (400 · 399).
    expect(apart).toEqual({ share: 1, chance: expect.closeTo(0.624, 3) });
    const dealt = judge(
      scattered(3000),
      Array.from({ length: 3000 }, (_, i) => i % 3),
    );
    expect(dealt?.share).toBeCloseTo(dealt?.chance ?? 0, 1);
    expect(dealt?.chance).toBeCloseTo(1 / 3, 3);
  });

  it("takes the ten nearest, by hand on a line", () => {
    const line = Array.from({ length: 21 }, (_, i): [number, number] => [i, 0]);
    // Whoever is asked is the middle one: five on either side, of which the left ones are its own.
    const segment = line.map((_, i) => (i > 10 ? -1 : i === 10 || i >= 5 ? 0 : -1));
    const beside = judge(line, segment);
    const own = [5, 6, 7, 8, 9, 10].map((one) => {
      const near = line.map((_, i) => i).filter((i) => i !== one && Math.abs(i - one) <= 5);
      return near.filter((i) => segment[i] === 0).length / near.length;
    });
    expect(beside?.share).toBeCloseTo(own.reduce((sum, value) => sum + value, 0) / own.length, 12);
  });

  it("does not change with the map's size, place or turn", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 9, noNaN: true }), fc.boolean(), (size, turned) => {
        const places = scattered(200);
        const segment = places.map(([x]) => Number(x > 0.3));
        const other = places.map(([x, y]): [number, number] =>
          turned ? [size * y + 3, size * x] : [size * x, size * y],
        );
        expect(judge(other, segment)?.share).toBeCloseTo(judge(places, segment)?.share ?? -1, 2);
      }),
      { numRuns: 20 },
    );
  });

  it("says nothing without the map, or of too few", () => {
    expect(shareBesideOwn({ segment: [0, 1] })).toBeNull();
    expect(judge(scattered(10), new Array(10).fill(0))).toBeNull();
    expect(judge(scattered(50), new Array(50).fill(-1))).toBeNull();
  });
});
