import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutTree } from "./cut-tree.ts";
import { type Linkage, linkageTree } from "./linkage-tree.ts";
import { matrixOf, readGolden } from "./test-data.ts";

interface Hierarchical {
  readonly X: number[][];
  readonly cases: readonly { readonly method: string; readonly linkage: [number, number, number, number][] }[];
}
interface Agglomerative {
  readonly cases: readonly {
    readonly method: string;
    readonly last_30_heights: number[];
    readonly cluster_sizes_by_k: Record<string, number[]>;
  }[];
}

const golden = readGolden<Hierarchical>("clustering", "hierarchical.json", { X: [], cases: [] });
const large = readGolden<Agglomerative>("clustering", "agglomerative_2000.json", { cases: [] });
const linkages: readonly Linkage[] = ["single", "complete", "average"];

describe.each(linkages)("%s linkage", (linkage) => {
  it.runIf(golden.isThere)("has scipy's heights", () => {
    const expected = golden.content.cases.find(({ method }) => method === linkage)?.linkage ?? [];
    const { height } = linkageTree(matrixOf(golden.content.X), linkage);
    for (const [i, [, , value]] of expected.entries())
      expect(Math.abs((height[i] ?? 0) / value - 1)).toBeLessThan(1e-6);
  });

  it.runIf(large.isThere && linkage !== "single")("has scipy's heights and clusters over 2,000 rows", () => {
    const expected = large.content.cases.find(({ method }) => method === linkage);
    const tree = linkageTree(large.matrix("data"), linkage);
    for (const [i, value] of [...tree.height.slice(-30)].entries())
      expect(Math.abs(value / (expected?.last_30_heights[i] ?? 0) - 1)).toBeLessThan(1e-6);
    for (const [k, sizes] of Object.entries(expected?.cluster_sizes_by_k ?? {})) {
      const found = new Array<number>(Number(k)).fill(0);
      for (const label of cutTree(tree, Number(k))) found[label] = (found[label] ?? 0) + 1;
      expect(found.toSorted((a, b) => b - a)).toEqual(sizes);
    }
  });

  it("never falls, and lies between the nearest and the farthest pair of rows", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 2 }), {
          minLength: 2,
          maxLength: 30,
        }),
        (rows) => {
          const { height, size } = linkageTree(matrixOf(rows), linkage);
          const pairs = rows.flatMap((a, i) =>
            rows.slice(0, i).map((b) => Math.hypot((a[0] ?? 0) - (b[0] ?? 0), (a[1] ?? 0) - (b[1] ?? 0))),
          );
          expect([...height]).toEqual([...height].toSorted((a, b) => a - b));
          expect(height[0]).toBeCloseTo(Math.min(...pairs), 9);
          expect(height.at(-1)).toBeLessThanOrEqual(Math.max(...pairs) + 1e-9);
          if (linkage === "complete") expect(height.at(-1)).toBeCloseTo(Math.max(...pairs), 9);
          expect(size.at(-1)).toBe(rows.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("counts a weighted row as that many", () => {
    const repeated = linkageTree(matrixOf([[0], [0], [0], [1], [5]]), linkage);
    const weighted = linkageTree(matrixOf([[0], [1], [5]]), linkage, [3, 1, 1]);
    expect([...weighted.height]).toEqual([...repeated.height].filter((height) => height > 0));
  });
});
