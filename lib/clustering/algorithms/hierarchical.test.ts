import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import { kMeans } from "../../kernels/k-means.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { blobs, matrixOf, partition } from "../../kernels/test-data.ts";
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

describe("users with gaps", () => {
  const no = null;
  /** Two numbers, a city of three and a yes-no; null: missing. */
  const table = [
    ...[
      [0.1, no, 0, 1],
      [9.4, 0.5, 1, 1],
      [no, 7.2, 2, 0],
      [1.4, 4.9, no, 0],
      [11.6, 0.8, 2, 0],
      [no, 7.5, 2, no],
    ],
    ...[
      [-3.8, 4.2, 0, 0],
      [7, no, 1, 1],
      [18.5, 9.4, no, 1],
      [1.1, 6, 1, 1],
      [no, 1.2, 1, 1],
      [18.7, 8.2, 2, 1],
    ],
  ] as const;
  const x: Matrix = {
    ...matrixOf(
      table.map(([first, second, city, yes]) => [
        ...[first ?? Number.NaN, second ?? Number.NaN],
        ...[0, 1, 2].map((level) => (city === null ? Number.NaN : Number(city === level))),
        yes ?? Number.NaN,
      ]),
    ),
    categories: [
      { first: 2, count: 3 },
      { first: 5, count: 1 },
    ],
  };

  // Distances by a loop over what both have, trees by scipy.cluster.hierarchy.linkage of scipy 1.x.
  it.each([
    [
      "average",
      [0, 0.016853932584, 0.03088639201, 0.047906783188, 0.103254265501, 0.171299764184],
      [0.308052434457, 0.395620058261, 0.438703703704, 0.476642530171, 0.695464122228],
      [3, 3, 1, 1, 1, 1, 1, 3, 2, 3, 3, 2],
    ],
    [
      "complete",
      [0, 0.016853932584, 0.035555555556, 0.047906783188, 0.103254265501, 0.246716604245],
      [0.376404494382, 0.5, 0.608888888889, 0.685393258427, 1],
      [1, 1, 3, 2, 3, 3, 2, 1, 1, 1, 1, 1],
    ],
    [
      "single",
      [0, 0.016853932584, 0.026217228464, 0.039325842697, 0.047906783188, 0.087407407407],
      [0.103254265501, 0.129213483146, 0.239700374532, 0.255555555556, 0.348148148148],
      [3, 1, 2, 2, 2, 2, 2, 1, 2, 1, 1, 2],
    ],
  ] as const)("are joined as scipy does, what one of two lacks left out (%s)", async (linkage, low, high, three) => {
    const { tree, labels, centres, inertia } = await fit(x, 3, { linkage, distance: "gower" });
    for (const [at, height] of [...low, ...high].entries()) expect(tree?.height[at]).toBeCloseTo(height, 6);
    expect(partition(labels)).toEqual(partition(three));
    expect([...centres.data, inertia].every(Number.isFinite)).toBe(true);
  });

  it("do not go by where they stand", async () => {
    const order = table.map((_, row) => (row * 5 + 3) % table.length);
    const data = new Float32Array(x.data.length);
    for (const [i, row] of order.entries()) data.set(x.data.subarray(row * x.cols, (row + 1) * x.cols), i * x.cols);
    const plain = await fit(x, 3, { linkage: "average", distance: "gower" });
    const turned = await fit({ ...x, data }, 3, { linkage: "average", distance: "gower" });
    expect(partition(turned.labels)).toEqual(partition(order.map((row) => plain.labels[row] ?? -1)));
  });

  it("are let in by Gower's distance alone", () => {
    const allowed = (linkage: Params["linkage"], distance: Params["distance"]) =>
      hierarchical.comparesGaps?.({ linkage, distance });
    expect([allowed("average", "gower"), allowed("ward", "gower"), allowed("single", "euclidean")]).toEqual([
      ...[true, false, false],
    ]);
  });

  it("stand with the one of 2,000 drawn whom they differ from least, where there are too many", async () => {
    const { x: whole, kinds } = users(10_500);
    const random = createRandom(5);
    const data = whole.data.map((value, at) => (at % whole.cols === 0 && random.int(3) === 0 ? Number.NaN : value));
    const { labels, tree, leafOf, note } = await fit({ ...whole, data }, 3, { linkage: "average", distance: "gower" });
    expect(partition(labels)).toEqual(partition(kinds));
    expect(tree?.left.length).toBe(1_999);
    expect(tree?.size.at(-1)).toBe(10_500);
    expect(new Set(leafOf).size).toBe(2_000);
    expect(note?.en).toContain("joins 2,000 drawn at random");
  }, 30_000);
});

it("joins 2,000 groups of alike users where there are too many, by numbers and categories", async () => {
  const { x, kinds } = users(10_500);
  const { labels, tree, note } = await fit(x, 3, { linkage: "average", distance: "gower" });
  expect(partition(labels)).toEqual(partition(kinds));
  expect(tree?.left.length).toBeLessThan(2_000);
  expect(tree?.size.at(-1)).toBe(10_500);
  expect(note?.en).toContain("2,000 groups");
}, 30_000);

it("forms the groups among drawn users where there are more still, and counts everybody in them", async () => {
  const x = blobs(createRandom(4), 60_000, 3, 5, 30);
  const { labels, tree, leafOf } = await fit(x, 5, { linkage: "ward", distance: "euclidean" });
  const exact = kMeans(kernels, x, { k: 5, restarts: 5, random: createRandom(1) });
  expect(partition(labels)).toEqual(partition(exact.labels));
  expect(tree?.size.at(-1)).toBe(60_000);
  const sizes = new Map<number, number>();
  for (const leaf of leafOf ?? []) sizes.set(leaf, (sizes.get(leaf) ?? 0) + 1);
  expect(sizes.size).toBe((tree?.left.length ?? 0) + 1);
  const [a, b] = [tree?.left[0] ?? 0, tree?.right[0] ?? 0];
  expect(tree?.size[0]).toBe((sizes.get(a) ?? 0) + (sizes.get(b) ?? 0));
}, 60_000);
