import { expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { gap } from "./gap.ts";

it("draws no gap of users who are all alike within their segments", async () => {
  const sample = { data: Float32Array.of(0, 0, 4, 4), rows: 4, cols: 1 };
  const fit = (x: typeof sample, k: number) => ({
    ...{ k, labels: new Int32Array(x.rows), centres: { data: new Float32Array(k), rows: k, cols: 1 }, iterations: 1 },
    inertia: x === sample ? 0 : 1,
  });
  const curve = await gap.judge({
    ...{ mode: "quick", sample, scores: sample, ks: [2, 3], chosen: 2, fits: [], measures: [], clouds: [] },
    ...{ rows: 4, columns: 1, totalSquares: 16, random: createRandom(1) },
    cluster: async (x, ks) => ks.map((k) => fit(x as typeof sample, k)),
  });
  expect(curve?.fits.map(({ k }) => k)).toEqual([1]);
  expect(curve?.choice).toBe(2);
});
