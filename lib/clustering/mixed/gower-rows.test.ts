import { expect, it } from "vitest";
import { gowerDistances } from "../../kernels/gower.ts";
import { matrixOf } from "../../kernels/test-data.ts";
import { openGower } from "./gower-rows.ts";

const nan = Number.NaN;
/** A number, a city of three, one level of which is left out, a yes-no. */
const x = {
  ...matrixOf([
    [10, 1, 0, 1],
    [20, 0, 1, 0],
    [50, 0, 0, 1],
    [nan, nan, nan, 0],
  ]),
  categories: [
    { first: 1, count: 2 },
    { first: 3, count: 1 },
  ],
};

it("tells numbers in ranges, categories by level, no level as a level, and what is missing", () => {
  const { numbers, levels } = openGower(x)(x);
  expect([...numbers]).toEqual([0, 0.25, 1, nan]);
  expect([...levels]).toEqual([0, 0, 1, 1, 2, 0, -1, 1]);
});

it("compares some rows by the ranges of all, however numbers are scaled and levels written", () => {
  const some = { ...x, data: x.data.subarray(0, 8), rows: 2 };
  expect([...gowerDistances(openGower(x)(some))]).toEqual([2.25 / 3]);
  const scaled = { ...x, data: x.data.map((value, at) => (at % 4 === 0 ? 1024 - 4 * value : 0.5 * value - 7)) };
  expect(gowerDistances(openGower(scaled)(scaled))).toEqual(gowerDistances(openGower(x)(x)));
});

it("finds no difference in a number that is the same for everybody", () => {
  const same = matrixOf([[5], [5]]);
  expect([...gowerDistances(openGower(same)(same))]).toEqual([0]);
});
