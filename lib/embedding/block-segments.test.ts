import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../core/random.ts";
import { type Kernels, openKernels } from "../kernels/pool.ts";
import { membershipColumns, segmentBlock } from "./block-segments.ts";

const no = Number.NaN;
const matrix = (rows: readonly (readonly number[])[]) => ({
  data: Float32Array.from(rows.flat()),
  rows: rows.length,
  cols: rows[0]?.length ?? 0,
});

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 1 });
});
afterAll(() => kernels.close());

describe("segments by one block", () => {
  test("are those of who has it; who has part of it joins the nearest, who has nothing none", () => {
    const rows = [
      [0, 0],
      [0, 1],
      [9, 9],
      [9, 8],
      [no, 9],
      [no, no],
    ];
    const labels = segmentBlock(kernels, matrix(rows), 2, createRandom(1));
    expect(labels[0]).toBe(labels[1]);
    expect(labels[2]).toBe(labels[3]);
    expect(labels[0]).not.toBe(labels[2]);
    expect(labels[4]).toBe(labels[2]);
    expect(labels[5]).toBe(-1);
  });

  test("are no more than there are users, and none where nobody has the block", () => {
    expect(new Set(segmentBlock(kernels, matrix([[1], [2]]), 5, createRandom(1))).size).toBe(2);
    expect([...segmentBlock(kernels, matrix([[no], [no]]), 2, createRandom(1))]).toEqual([-1, -1]);
  });
});

test("memberships are a column a segment, and nothing for nobody's", () => {
  const { data, cols } = membershipColumns(Int32Array.of(1, 0, -1));
  expect(cols).toBe(2);
  expect([...data.subarray(0, 4)]).toEqual([0, 1, 1, 0]);
  expect([...data.subarray(4)].every(Number.isNaN)).toBe(true);
});

test("two users are as far apart as the number of blocks that part them", () => {
  const sides = [Int32Array.of(0, 0, 1, 1), Int32Array.of(0, 1, 0, 1)].map(membershipColumns);
  const distance = (a: number, b: number) =>
    sides.reduce((sum, { data, cols }) => {
      for (let j = 0; j < cols; j++) sum += ((data[a * cols + j] ?? 0) - (data[b * cols + j] ?? 0)) ** 2 / 2;
      return sum;
    }, 0);
  expect([distance(0, 1), distance(0, 2), distance(0, 3)]).toEqual([1, 1, 2]);
});
