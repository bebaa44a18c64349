import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countSegments, linkRows } from "./link-rows.ts";

describe("the rows of two maps", () => {
  it("lead to the same people, and leave out who is on one map only", () => {
    const { toRight, toLeft } = linkRows(Int32Array.of(2, -1, 0), 4);
    expect(toRight([0, 1, 2])).toEqual([2, 0]);
    expect(toLeft([0, 1, 2, 3])).toEqual([2, 0]);
    expect(toRight([99])).toEqual([]);
  });

  it("lead back to where one came from", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 50 }), (users, missing) => {
        const order = Array.from({ length: users }, (_, row) =>
          (row * 7 + 3) % users === row ? row : users - 1 - row,
        );
        const pairs = Int32Array.from(order, (row, i) => (i < missing % users ? -1 : row));
        const { toRight, toLeft } = linkRows(pairs, users);
        const known = [...pairs.keys()].filter((row) => (pairs[row] ?? -1) >= 0);
        expect(new Set(toLeft(toRight(known)))).toEqual(
          new Set(known.filter((row) => pairs.lastIndexOf(pairs[row] ?? 0) === row)),
        );
      }),
    );
  });
});

it("counts the segments of some people, the largest first", () => {
  expect(countSegments([0, 1, 2, 3, 9], Int32Array.of(1, 1, -1, 0))).toEqual([
    [-1, 2],
    [1, 2],
    [0, 1],
  ]);
  expect(countSegments([], new Int32Array(0))).toEqual([]);
});
