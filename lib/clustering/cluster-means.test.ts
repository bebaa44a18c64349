import { expect, it } from "vitest";
import { clusterMeans } from "./cluster-means.ts";

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
