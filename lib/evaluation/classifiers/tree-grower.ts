import type { BinnedColumns } from "./bin-columns.ts";

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

interface Branch {
  readonly feature: number;
  /** Rows in bins up to this one go left. */
  readonly bin: number;
  readonly left: Tree;
  readonly right: Tree;
}
export type Tree = Branch | number;

/** The answer for a row's bins. */
export function leafOf(tree: Tree, bins: Uint8Array): number {
  let node = tree;
  while (typeof node !== "number") node = (bins[node.feature] ?? 0) <= node.bin ? node.left : node.right;
  return node;
}

/** Grows one tree on a loss's gradients and curvatures by row. */
export class TreeGrower {
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
