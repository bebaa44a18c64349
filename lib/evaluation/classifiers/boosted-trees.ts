import type { Matrix } from "../../core/matrix.ts";
import { type BinnedColumns, binColumns, binOf } from "./bin-columns.ts";
import type { Classifier, Labelled } from "./classifier.ts";

export interface BoostingOptions {
  readonly rounds: number;
  /** Share of a tree's answer that is taken. */
  readonly rate: number;
  readonly depth: number;
  readonly bins: number;
  /** Pull of a leaf's answer towards 0. */
  readonly lambda: number;
  /** Rows of a leaf, at least. */
  readonly minLeaf: number;
}

export const boostingDefaults: BoostingOptions = { rounds: 100, rate: 0.1, depth: 4, bins: 64, lambda: 1, minLeaf: 10 };

interface Branch {
  readonly feature: number;
  /** Rows in bins up to this one go left. */
  readonly bin: number;
  readonly left: Tree;
  readonly right: Tree;
}
type Tree = Branch | number;

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
      const grower = new Grower(binned, gradients, curvatures, options);
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

class Grower {
  private readonly binned: BinnedColumns;
  private readonly gradients: Float64Array;
  private readonly curvatures: Float64Array;
  private readonly options: BoostingOptions;
  /** Where each column's bins begin among all. */
  private readonly offsets: Int32Array;
  /** Sums of all bins of all columns. */
  private readonly width: number;

  constructor(binned: BinnedColumns, gradients: Float64Array, curvatures: Float64Array, options: BoostingOptions) {
    this.binned = binned;
    this.gradients = gradients;
    this.curvatures = curvatures;
    this.options = options;
    this.offsets = new Int32Array(binned.edges.length);
    let bins = 0;
    for (const [column, edges] of binned.edges.entries()) {
      this.offsets[column] = bins;
      bins += edges.length + 1;
    }
    this.width = 3 * bins;
  }

  /** known: the rows' sums by bin, where they are at hand. */
  grow(rows: Int32Array, depth: number, onLeaf: (leaf: number, rows: Int32Array) => void, known?: Float64Array): Tree {
    const { rate, lambda, minLeaf } = this.options;
    let [g, h] = [0, 0];
    for (const row of rows) {
      g += this.gradients[row] ?? 0;
      h += this.curvatures[row] ?? 0;
    }
    const mayGrow = depth < this.options.depth && rows.length >= 2 * minLeaf;
    const sums = mayGrow ? (known ?? this.sumBins(rows)) : undefined;
    const split = sums && this.findSplit(sums, rows.length, g, h);
    if (!split) {
      const leaf = (-rate * g) / (h + lambda);
      onLeaf(leaf, rows);
      return leaf;
    }
    const { bins, edges } = this.binned;
    const isLeft = (row: number) => (bins[row * edges.length + split.feature] ?? 0) <= split.bin;
    const left = rows.filter(isLeft);
    const right = rows.filter((row) => !isLeft(row));
    // Only the smaller side is summed up; the other is what is left of both.
    const [small, isSmallLeft] = left.length <= right.length ? [left, true] : [right, false];
    const own = depth + 1 < this.options.depth ? this.sumBins(small) : undefined;
    const rest = own && sums.map((sum, at) => sum - (own[at] ?? 0));
    const [ofLeft, ofRight] = isSmallLeft ? [own, rest] : [rest, own];
    return {
      ...split,
      left: this.grow(left, depth + 1, onLeaf, ofLeft),
      right: this.grow(right, depth + 1, onLeaf, ofRight),
    };
  }

  /** The split of largest gain, the first of several; none where nothing is gained. */
  private findSplit(sums: Float64Array, n: number, g: number, h: number): { feature: number; bin: number } | undefined {
    const { lambda, minLeaf } = this.options;
    const worth = (sum: number, curvature: number) => (sum * sum) / (curvature + lambda);
    let best: { feature: number; bin: number } | undefined;
    let most = worth(g, h) + 1e-9;
    for (const [feature, edges] of this.binned.edges.entries()) {
      const count = edges.length + 1;
      const first = 3 * (this.offsets[feature] ?? 0);
      let [gLeft, hLeft, nLeft] = [0, 0, 0];
      for (let bin = 0; bin + 1 < count; bin++) {
        gLeft += sums[first + 3 * bin] ?? 0;
        hLeft += sums[first + 3 * bin + 1] ?? 0;
        nLeft += sums[first + 3 * bin + 2] ?? 0;
        if (nLeft < minLeaf || n - nLeft < minLeaf) continue;
        const gain = worth(gLeft, hLeft) + worth(g - gLeft, h - hLeft);
        if (gain > most) [most, best] = [gain, { feature, bin }];
      }
    }
    return best;
  }

  /** Gradient, curvature and count of every bin of every column, one pass over the rows. */
  private sumBins(rows: Int32Array): Float64Array {
    const { offsets, gradients, curvatures } = this;
    const { bins } = this.binned;
    const sums = new Float64Array(this.width);
    const cols = offsets.length;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] ?? 0;
      const g = gradients[row] ?? 0;
      const h = curvatures[row] ?? 0;
      const start = row * cols;
      for (let j = 0; j < cols; j++) {
        const at = 3 * ((offsets[j] ?? 0) + (bins[start + j] ?? 0));
        sums[at] = (sums[at] ?? 0) + g;
        sums[at + 1] = (sums[at + 1] ?? 0) + h;
        sums[at + 2] = (sums[at + 2] ?? 0) + 1;
      }
    }
    return sums;
  }
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

function leafOf(tree: Tree, bins: Uint8Array): number {
  let node = tree;
  while (typeof node !== "number") node = (bins[node.feature] ?? 0) <= node.bin ? node.left : node.right;
  return node;
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
