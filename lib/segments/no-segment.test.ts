import { describe, expect, it, test } from "vitest";
import { rowsOfMatrix } from "../core/row-source.ts";
import { countNearest, groupsOf, nearestSegments } from "./no-segment.ts";

const no = Number.NaN;
const matrix = (...rows: readonly (readonly number[])[]) =>
  rowsOfMatrix({ data: Float32Array.from(rows.flat()), rows: rows.length, cols: rows[0]?.length ?? 0 });

describe("users of no segment", () => {
  const x = matrix([0, 0], [10, 10], [4, 1], [no, 8], [no, no]);
  const labels = Int32Array.of(0, 1, -1, -1, -1);
  const centres = [
    [0, 0],
    [10, 10],
  ];

  it("are nearest to a segment by the features they have; to the first by none", () => {
    expect([...nearestSegments(x, labels, centres)]).toEqual([0, 1, 0, 1, 0]);
  });

  it("move nobody who is in a segment, even where another one's centre is nearer", () => {
    expect([...nearestSegments(matrix([9, 9]), Int32Array.of(0), centres)]).toEqual([0]);
  });

  it("stay where they are when there is no segment", () => {
    expect([...nearestSegments(x, new Int32Array(5).fill(-1), [])]).toEqual([-1, -1, -1, -1, -1]);
    expect(countNearest(new Int32Array(5).fill(-1), new Int32Array(5).fill(-1), 0)).toEqual([]);
  });

  it("are found in any block, and a block without them is not read", () => {
    const rows = 2 ** 21 + 3;
    const read: number[] = [];
    const far = {
      rows,
      cols: 2,
      read: (from: number, _: number, into: Float32Array) => void into.fill(read.push(from)),
    };
    const own = new Int32Array(rows);
    own[rows - 1] = -1;
    expect(
      nearestSegments(far, own, [
        [9, 9],
        [1, 1],
      ])[rows - 1],
    ).toBe(1);
    expect(read).toEqual([2 ** 21]);
  });

  it("are counted by the segment they would be put in, members are not", () => {
    expect(countNearest(labels, nearestSegments(x, labels, centres), 3)).toEqual([2, 1, 0]);
  });
});

test("everybody is in one of k + 1 groups, those of no segment last", () => {
  expect([...groupsOf(Int32Array.of(1, -1, 0, 7), 2)]).toEqual([1, 2, 0, 2]);
  expect([...groupsOf(Int32Array.of(-1, -1), 0)]).toEqual([0, 0]);
});
