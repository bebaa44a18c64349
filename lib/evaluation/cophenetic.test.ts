import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Linkage, linkageTree, pairDistances } from "../kernels/linkage-tree.ts";
import type { MergeTree } from "../kernels/merge-tree.ts";
import { openKernels } from "../kernels/pool.ts";
import { matrixOf, readGolden } from "../kernels/test-data.ts";
import { wardTree } from "../kernels/ward.ts";
import { copheneticDistances, correlate } from "./cophenetic.ts";

interface Hierarchical {
  readonly X: number[][];
  readonly cases: readonly { readonly method: string; readonly cophenetic_correlation: number }[];
}
const golden = readGolden<Hierarchical>("clustering", "hierarchical.json", { X: [], cases: [] });
const rowsThemselves = (tree: MergeTree) => Int32Array.from({ length: tree.left.length + 1 }, (_, row) => row);

describe.runIf(golden.isThere)("against scipy's cophenet (skipped where ../shared is absent)", () => {
  it.each(golden.content.cases)("$method", async ({ method, cophenetic_correlation: expected }) => {
    const x = matrixOf(golden.content.X);
    const kernels = await openKernels({ threads: 1 });
    const tree = method === "ward" ? wardTree(kernels, x) : linkageTree(x, method as Linkage);
    await kernels.close();
    expect(correlate(pairDistances(x), copheneticDistances(tree, rowsThemselves(tree)))).toBeCloseTo(expected, 6);
  });
});

const column = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 25 });

describe("the height at which two rows are joined", () => {
  it("is the lowest link of a chain between them in single linkage, and an ultrametric in all", () => {
    fc.assert(
      fc.property(column, fc.constantFrom<Linkage>("single", "complete", "average"), (values, linkage) => {
        const tree = linkageTree(matrixOf(values.map((value) => [value])), linkage);
        const heights = copheneticDistances(tree, rowsThemselves(tree));
        const of = (a: number, b: number) => heights[(Math.max(a, b) * (Math.max(a, b) - 1)) / 2 + Math.min(a, b)] ?? 0;
        for (let a = 0; a < values.length; a++)
          for (let b = 0; b < a; b++) {
            for (let c = 0; c < b; c++) expect(of(a, b)).toBeLessThanOrEqual(Math.max(of(a, c), of(b, c)) + 1e-9);
            if (linkage !== "single") continue;
            const [low = 0, high = 0] = [values[a] ?? 0, values[b] ?? 0].toSorted((one, other) => one - other);
            const between = values
              .filter((value) => value >= low && value <= high)
              .toSorted((one, other) => one - other);
            const gaps = between.slice(1).map((value, i) => value - (between[i] ?? 0));
            expect(of(a, b)).toBe(Math.max(0, ...gaps));
          }
      }),
      { numRuns: 60 },
    );
  });

  it("is 0 within a leaf, and that of their leaves else, in any order of rows", () => {
    const tree = linkageTree(matrixOf([[0], [1], [5]]), "single", [2, 1, 2]);
    expect([...copheneticDistances(tree, [0, 0, 1, 2, 2])]).toEqual([0, 1, 1, 4, 4, 4, 4, 4, 4, 0]);
    expect([...copheneticDistances(tree, [2, 0, 2])]).toEqual([4, 0, 4]);
  });
});

describe("correlation", () => {
  it("keeps its digits far from 0, and is none where a side does not vary", () => {
    expect(correlate(Float64Array.of(1, 2, 4), Float64Array.of(1, 3, 2))).toBeCloseTo(0.327327, 6);
    const far = Float64Array.of(1e9 + 1, 1e9 + 2, 1e9 + 4);
    expect(correlate(far, Float64Array.of(1, 3, 2))).toBeCloseTo(0.327327, 6);
    expect(correlate(far, far)).toBe(1);
    expect(correlate(Float64Array.of(2, 2, 2), Float64Array.of(1, 3, 2))).toBeNull();
    expect(correlate(Float64Array.of(2), Float64Array.of(1))).toBeNull();
  });
});
