import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignColours, continueSegments } from "./continuity.ts";

describe("continueSegments", () => {
  it("follows a segment to where most of its people are", () => {
    const counts = [
      [2, 90, 8],
      [60, 0, 5],
    ];
    expect(continueSegments(counts, 3)).toEqual([1, 0, null]);
  });

  it("does not follow into a group that shares less than half", () => {
    // Of 150 people in either, 70 are in both.
    expect(
      continueSegments(
        [
          [70, 30],
          [50, 0],
        ],
        2,
      ),
    ).toEqual([null, null]);
  });

  it("takes exactly half", () => {
    expect(continueSegments([[50, 50]], 2)[0]).toBe(0);
  });

  it("goes on in one place only where a segment fell apart evenly", () => {
    expect(continueSegments([[50, 50]], 2)).toEqual([0, null]);
  });

  it("finds nothing between runs without common people, or none before", () => {
    expect(
      continueSegments(
        [
          [0, 0],
          [0, 0],
        ],
        2,
      ),
    ).toEqual([null, null]);
    expect(continueSegments([], 2)).toEqual([null, null]);
  });

  it("follows every segment of a repeated run, in whatever order", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(sizes, fc.integer(), (people, turn) => {
        const to = (i: number) => (i + Math.abs(turn)) % people.length;
        const counts = people.map((n, i) => people.map((_, j) => (j === to(i) ? n : 0)));
        const found = continueSegments(counts, people.length);
        people.forEach((_, i) => {
          expect(found[to(i)]).toBe(i);
        });
      }),
    );
  });
});

describe("assignColours", () => {
  it("keeps what was kept, and gives newcomers the free colours in order", () => {
    expect(assignColours([null, 0, null, 5])).toEqual([1, 0, 2, 5]);
  });

  it("starts again after twelve", () => {
    expect(assignColours(new Array(14).fill(null))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1]);
  });

  it("never gives a colour twice within twelve", () => {
    const colour = fc.option(fc.integer({ min: 0, max: 11 }), { nil: null });
    fc.assert(
      fc.property(fc.array(colour, { maxLength: 40 }), (kept) => {
        const colours = assignColours(kept);
        for (let start = 0; start < kept.length; start += 12) {
          const lap = colours.slice(start, start + 12);
          expect(new Set(lap).size).toBe(lap.length);
        }
      }),
    );
  });
});
