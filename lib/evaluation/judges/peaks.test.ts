import { expect, it } from "vitest";
import { clusterMeans } from "../../clustering/cluster-means.ts";
import { createRandom } from "../../core/random.ts";
import { gatherLabels, gatherRows } from "../sample.ts";
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
  return { x, labels, centres: clusterMeans(x, labels, 3).centres };
}

it("finds one peak in two halves of a cluster, and two where clusters lie apart", () => {
  const { x, labels, centres } = rows();
  const [near, far, ...others] = testNeighbours(x, labels, centres);
  expect(others).toEqual([]);
  expect(near).toMatchObject({ axis: "pair", segments: [0, 1], users: 400 });
  expect(near?.pValue).toBeGreaterThan(0.1);
  expect(far).toMatchObject({ segments: [1, 2], users: 400, pValue: 0.0005 });
});

it("asks those of no segment at the nearer of the two, so that leaving out the middle makes no peaks", () => {
  const random = createRandom(2);
  const data = Float32Array.from({ length: 800 }, () => random.next());
  const x = { data, rows: 400, cols: 2 };
  const ends = Int32Array.from({ length: 400 }, (_, row) => {
    const along = data[2 * row] ?? 0;
    return along < 0.25 ? 0 : along > 0.75 ? 1 : -1;
  });
  const { centres } = clusterMeans(x, ends, 2);
  const kept = Int32Array.from(ends.keys()).filter((row) => (ends[row] ?? -1) >= 0);
  const [alone] = testNeighbours(gatherRows(x, kept), gatherLabels(ends, kept), centres);
  expect(alone?.pValue).toBe(0.0005);
  const [all] = testNeighbours(x, ends, centres);
  expect(all).toMatchObject({ segments: [0, 1], users: 400 });
  expect(all?.pValue).toBeGreaterThan(0.1);
});

it("has two peaks where few lie between them, and no pairs of one cluster", () => {
  const { x, labels, centres } = rows();
  const some = labels.map((label, row) => (row % 4 === 0 ? -1 : label));
  expect(testNeighbours(x, some, centres)[1]).toMatchObject({ segments: [1, 2], pValue: 0.0005 });
  expect(testNeighbours(x, labels, { data: centres.data.subarray(0, 2), rows: 1, cols: 2 })).toEqual([]);
});

it("does not depend on the order of values", () => {
  const values = Float64Array.of(3, 1, 2, 9, 8, 7);
  expect(testPeaks(values, "first")).toEqual(testPeaks(values.toReversed(), "first"));
});
