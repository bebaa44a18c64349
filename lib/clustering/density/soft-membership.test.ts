import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { reachabilityTree } from "../../kernels/reachability-tree.ts";
import { blobs, matrixOf } from "../../kernels/test-data.ts";
import { softColumn, softMatrix, softRows } from "../fixtures/soft-peers.ts";
import { chooseClusters, type Selection } from "./choose-clusters.ts";
import { condenseTree } from "./condensed-tree.ts";
import { membershipOf } from "./membership.ts";
import { type HungRows, softMembership } from "./soft-membership.ts";

const peers = [
  { selection: "eom", minClusterSize: 15, minSamples: 6 },
  { selection: "leaf", minClusterSize: 8, minSamples: 4 },
] as const;

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

function fit(x: Matrix, minSamples: number, smallest: number, selection: Selection = "eom") {
  const tree = condenseTree(reachabilityTree(kernels, x, minSamples).tree, smallest);
  const { labels, clusters } = membershipOf(tree, chooseClusters(tree, { selection, epsilon: 0 }));
  const model = { fitted: x, tree, clusters };
  return { labels, tree, k: clusters.length, of: (rows: Matrix, hung: HungRows) => vectors(rows, hung, model) };
}

function vectors(x: Matrix, hung: HungRows, model: Parameters<typeof softMembership>[3]): number[][] {
  const k = model.clusters.length;
  const into = new Float32Array(x.rows * k);
  softMembership(kernels, x, hung, model)(0, x.rows, into);
  return Array.from({ length: x.rows }, (_, row) => [...into.subarray(row * k, (row + 1) * k)]);
}

const sum = (values: readonly number[] = []) => values.reduce((total, value) => total + value, 0);

describe("softMembership", () => {
  it.each(peers)(
    "is hdbscan's all-points membership: $selection, at least $minClusterSize",
    ({ minClusterSize, minSamples, selection }) => {
      const [labels, tied] = [softColumn(`${selection}_label`), softColumn(`${selection}_tied`)];
      const expected = softRows(`${selection}_`);
      const x = softMatrix();
      const found = fit(x, minSamples, minClusterSize, selection);
      const soft = found.of(x, found.tree);
      const ownOf = expected[0]?.map((_, theirs) => found.labels[labels.indexOf(theirs)] ?? -1) ?? [];
      expect(new Set(ownOf).size).toBe(found.k);
      expect(sum(tied)).toBeLessThan(60);
      const differing = expected.filter((vector, row) => {
        const own = ownOf.map((label) => soft[row]?.[label] ?? Number.NaN);
        const scale = tied[row] ? sum(vector) / sum(own) : 1;
        return !vector.every((value, theirs) => Math.abs((own[theirs] ?? 0) * scale - value) < 1e-6);
      });
      // One row is as far from two parts of a cluster, and may go with either.
      expect(differing.length).toBeLessThanOrEqual(1);
    },
  );

  it("is what the formula says by hand", () => {
    // Two groups of four, 1 apart inside and 10 from each other; the row at 3.5 leaves its group at density 2/3 … of 1.
    const x = matrixOf([0, 1, 2, 3.5, 13.5, 14.5, 15.5, 16.5].map((value) => [value]));
    const { labels, tree, of } = fit(x, 1, 3);
    const soft = of(x, tree);
    expect([...labels]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect(soft[0]).toEqual([1, 0]);
    // Own: d = 1.5 to the row at 2, h = 2/3. Other: d = 10 to the row at 13.5, h = 1/10, where the groups part. Both end at 1.
    const own = Math.exp(Math.exp(-3 / 2)) / 1.5;
    const other = Math.exp(Math.exp(-10)) / 10;
    expect(soft[3]?.[0]).toBeCloseTo(((2 / 3) * own) / (own + other), 6);
    expect(soft[3]?.[1]).toBeCloseTo(((2 / 3) * other) / (own + other), 6);
  });

  it("adds up to at most 1, whatever the offset of the columns, and to little halfway between two", () => {
    const x = blobs(createRandom(3), 300, 2, 3, 14);
    const { tree, of } = fit(x, 5, 20);
    const soft = of(x, tree);
    for (const shares of soft) {
      expect(sum(shares)).toBeLessThanOrEqual(1 + 1e-6);
      expect(shares.every((share) => share >= 0)).toBe(true);
    }
    const far = { ...x, data: x.data.map((value) => value + 4096) };
    const again = fit(far, 5, 20);
    for (const [row, shares] of again.of(far, again.tree).entries())
      for (const [i, share] of shares.entries()) expect(share).toBeCloseTo(soft[row]?.[i] ?? -1, 2);
    const side = [0, 1, 2, 3, 4];
    const between = matrixOf([...side, 12, ...side.map((value) => 20 + value)].map((value) => [value]));
    const line = fit(between, 1, 4);
    const [left = 0, right = 0] = line.of(between, line.tree)[5] ?? [];
    expect(left).toBeCloseTo(right, 6);
    expect(left + right).toBeLessThan(0.2);
  });

  it("takes a new row by where it hangs, and a stretch of rows as it takes all", () => {
    const x = matrixOf([0, 1, 2, 3.5, 13.5, 14.5, 15.5, 16.5].map((value) => [value]));
    const { tree, labels, of } = fit(x, 1, 3);
    const home = Int32Array.of(tree.home[labels.indexOf(0)] ?? 0, 0);
    const [near = [], nowhere = []] = of(matrixOf([[2.5], [8.5]]), { home, leaving: Float64Array.of(1, 0.05) });
    expect(near[0]).toBeGreaterThan(0.9);
    // Halfway: near no exemplar, and it leaves everybody before the groups part.
    expect(sum(nowhere)).toBeCloseTo(0.05, 6);
    const model = { fitted: x, tree, clusters: [...new Set(tree.home)] };
    const tell = softMembership(kernels, x, tree, model);
    const [all, some] = [new Float32Array(16), new Float32Array(6)];
    tell(0, 8, all);
    tell(2, 5, some);
    expect([...some]).toEqual([...all.subarray(4, 10)]);
  });

  it("leaves rows that are alike on an exemplar to its cluster alone, and has nothing to share without clusters", () => {
    const twins = matrixOf([...new Array(8).fill([0]), ...Array.from({ length: 8 }, (_, i) => [50 + i])]);
    const { tree, labels, of } = fit(twins, 2, 4);
    const soft = of(twins, tree);
    expect(soft[0]?.[labels[0] ?? -1]).toBe(1);
    expect(soft.flat().every(Number.isFinite)).toBe(true);
    const none = matrixOf([[0], [1], [2]]);
    const flat = fit(none, 1, 2);
    expect(flat.of(none, flat.tree)[1]).toEqual([]);
  });
});
