import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { matrixOf, partition } from "../../kernels/test-data.ts";
import type { Fit } from "./algorithm.ts";
import { hierarchical } from "./hierarchical.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

type Params = Parameters<typeof hierarchical.fit>[2];

async function fit(x: Matrix, k: number, params: Params): Promise<Fit> {
  const [found] = await hierarchical.fit(x, [k], params, { kernels, random: createRandom(7) });
  if (!found) throw new Error("no fit");
  return found;
}

/** Kinds 0…2: told by a category of three, hardly by two numbers of which one lies far out now and then. */
function users(count: number): { readonly x: Matrix; readonly kinds: number[] } {
  const random = createRandom(2);
  const kinds = Array.from({ length: count }, () => random.int(3));
  const rows = kinds.map((kind) => [
    random.normal() + (random.int(40) === 0 ? 12 : 0),
    0.2 * random.normal() + kind,
    ...[0, 1, 2].map((level) => Number(level === kind)),
  ]);
  return { x: { ...matrixOf(rows), categories: [{ first: 2, count: 3 }] }, kinds };
}

describe.each(["average", "complete"] as const)("Gower's distance with %s linkage", (linkage) => {
  it("finds the kinds that categories tell, where straight lines find who lies far out", async () => {
    const { x, kinds } = users(150);
    const gower = await fit(x, 3, { linkage, distance: "gower" });
    expect(partition(gower.labels)).toEqual(partition(kinds));
    const straight = await fit(x, 3, { linkage, distance: "euclidean" });
    expect(partition(straight.labels)).not.toEqual(partition(kinds));
  });

  it("does not go by the order of rows, and takes users who are alike and a number that says nothing", async () => {
    const { x, kinds } = users(90);
    const order = kinds.map((_, row) => (row * 37 + 5) % 90);
    const data = new Float32Array(x.data.length);
    for (const [i, row] of order.entries()) data.set(x.data.subarray(row * x.cols, (row + 1) * x.cols), i * x.cols);
    const turned = await fit({ ...x, data }, 3, { linkage, distance: "gower" });
    expect(partition(turned.labels)).toEqual(partition(order.map((row) => kinds[row] ?? -1)));
    const alike = {
      ...matrixOf(Array.from({ length: 12 }, (_, row) => [7, row % 2])),
      categories: [{ first: 1, count: 1 }],
    };
    const { labels, inertia } = await fit(alike, 2, { linkage, distance: "gower" });
    expect(partition(labels)).toEqual(Array.from({ length: 12 }, (_, row) => row % 2));
    expect(inertia).toBe(0);
  });

  it("has no height above 1, whatever the units", async () => {
    const { x } = users(60);
    const { tree } = await fit(x, 2, { linkage, distance: "gower" });
    expect(tree?.height.at(-1)).toBeLessThanOrEqual(1);
    const other = { ...x, data: x.data.map((value, at) => (at % x.cols < 2 ? 64 * value - 512 : value)) };
    const again = await fit(other, 2, { linkage, distance: "gower" });
    for (const [at, height] of again.tree?.height.entries() ?? [])
      expect(height).toBeCloseTo(tree?.height[at] ?? -1, 5);
  });
});

it("joins 2,000 groups of alike users where there are too many, by numbers and categories", async () => {
  const { x, kinds } = users(10_500);
  const { labels, tree, note } = await fit(x, 3, { linkage: "average", distance: "gower" });
  expect(partition(labels)).toEqual(partition(kinds));
  expect(tree?.left.length).toBeLessThan(2_000);
  expect(tree?.size.at(-1)).toBe(10_500);
  expect(note?.en).toContain("2,000 groups");
}, 30_000);
