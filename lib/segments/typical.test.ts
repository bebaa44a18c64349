import { describe, expect, it } from "vitest";
import { nearestToMiddle } from "./typical.ts";

/** A matrix in pieces of two rows. */
function inPieces(rows: readonly (readonly number[])[]) {
  return async function* open() {
    for (let at = 0; at < rows.length; at += 2) yield Float32Array.from(rows.slice(at, at + 2).flat());
  };
}

const everybody = () => true;

describe("nearestToMiddle", () => {
  it("answers those nearest to the mean of the members, nearest first", async () => {
    const matrix = inPieces([
      [0, 0],
      [10, 10],
      [4, 5],
      [5, 5],
      [6, 9],
    ]);
    expect(await nearestToMiddle(matrix, 2, everybody, 3)).toEqual([3, 2, 4]);
  });

  it("looks at members only, for the middle and for the answer", async () => {
    const matrix = inPieces([
      [100, 100],
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect(await nearestToMiddle(matrix, 2, (row) => row > 0, 1)).toEqual([2]);
  });

  it("passes over what is missing, and over who has nothing", async () => {
    const matrix = inPieces([
      [Number.NaN, Number.NaN],
      [Number.NaN, 1],
      [3, 1],
      [5, 9],
    ]);
    expect(await nearestToMiddle(matrix, 2, everybody, 9)).toEqual([2, 1, 3]);
  });

  it("takes the earlier of two who are as near, and nobody of nobody", async () => {
    expect(await nearestToMiddle(inPieces([[1], [3]]), 1, everybody, 1)).toEqual([0]);
    expect(await nearestToMiddle(inPieces([[1]]), 1, () => false, 5)).toEqual([]);
    expect(await nearestToMiddle(inPieces([]), 1, everybody, 5)).toEqual([]);
  });
});
