import { expect, it } from "vitest";
import { cutAtHeight, cutTree } from "./cut-tree.ts";
import { orderMerges } from "./merge-tree.ts";
import { partition, readGolden } from "./test-data.ts";

interface Hierarchical {
  readonly X: number[][];
  readonly cases: readonly {
    readonly method: string;
    readonly linkage: [number, number, number, number][];
    readonly cut_by_k: Record<string, number[]>;
    readonly cut_by_height: { readonly height: number; readonly labels: number[] };
  }[];
}

const golden = readGolden<Hierarchical>("clustering", "hierarchical.json", { X: [], cases: [] });

it.runIf(golden.isThere).each(golden.content.cases.filter(({ cut_by_k }) => cut_by_k))(
  "cuts scipy's $method tree where scipy cuts it",
  ({ linkage, cut_by_k, cut_by_height }) => {
    const tree = orderMerges(
      linkage.map(([a, b, height, size]) => ({ a, b, height, size })),
      linkage.length + 1,
    );
    for (const [k, labels] of Object.entries(cut_by_k))
      expect(partition(cutTree(tree, Number(k)))).toEqual(partition(Int32Array.from(labels)));
    const { height, labels } = cut_by_height;
    expect(partition(cutAtHeight(tree, height))).toEqual(partition(Int32Array.from(labels)));
  },
);

const three = orderMerges(
  [
    { a: 1, b: 2, height: 1, size: 2 },
    { a: 0, b: 3, height: 0.5, size: 3 },
  ],
  3,
);

it("cuts at every k, and says who cannot be cut so", () => {
  expect([1, 2, 3].map((k) => [...cutTree(three, k)])).toEqual([
    [0, 0, 0],
    [0, 1, 1],
    [0, 1, 2],
  ]);
  expect(() => cutTree(three, 4)).toThrow(/4 .* 3/);
});

it("keeps merges that reach the height, and lifts one that rounding left below its part", () => {
  expect([...three.height]).toEqual([1, 1]);
  expect([...cutAtHeight(three, 0.9)]).toEqual([0, 1, 2]);
  expect([...cutAtHeight(three, 1)]).toEqual([0, 0, 0]);
});
