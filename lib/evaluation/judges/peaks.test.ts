import { expect, it } from "vitest";
import { clusterMeans } from "../../clustering/cluster-means.ts";
import { createRandom } from "../../core/random.ts";
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

it("leaves out noise, and has no pairs of one cluster", () => {
  const { x, labels, centres } = rows();
  const some = labels.map((label, row) => (row < 300 ? -1 : label));
  expect(testNeighbours(x, some, centres)[0]?.users).toBe(200);
  expect(testNeighbours(x, labels, { data: centres.data.subarray(0, 2), rows: 1, cols: 2 })).toEqual([]);
});

it("does not depend on the order of values", () => {
  const values = Float64Array.of(3, 1, 2, 9, 8, 7);
  expect(testPeaks(values, "first")).toEqual(testPeaks(values.toReversed(), "first"));
});
