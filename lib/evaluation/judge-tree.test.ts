import { expect, it } from "vitest";
import { openGower } from "../clustering/mixed/gower-rows.ts";
import { createRandom } from "../core/random.ts";
import { gowerDistances } from "../kernels/gower.ts";
import { linkageTree, linkDistances } from "../kernels/linkage-tree.ts";
import { blobs, matrixOf } from "../kernels/test-data.ts";
import { judgeTree } from "./judge-tree.ts";

const own = (rows: number) => Int32Array.from({ length: rows }, (_, row) => row);
const copheneticOf = (outcome: ReturnType<typeof judgeTree>) => (outcome.ok ? outcome.value.cophenetic : Number.NaN);

it("trusts the heights of groups that lie apart, and less those of one cloud", () => {
  const judge = (spread: number) => {
    const x = blobs(createRandom(2), 150, 4, 3, spread);
    const tree = linkageTree(x, "average");
    return judgeTree({ tree, leafOf: own(150), x, distance: "euclidean" }, createRandom(1));
  };
  expect(copheneticOf(judge(12))).toBeGreaterThan(0.95);
  expect(copheneticOf(judge(0))).toBeLessThan(0.8);
});

it("comes close on a sample of many users, says of how many, and is the same for the same seed", () => {
  const x = blobs(createRandom(3), 2_600, 3, 4, 4);
  const leaves = blobs(createRandom(4), 40, 3, 4, 4);
  const leafOf = own(2_600).map((row) => row % 40);
  const input = { tree: linkageTree(leaves, "average"), leafOf, x, distance: "euclidean" } as const;
  const [one, two] = [judgeTree(input, createRandom(1)), judgeTree(input, createRandom(2))];
  expect(one).toMatchObject({ ok: true, value: { users: 1_000, of: 2_600 } });
  expect(judgeTree(input, createRandom(1))).toEqual(one);
  expect(Math.abs(copheneticOf(one) - copheneticOf(two))).toBeLessThan(0.02);
});

it("goes by Gower's distance where the tree does", () => {
  const rows = [0, 1, 2, 3, 4, 5].map((row) => [row * row, row % 2, 1 - (row % 2)]);
  const x = { ...matrixOf(rows), categories: [{ first: 1, count: 2 }] };
  const tree = linkDistances(gowerDistances(openGower(x)(x)), 6, "average");
  const gower = judgeTree({ tree, leafOf: own(6), x, distance: "gower" }, createRandom(1));
  expect(copheneticOf(gower)).toBeGreaterThan(0.8);
  expect(copheneticOf(gower)).not.toBe(
    copheneticOf(judgeTree({ tree, leafOf: own(6), x, distance: "euclidean" }, createRandom(1))),
  );
});

it("says why not where all users are alike", () => {
  const x = matrixOf([[1], [1], [1]]);
  const judged = judgeTree(
    { tree: linkageTree(x, "single"), leafOf: own(3), x, distance: "euclidean" },
    createRandom(1),
  );
  expect(judged).toMatchObject({ ok: false, reason: { en: expect.stringContaining("equally far apart") } });
});
