import type { Matrix } from "../../core/matrix.ts";
import type { Classifier, Labelled } from "./classifier.ts";

export type Impurity = "gini" | "entropy";

export interface TreeOptions {
  readonly criterion: Impurity;
  readonly maxDepth: number;
  /** Rows of a leaf, at least. */
  readonly minLeaf: number;
}

export interface TreeNode {
  readonly samples: number;
  /** 0…1 for gini, bits for entropy. */
  readonly impurity: number;
  /** Shares of the classes among its rows. */
  readonly shares: Float64Array;
  /** Null for a leaf. Rows with value ≤ threshold go left. */
  readonly split: {
    readonly feature: number;
    readonly threshold: number;
    readonly left: TreeNode;
    readonly right: TreeNode;
  } | null;
}

interface Split {
  readonly feature: number;
  readonly threshold: number;
  /** Rows × impurity of both sides together. */
  readonly cost: number;
}

/**
 * A classification tree (CART, Breiman et al. 1984): at each node the column and the midpoint between neighbouring values
 * whose two sides have the least impurity, the first of several; it stops where no split makes a node purer. x: n × d,
 * finite; y: n classes. Columns are sorted once: O(d · n log n), then O(d · n) a level, and d · n integers of memory.
 */
export function fitTree({ x, y, classes }: Labelled, options: TreeOptions): TreeNode {
  const impurityOf = options.criterion === "gini" ? gini : entropy;

  /** orders: the rows by each column. */
  function grow(orders: readonly Int32Array[], depth: number): TreeNode {
    const rows = orders[0] ?? new Int32Array(0);
    const counts = new Float64Array(classes);
    for (const row of rows) counts[y[row] ?? 0] = (counts[y[row] ?? 0] ?? 0) + 1;
    const impurity = impurityOf(counts, rows.length);
    const node = { samples: rows.length, impurity, shares: counts.map((count) => count / rows.length) };
    const isDone = depth >= options.maxDepth || impurity === 0 || rows.length < 2 * options.minLeaf;
    const split = isDone ? undefined : bestSplit(orders, counts, impurity * rows.length);
    if (!split) return { ...node, split: null };
    const { feature, threshold } = split;
    const isLeft = (row: number) => (x.data[row * x.cols + feature] ?? 0) <= threshold;
    const goesLeft = new Uint8Array(x.rows);
    for (const row of rows) goesLeft[row] = Number(isLeft(row));
    const side = (wanted: number) => orders.map((order) => order.filter((row) => goesLeft[row] === wanted));
    const left = grow(side(1), depth + 1);
    const right = grow(side(0), depth + 1);
    return { ...node, split: { feature, threshold, left, right } };
  }

  function bestSplit(orders: readonly Int32Array[], counts: Float64Array, costBefore: number): Split | undefined {
    let best: Split | undefined;
    for (const [feature, order] of orders.entries()) {
      const value = (row: number) => x.data[row * x.cols + feature] ?? 0;
      const left = new Float64Array(classes);
      const right = Float64Array.from(counts);
      for (let place = 0; place + 1 < order.length; place++) {
        const row = order[place] ?? 0;
        const label = y[row] ?? 0;
        left[label] = (left[label] ?? 0) + 1;
        right[label] = (right[label] ?? 0) - 1;
        const [low, high] = [value(row), value(order[place + 1] ?? 0)];
        const onLeft = place + 1;
        const onRight = order.length - onLeft;
        if (low === high || onLeft < options.minLeaf || onRight < options.minLeaf) continue;
        const cost = onLeft * impurityOf(left, onLeft) + onRight * impurityOf(right, onRight);
        if (cost < (best?.cost ?? costBefore) - 1e-12) best = { feature, threshold: middle(low, high), cost };
      }
    }
    return best;
  }

  const sorted = (feature: number) => {
    const values = Float32Array.from({ length: x.rows }, (_, row) => x.data[row * x.cols + feature] ?? 0);
    return Int32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  };
  return grow(
    Array.from({ length: x.cols }, (_, feature) => sorted(feature)),
    0,
  );
}

/** Between two values, and never at the higher one. */
function middle(low: number, high: number): number {
  const half = low + (high - low) / 2;
  return half < high ? half : low;
}

function gini(counts: Float64Array, n: number): number {
  return 1 - counts.reduce((sum, count) => sum + (count / n) ** 2, 0);
}

function entropy(counts: Float64Array, n: number): number {
  return counts.reduce((sum, count) => (count > 0 ? sum - (count / n) * Math.log2(count / n) : sum), 0);
}

/** The leaves' shares, rows × classes. */
export function predictTree(tree: TreeNode, { data, rows, cols }: Matrix): Matrix {
  const classes = tree.shares.length;
  const out = new Float32Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    let node = tree;
    while (node.split) {
      const { feature, threshold, left, right } = node.split;
      node = (data[row * cols + feature] ?? 0) <= threshold ? left : right;
    }
    out.set(node.shares, row * classes);
  }
  return { data: out, rows, cols: classes };
}

export const decisionTree: Classifier = {
  id: "decision-tree",
  label: { en: "Decision tree", zh: "决策树" },
  help: {
    en: "A few yes-or-no questions in a row; easy to read, seldom the best.",
    zh: "依次回答几个是非问题；易读，但通常不是最准的。",
  },
  sees: "matrix",
  async fit(data) {
    const tree = fitTree(data, { criterion: "gini", maxDepth: 6, minLeaf: 10 });
    return async (x) => predictTree(tree, x);
  },
};
