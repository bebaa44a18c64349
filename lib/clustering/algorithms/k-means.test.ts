import { afterAll, beforeAll, expect, it, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { blobs } from "../../kernels/test-data.ts";
import { affordableRestarts, kMeans } from "./k-means.ts";

const unlimited = { smallest: 0, largest: 1 };

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 1 });
});
afterAll(() => kernels.close());

const { default: usual } = kMeans.params.restarts;

it.each([
  ["Online Retail's features", 4_338 * 6 * 10, usual],
  ["a shop's fused blocks", 5_000 * 54 * 10, usual],
  ["the largest matrix whose starts see every row", 32_767 * 54 * 10, 28],
  ["a million rows: their sample", 4_096 * 32 * 10, usual],
  ["a hundred segments of wide blocks", 25_600 * 54 * 100, 3],
  ["anything larger", 1e12, 2],
])("gives %s (%i products a pass) %i starts", (_, products, starts) => {
  expect(affordableRestarts(usual, products)).toBe(starts);
});

it("never gives more than were asked", () => {
  for (const asked of [1, 7, 200]) expect(affordableRestarts(asked, 1)).toBe(asked);
  expect(affordableRestarts(1, 1e12)).toBe(1);
});

test("as many starts as are usual find near groups that ten miss", async () => {
  const x = blobs(createRandom(4), 1_000, 3, 12, 3);
  const worst = async (restarts: number) => {
    const fits = [1, 2, 3, 4, 5, 6].map((seed) =>
      kMeans.fit(x, [12], { restarts, ...unlimited }, { kernels, random: createRandom(seed) }),
    );
    return Math.max(...(await Promise.all(fits)).flat().map(({ inertia }) => inertia));
  };
  const best = await worst(200);
  expect(await worst(usual)).toBeLessThan(1.0005 * best);
  expect(await worst(10)).toBeGreaterThan(1.005 * best);
});

test("says so where it did not start as often as it was asked to", async () => {
  const x = blobs(createRandom(1), 300, 120, 4, 6);
  const noteOf = async (k: number, restarts: number) =>
    (await kMeans.fit(x, [k], { restarts, ...unlimited }, { kernels, random: createRandom(1) }))[0]?.note?.en;
  expect(await noteOf(100, 200)).toContain("200 starts");
  expect(await noteOf(3, 200)).toBeUndefined();
});
