import type { Matrix } from "../../core/matrix.ts";
import { binColumns, binOf } from "./bin-columns.ts";
import type { Classifier, Labelled } from "./classifier.ts";
import { type BoostingOptions, leafOf, type Tree, TreeGrower } from "./tree-grower.ts";

export const boostingDefaults: BoostingOptions = { rounds: 100, rate: 0.1, depth: 4, bins: 64, lambda: 1, minLeaf: 10 };

export interface BoostedModel {
  /** Log of the classes' shares. */
  readonly start: Float64Array;
  /** rounds × classes */
  readonly trees: readonly (readonly Tree[])[];
  readonly edges: readonly Float64Array[];
}

/**
 * Gradient-boosted trees (Friedman 2001, doi:10.1214/aos/1013203451) for k classes: every round a tree a class on the
 * gradient of the log loss, its leaves by Newton's step −G / (H + λ) as in Chen & Guestrin 2016. Splits are looked for in
 * histograms. Deterministic. x: n × d, finite; y: n classes. O(rounds · classes · depth · n · d).
 */
export function fitBoosted(
  { x, y, classes }: Labelled,
  options: BoostingOptions = boostingDefaults,
  signal?: AbortSignal,
): BoostedModel {
  const binned = binColumns(x, options.bins);
  const n = x.rows;
  const shares = new Float64Array(classes).fill(1);
  for (let row = 0; row < n; row++) shares[y[row] ?? 0] = (shares[y[row] ?? 0] ?? 0) + 1;
  const start = shares.map((count) => Math.log(count / (n + classes)));
  const scores = Float64Array.from({ length: n * classes }, (_, at) => start[at % classes] ?? 0);
  const everybody = Int32Array.from({ length: n }, (_, row) => row);
  const trees: Tree[][] = [];
  for (let round = 0; round < options.rounds; round++) {
    signal?.throwIfAborted();
    const probabilities = softmaxRows(scores, classes);
    const growOne = (k: number): Tree => {
      const gradients = new Float64Array(n);
      const curvatures = new Float64Array(n);
      for (let row = 0; row < n; row++) {
        const share = probabilities[row * classes + k] ?? 0;
        gradients[row] = share - Number(y[row] === k);
        curvatures[row] = share * (1 - share);
      }
      const grower = new TreeGrower(binned, gradients, curvatures, options);
      return grower.grow(everybody, 0, (leaf, rows) => {
        for (const row of rows) {
          scores[row * classes + k] = (scores[row * classes + k] ?? 0) + leaf;
          if (classes === 2) scores[row * 2] = (scores[row * 2] ?? 0) - leaf;
        }
      });
    };
    if (classes === 2) {
      const tree = growOne(1);
      trees.push([mirrored(tree), tree]);
    } else trees.push(Array.from({ length: classes }, (_, k) => growOne(k)));
  }
  return { start, trees, edges: binned.edges };
}

/** Of two classes the gradients of one are those of the other with the sign changed, and so are the trees. */
function mirrored(tree: Tree): Tree {
  return typeof tree === "number" ? -tree : { ...tree, left: mirrored(tree.left), right: mirrored(tree.right) };
}

/** Probabilities, rows × classes. */
export function predictBoosted({ start, trees, edges }: BoostedModel, { data, rows, cols }: Matrix): Matrix {
  const classes = start.length;
  const scores = new Float64Array(rows * classes);
  const bins = new Uint8Array(cols);
  for (let row = 0; row < rows; row++) {
    for (const [j, own] of edges.entries()) bins[j] = binOf(own, data[row * cols + j] ?? 0);
    for (let k = 0; k < classes; k++) {
      let score = start[k] ?? 0;
      for (const round of trees) score += leafOf(round[k] ?? 0, bins);
      scores[row * classes + k] = score;
    }
  }
  return { data: Float32Array.from(softmaxRows(scores, classes)), rows, cols: classes };
}

function softmaxRows(scores: Float64Array, classes: number): Float64Array {
  const out = new Float64Array(scores.length);
  for (let start = 0; start < scores.length; start += classes) {
    const row = scores.subarray(start, start + classes);
    const largest = row.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
    let total = 0;
    for (const [k, score] of row.entries()) {
      const share = Math.exp(score - largest);
      out[start + k] = share;
      total += share;
    }
    for (let k = 0; k < classes; k++) out[start + k] = (out[start + k] ?? 0) / total;
  }
  return out;
}

export const boostedTrees: Classifier = {
  id: "boosted-trees",
  label: { en: "Boosted trees", zh: "梯度提升树" },
  help: {
    en: "A hundred small trees, each mending what those before got wrong; the rival to beat on plain features.",
    zh: "一百棵小树逐步修正前面的错误；在普通特征上是需要超越的对手。",
  },
  sees: "matrix",
  async fit(data, { signal }) {
    const model = fitBoosted(data, boostingDefaults, signal);
    return async (x) => predictBoosted(model, x);
  },
};
