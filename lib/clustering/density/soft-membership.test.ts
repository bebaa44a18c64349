import { afterAll, beforeAll, expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { reachabilityTree } from "../../kernels/reachability-tree.ts";
import { blobs, matrixOf } from "../../kernels/test-data.ts";
import { chooseClusters } from "./choose-clusters.ts";
import { condenseTree } from "./condensed-tree.ts";
import { membershipOf } from "./membership.ts";
import { openSoftMembership } from "./soft-membership.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 1 });
});
afterAll(() => kernels.close());

function fit(x: ReturnType<typeof matrixOf>, minSamples: number, smallest: number) {
  const tree = condenseTree(reachabilityTree(kernels, x, minSamples).tree, smallest);
  const membership = membershipOf(tree, chooseClusters(tree, { selection: "eom", epsilon: 0 }));
  return { labels: membership.labels, soft: openSoftMembership(x, tree, membership) };
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

it("is what the formula says by hand", () => {
  // Two groups of four, 1 apart inside and 10 from each other; the row at 3.5 leaves its group at density 2/3 … of 1.
  const { labels, soft } = fit(matrixOf([0, 1, 2, 3.5, 13.5, 14.5, 15.5, 16.5].map((value) => [value])), 1, 3);
  expect([...labels]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  expect([...soft(0)]).toEqual([1, 0]);
  // Own: q = (1 / 1.5) / 1, d = 1.5 to the row at 2. Other: q = 1/10 / 1, d = 10 to the row at 13.5.
  const [own, other] = [2 / 3 / 1.5, 0.1 / 10];
  const [first, second] = soft(3);
  expect(first).toBeCloseTo(((2 / 3) * own) / (own + other), 12);
  expect(second).toBeCloseTo(((2 / 3) * other) / (own + other), 12);
});

it("adds up to at most 1, leans to a row's own cluster, and to neither halfway between two", () => {
  const x = blobs(createRandom(3), 300, 2, 3, 14);
  const { labels, soft } = fit(x, 5, 20);
  for (const [row, label] of labels.entries()) {
    const shares = soft(row);
    expect(sum(shares)).toBeLessThanOrEqual(1 + 1e-12);
    expect(shares.every((share) => share >= 0)).toBe(true);
    if (label >= 0) expect(shares.indexOf(Math.max(...shares))).toBe(label);
  }
  const side = [0, 1, 2, 3, 4];
  const { soft: between } = fit(
    matrixOf([...side, 12, ...side.map((value) => 20 + value)].map((value) => [value])),
    1,
    4,
  );
  const [left = 0, right = 0] = between(5);
  expect(left).toBeCloseTo(right, 12);
  expect(left + right).toBeLessThan(0.2);
});

it("has nothing to share where there are no clusters", () => {
  expect([...fit(matrixOf([[0], [1], [2]]), 1, 2).soft(1)]).toEqual([]);
});
