import type { Matrix } from "../../core/matrix.ts";
import { binColumns, binOf } from "../../evaluation/classifiers/bin-columns.ts";
import { type BoostingOptions, leafOf, type Tree, TreeGrower } from "../../evaluation/classifiers/tree-grower.ts";

/** Predicts a number a row. */
export type PredictMean = (x: Matrix) => Float64Array;

/** Small trees and large leaves: effects are much smaller than what users differ by anyway. */
const options: BoostingOptions = { rounds: 60, rate: 0.1, depth: 3, bins: 32, lambda: 1, minLeaf: 50 };

/**
 * Gradient-boosted regression trees (Friedman 2001, doi:10.1214/aos/1013203451) on squared loss: each tree is grown on the
 * residuals, a leaf is rate · Σresiduals/(n + λ). Deterministic. x: n × d, finite; y: n, finite. O(rounds · depth · n · d).
 */
export function fitBoostedMean(x: Matrix, y: Float64Array): PredictMean {
  const n = x.rows;
  const start = y.reduce((sum, value) => sum + value, 0) / Math.max(1, n);
  if (x.cols === 0) return ({ rows }) => new Float64Array(rows).fill(start);
  const binned = binColumns(x, options.bins);
  const gradients = y.map((value) => start - value);
  const curvatures = new Float64Array(n).fill(1);
  const everybody = Int32Array.from({ length: n }, (_, row) => row);
  const trees: Tree[] = [];
  for (let round = 0; round < options.rounds; round++) {
    const leaves: [number, Int32Array][] = [];
    trees.push(
      new TreeGrower(binned, gradients, curvatures, options).grow(everybody, 0, (leaf, rows) => {
        leaves.push([leaf, rows]);
      }),
    );
    for (const [leaf, rows] of leaves) for (const row of rows) gradients[row] = (gradients[row] ?? 0) + leaf;
  }
  return ({ data, rows, cols }) => {
    const bins = new Uint8Array(cols);
    return Float64Array.from({ length: rows }, (_, row) => {
      for (const [j, own] of binned.edges.entries()) bins[j] = binOf(own, data[row * cols + j] ?? 0);
      let sum = start;
      for (const tree of trees) sum += leafOf(tree, bins);
      return sum;
    });
  };
}
