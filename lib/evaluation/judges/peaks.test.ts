import { expect, it } from "vitest";
import { clusterMeans } from "../../clustering/cluster-means.ts";
import { createRandom } from "../../core/random.ts";
import { matrixOf } from "../../kernels/test-data.ts";
import { testNeighbours, testPeaks } from "./peaks.ts";

/** Three clusters on a line, two of them halves of one. */
function rows() {
  const random = createRandom(4);
  const labels = Int32Array.from({ length: 600 }, (_, row) => row % 3);
  const data = Float32Array.from({ length: 1200 }, (_, at) => {
    if (at % 2 === 1) return random.normal();
    const label = (at / 2) % 3;
    const half = Math.abs(random.normal());
    return label === 2 ? 12 + random.normal() : label === 1 ? half : -half;
  });
  const x = { data, rows: 600, cols: 2 };
  return { x, centres: clusterMeans(x, labels, 3).centres };
}

it("finds one peak in two halves of a cluster, and two where clusters lie apart", () => {
  const { x, centres } = rows();
  const [near, far, ...others] = testNeighbours(x, centres);
  expect(others).toEqual([]);
  expect(near).toMatchObject({ axis: "pair", segments: [0, 1], users: 400 });
  expect(near?.pValue).toBeGreaterThan(0.1);
  expect(far).toMatchObject({ segments: [1, 2], pValue: 0.0005 });
  expect(testNeighbours(x, { data: centres.data.subarray(0, 2), rows: 1, cols: 2 })).toEqual([]);
});

it("asks everybody between two segments, so that what leaves out the middle makes no peaks", () => {
  const random = createRandom(2);
  const data = Float32Array.from({ length: 800 }, () => random.next());
  const along = Float64Array.from({ length: 400 }, (_, row) => data[2 * row] ?? 0);
  const ends = Int32Array.from(along, (value) => (value < 0.25 ? 0 : value > 0.75 ? 1 : -1));
  expect(
    testPeaks(
      along.filter((_, row) => ends[row] !== -1),
      "pair",
    ).pValue,
  ).toBe(0.0005);
  const x = { data, rows: 400, cols: 2 };
  const [all] = testNeighbours(x, clusterMeans(x, ends, 2).centres);
  expect(all).toMatchObject({ segments: [0, 1], users: 400 });
  expect(all?.pValue).toBeGreaterThan(0.1);
});

it("gives two corners what lies between them, though a third segment has it", () => {
  const random = createRandom(3);
  const data = Float32Array.from({ length: 2000 }, (_, at) => (at % 2 === 1 ? 3 : 1) * random.next());
  const labels = Int32Array.from({ length: 1000 }, (_, row) => {
    const [across = 0, up = 0] = data.subarray(2 * row, 2 * row + 2);
    return up > 2.7 && across < 0.3 ? 1 : up > 2.7 && across > 0.7 ? 2 : 0;
  });
  const x = { data, rows: 1000, cols: 2 };
  const [corners] = testNeighbours(x, clusterMeans(x, labels, 3).centres);
  expect(corners?.segments).toEqual([1, 2]);
  expect(corners?.users).toBeGreaterThan(2 * labels.filter((label) => label > 0).length);
  expect(corners?.pValue).toBeGreaterThan(0.05);
});

it("does not depend on the order of values", () => {
  const values = Float64Array.of(3, 1, 2, 9, 8, 7);
  expect(testPeaks(values, "first")).toEqual(testPeaks(values.toReversed(), "first"));
});

it("a segment that is not asked of has no neighbourhood", () => {
  const random = createRandom(8);
  const x = matrixOf(Array.from({ length: 600 }, (_, row) => [(row % 3 === 0 ? 8 : 0) + random.normal()]));
  const centres = matrixOf([[0], [0.1], [8]]);
  const [apart, ...others] = testNeighbours(x, centres, [0, 2]);
  expect(apart).toMatchObject({ axis: "pair", segments: [0, 2], users: 600 });
  expect(apart?.pValue).toBeLessThan(0.01);
  expect(others).toEqual([]);
  expect(testNeighbours(x, centres, [2])).toEqual([]);
});
