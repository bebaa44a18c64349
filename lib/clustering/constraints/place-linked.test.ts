import { expect, it } from "vitest";
import { rowsOfMatrix } from "../../core/row-source.ts";
import { matrixOf } from "../../kernels/test-data.ts";
import { placeLinked } from "./place-linked.ts";

const no = Number.NaN;
const centres = matrixOf([
  [0, 0],
  [10, 0],
  [0, 10],
]);
/** Rows 3, 4 and 5 miss a feature. */
const split = {
  partialAt: Int32Array.of(3, 4, 5),
  partial: rowsOfMatrix(
    matrixOf([
      [9, no],
      [1, no],
      [no, no],
    ]),
  ),
};

function place(units: number[][], apart: [number, number][] = []): number[] {
  const labels = Int32Array.of(0, 1, 2, 1, 0, 0);
  placeLinked(labels, { units, apart }, centres, split);
  return [...labels];
}

it("puts users who miss a feature with the others of their unit", () => {
  expect(
    place([
      [2, 3],
      [0, 5],
    ]),
  ).toEqual([0, 1, 2, 2, 0, 0]);
});

it("puts them together where they lie nearest together, by what they have", () => {
  expect(place([[3, 4, 5]]).slice(3)).toEqual([0, 0, 0]);
});

it("puts them apart from whom they are to be apart from, at the next nearest", () => {
  expect(place([[1], [3]], [[0, 1]])).toEqual([0, 1, 2, 0, 0, 0]);
  expect(place([[0], [4]], [[0, 1]])[4]).toBe(2);
});

it("puts them at the nearest where every place is taken", () => {
  expect(
    place(
      [[0], [1], [2], [4]],
      [
        [0, 3],
        [1, 3],
        [2, 3],
      ],
    )[4],
  ).toBe(0);
});

it("leaves everybody else alone", () => {
  expect(place([[0, 1]])).toEqual([0, 1, 2, 1, 0, 0]);
});
