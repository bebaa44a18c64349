import { expect, it } from "vitest";
import { clusterMeans, meansOverGaps } from "./cluster-means.ts";

const x = { data: Float32Array.from([0, 0, 2, 0, 10, 10, 99, 99]), rows: 4, cols: 2 };

it("is the mean of the members, and Σ of squares around it; noise counts nowhere", () => {
  const { centres, inertia } = clusterMeans(x, Int32Array.of(0, 0, 1, -1), 2);
  expect([...centres.data]).toEqual([1, 0, 10, 10]);
  expect(inertia).toBe(2);
});

it("keeps its digits far from the origin", () => {
  const far = { ...x, data: x.data.map((value) => value + 65_536) };
  const { centres, inertia } = clusterMeans(far, Int32Array.of(0, 0, 1, -1), 2);
  expect([...centres.data]).toEqual([1, 0, 10, 10].map((value) => value + 65_536));
  expect(inertia).toBe(2);
});

it("puts an empty cluster at everybody's mean, and has nothing to say without labels", () => {
  const { centres } = clusterMeans(x, Int32Array.of(1, 1, 1, -1), 2);
  expect([...centres.data]).toEqual([4, Math.fround(10 / 3), 4, Math.fround(10 / 3)]);
  expect(clusterMeans(x, new Int32Array(4).fill(-1), 0)).toEqual({
    centres: { data: new Float32Array(0), rows: 0, cols: 2 },
    inertia: 0,
  });
});

const no = Number.NaN;
const gaps = { data: Float32Array.from([0, no, 2, 8, no, 4, 99, 99, no, no]), rows: 5, cols: 2 };

it("is of what members have, of everybody's where none of them has it", () => {
  const { centres, inertia } = meansOverGaps(gaps, Int32Array.of(0, 0, 1, -1, 2), 3);
  // First: 1, 8. Second: nobody has the first column, the mean of 0 and 2. Third: the mean of all in both.
  expect([...centres.data]).toEqual([1, 8, 1, 4, 1, 6]);
  expect(inertia).toBe(2);
  const far = { ...gaps, data: gaps.data.map((value) => value + 65_536) };
  expect([...meansOverGaps(far, Int32Array.of(0, 0, 1, -1, 2), 3).centres.data]).toEqual(
    [1, 8, 1, 4, 1, 6].map((value) => value + 65_536),
  );
  const nobody = { data: Float32Array.of(1, no, 3, no), rows: 2, cols: 2 };
  expect([...meansOverGaps(nobody, Int32Array.of(0, 0), 1).centres.data]).toEqual([2, 0]);
});

it("is that of whole rows where there are no gaps", () => {
  const labels = Int32Array.of(0, 0, 1, -1);
  expect(meansOverGaps(x, labels, 2)).toEqual(clusterMeans(x, labels, 2));
});
