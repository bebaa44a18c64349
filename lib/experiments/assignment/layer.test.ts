import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { armFinder } from "./arm-intervals.ts";
import { bucketOf, bucketsOfLayer, freeShare, takeBuckets } from "./layer.ts";
import type { BucketRange } from "./plan.ts";

const sizeOf = (ranges: readonly BucketRange[]) => ranges.reduce((sum, { from, to }) => sum + to - from, 0);
const bucketsOf = (ranges: readonly BucketRange[]) =>
  ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));

/** Ranges that do not overlap, as experiments that went before would have them. */
const taken = fc
  .uniqueArray(fc.integer({ min: 0, max: 1000 }), { maxLength: 8 })
  .map((edges) => edges.toSorted((a, b) => a - b))
  .map((edges) => edges.flatMap((to, i) => (i % 2 === 1 ? [{ from: edges[i - 1] ?? 0, to }] : [])));

describe("the buckets of a layer", () => {
  test("are the lowest that are free, in as few pieces as that allows", () => {
    expect(takeBuckets(0.25, [])).toEqual([{ from: 0, to: 250 }]);
    expect(takeBuckets(0.1, [{ from: 50, to: 900 }])).toEqual([
      { from: 0, to: 50 },
      { from: 900, to: 950 },
    ]);
    expect(takeBuckets(1, [])).toEqual([{ from: 0, to: bucketsOfLayer }]);
  });

  test("are one at least, and none where fewer are free than were asked for", () => {
    expect(takeBuckets(0.0001, [])).toEqual([{ from: 0, to: 1 }]);
    expect(takeBuckets(0.0001, [{ from: 0, to: 1000 }])).toBeNull();
    expect(takeBuckets(0.501, [{ from: 0, to: 500 }])).toBeNull();
    expect(takeBuckets(0.5, [{ from: 0, to: 500 }])).toEqual([{ from: 500, to: 1000 }]);
  });

  test("are never anybody else's, and as many as the share says; what is left is free", () => {
    fc.assert(
      fc.property(taken, fc.double({ min: 0.001, max: 1, noNaN: true }), (others, share) => {
        const own = takeBuckets(share, others);
        const wanted = Math.max(1, Math.round(1000 * share));
        const free = Math.round(1000 * freeShare(others));
        expect(free).toBe(1000 - sizeOf(others));
        if (own === null) {
          expect(free).toBeLessThan(wanted);
          return;
        }
        expect(sizeOf(own)).toBe(wanted);
        const theirs = new Set(bucketsOf(others));
        expect(bucketsOf(own).some((bucket) => theirs.has(bucket))).toBe(false);
        expect(freeShare([...others, ...own])).toBeCloseTo((free - wanted) / 1000, 12);
      }),
    );
  });

  test("hold the same users each, another thousand in another layer", () => {
    const counts = new Array<number>(10).fill(0);
    let same = 0;
    for (let user = 0; user < 20_000; user++) {
      const bucket = bucketOf("layer-a", `u${user}`);
      expect(bucket >= 0 && bucket < bucketsOfLayer).toBe(true);
      counts[Math.floor(bucket / 100)] = (counts[Math.floor(bucket / 100)] ?? 0) + 1;
      if (Math.floor(bucketOf("layer-b", `u${user}`) / 100) === Math.floor(bucket / 100)) same++;
    }
    // χ² with 9 degrees: 33.7 in one case of ten thousand.
    expect(counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0)).toBeLessThan(33.7);
    // A tenth by chance, standard deviation √(20,000 · .09) ≈ 42.
    expect(Math.abs(same - 2000)).toBeLessThan(4 * 42);
  });
});

describe("the arm at a place of the line", () => {
  const arms = [
    { arm: "b", share: 3 },
    { arm: "a", share: 1 },
  ];

  test("goes by the shares in the order of names, its first place being its own", () => {
    const find = armFinder(arms);
    expect([0, 0.2499, 0.25, 0.9999].map(find)).toEqual(["a", "a", "b", "b"]);
  });

  test("is some arm for every place, the last one where rounding leaves a gap", () => {
    const shares = fc.array(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(shares, (given) => {
        const find = armFinder(given.map((share, i) => ({ arm: `arm ${String(i).padStart(2, "0")}`, share })));
        expect(find(1 - 2 ** -53)).toMatch(/^arm \d\d$/);
        expect(find(0)).toBe("arm 00");
      }),
    );
  });

  test("is that of the names alone: neither their order nor the unit of shares moves anybody", () => {
    const other = armFinder(arms.toReversed().map(({ arm, share }) => ({ arm, share: share / 4 })));
    for (let i = 0; i < 1000; i++) expect(other(i / 1000)).toBe(armFinder(arms)(i / 1000));
  });

  test.each([
    ["no arm", []],
    [
      "a share of 0",
      [
        { arm: "a", share: 0 },
        { arm: "b", share: 1 },
      ],
    ],
    ["a share below 0", [{ arm: "a", share: -1 }]],
    ["a share that is no number", [{ arm: "a", share: Number.NaN }]],
    ["a share without end", [{ arm: "a", share: Number.POSITIVE_INFINITY }]],
    [
      "two arms of one name",
      [
        { arm: "a", share: 1 },
        { arm: "a", share: 1 },
      ],
    ],
  ])("is refused of %s", (_, given) => {
    expect(() => armFinder(given)).toThrow(RangeError);
  });
});
