import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { fitTree, type Impurity, predictTree, type TreeNode } from "./decision-tree.ts";

const shared = process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../../shared");
const path = join(shared, "golden/classify/tree.json");

interface Golden {
  readonly X: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly cases: readonly {
    readonly id: string;
    readonly criterion: Impurity;
    readonly max_depth: number;
    readonly nodes_of_seed_0: readonly {
      readonly impurity: number;
      readonly samples: number;
      readonly class_shares: readonly number[];
    }[];
    readonly accuracy: number;
    readonly alternatives_over_60_seeds: readonly { readonly weighted_leaf_impurity: number }[];
  }[];
}

const golden: Golden | undefined = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
const matrix = (rows: readonly (readonly number[])[]): Matrix => ({
  data: Float64Array.from(rows.flat()) as unknown as Float32Array,
  rows: rows.length,
  cols: rows[0]?.length ?? 0,
});

function leavesOf(node: TreeNode): TreeNode[] {
  return node.split ? [...leavesOf(node.split.left), ...leavesOf(node.split.right)] : [node];
}

function accuracyOf(tree: TreeNode, x: Matrix, y: readonly number[]): number {
  const { data, cols } = predictTree(tree, x);
  const right = y.filter((label, row) => {
    const shares = [...data.subarray(row * cols, (row + 1) * cols)];
    return shares.indexOf(Math.max(...shares)) === label;
  });
  return right.length / y.length;
}

describe.skipIf(!golden)("iris as scikit-learn splits it (skipped where ../shared is absent)", () => {
  test.each((golden?.cases ?? []).map((one) => [one.id, one] as const))("%s", (_, wanted) => {
    const { X = [], y = [] } = golden ?? {};
    const options = { criterion: wanted.criterion, maxDepth: wanted.max_depth, minLeaf: 1 };
    const tree = fitTree({ x: matrix(X), y, classes: 3 }, options);
    const root = wanted.nodes_of_seed_0[0];
    expect(tree.impurity).toBeCloseTo(root?.impurity ?? Number.NaN, 9);
    for (const [k, share] of (root?.class_shares ?? []).entries()) expect(tree.shares[k]).toBeCloseTo(share, 9);
    const impurity = leavesOf(tree).reduce((sum, leaf) => sum + leaf.impurity * leaf.samples, 0) / y.length;
    const known = wanted.alternatives_over_60_seeds.map((one) => one.weighted_leaf_impurity);
    expect(impurity).toBeLessThanOrEqual(Math.max(...known) + 1e-9);
    expect(accuracyOf(tree, matrix(X), y)).toBeGreaterThanOrEqual(wanted.accuracy - 1e-9);
  });
});

const options = { criterion: "gini", maxDepth: 4, minLeaf: 2 } as const;

test("leaves hold all rows once, none too small, and no deeper than asked", () => {
  const cell = fc.float({ min: -1e6, max: 1e6, noNaN: true });
  const rows = fc.array(fc.tuple(cell, cell, fc.integer({ min: 0, max: 2 })), { minLength: 4, maxLength: 60 });
  fc.assert(
    fc.property(rows, (values) => {
      const x = matrix(values.map(([a, b]) => [a, b]));
      const tree = fitTree({ x, y: values.map(([, , label]) => label), classes: 3 }, options);
      const leaves = leavesOf(tree);
      expect(leaves.reduce((sum, leaf) => sum + leaf.samples, 0)).toBe(values.length);
      expect(leaves.every((leaf) => leaf.samples >= options.minLeaf)).toBe(true);
      expect(leaves.length).toBeLessThanOrEqual(2 ** options.maxDepth);
    }),
  );
});

test("constants, and neighbours in float32, are no places to split wrongly", () => {
  const flat = fitTree({ x: matrix([[5], [5], [5], [5]]), y: [0, 1, 0, 1], classes: 2 }, options);
  expect(flat.split).toBeNull();
  const next = Math.fround(1 + 2 ** -23);
  const x: Matrix = { data: Float32Array.from([1, 1, next, next]), rows: 4, cols: 1 };
  expect(accuracyOf(fitTree({ x, y: [0, 0, 1, 1], classes: 2 }, options), x, [0, 0, 1, 1])).toBe(1);
});
