import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";

export interface ForestOptions {
  readonly trees: number;
  /** Fewest rows of a leaf. */
  readonly minLeaf: number;
}

/** What trees of one forest share: ranks stand for values, so that a column sorts as integers. */
interface Growth {
  /** Dense rank of entry (i, j), column by column: ranks[j · rows + i]. */
  readonly ranks: Int32Array;
  readonly rows: number;
  readonly cols: number;
  readonly labels: Int32Array;
  readonly classes: number;
  readonly minLeaf: number;
  readonly tried: number;
  readonly random: Random;
}

interface Split {
  readonly column: number;
  /** Ranks up to here go left. */
  readonly rank: number;
}

/**
 * The supervised ceiling: how well the truth could be told at all from these columns. Every row is labelled by the vote of
 * the trees that did not learn from it (out-of-bag predictions of a random forest: Breiman 2001,
 * doi:10.1023/A:1010933404324), with Gini splits, ⌈√d⌉ columns tried at a node.
 * x: n × d, finite; labels: n, 0…classes−1. Returns n labels; −1 for a row that every tree drew (about .63^trees of them).
 * O(trees · n · √d · log² n) time.
 */
export function predictOutOfBag(
  x: Matrix,
  labels: Int32Array,
  classes: number,
  options: ForestOptions,
  random: Random,
): Int32Array {
  const { rows, cols } = x;
  const ranks = rankColumns(x);
  const growth: Growth = {
    ranks,
    rows,
    cols,
    labels,
    classes,
    minLeaf: options.minLeaf,
    tried: Math.ceil(Math.sqrt(cols)),
    random,
  };
  const votes = new Int32Array(rows * classes);
  for (let tree = 0; tree < options.trees; tree++) {
    const drawn = Int32Array.from({ length: rows }, () => random.int(rows));
    const inBag = new Uint8Array(rows);
    for (const row of drawn) inBag[row] = 1;
    const outside = Int32Array.from({ length: rows }, (_, row) => row).filter((row) => inBag[row] === 0);
    vote(growth, drawn, outside, votes);
  }
  return Int32Array.from({ length: rows }, (_, row) => largest(votes.subarray(row * classes, (row + 1) * classes)));
}

function rankColumns({ data, rows, cols }: Matrix): Int32Array {
  const ranks = new Int32Array(rows * cols);
  for (let j = 0; j < cols; j++) {
    const column = Float32Array.from({ length: rows }, (_, i) => data[i * cols + j] ?? 0);
    const values = [...new Set(column)].sort((a, b) => a - b);
    const rankOf = new Map(values.map((value, rank) => [value, rank]));
    for (let i = 0; i < rows; i++) ranks[j * rows + i] = rankOf.get(column[i] ?? 0) ?? 0;
  }
  return ranks;
}

/** Grows a tree on `members` and, without keeping it, drops `others` down its branches to vote where they land. */
function vote(growth: Growth, members: Int32Array, others: Int32Array, votes: Int32Array): void {
  if (others.length === 0) return;
  const split = findSplit(growth, members);
  if (split === undefined) {
    const winner = largest(countLabels(growth, members));
    for (const row of others) {
      const at = row * growth.classes + winner;
      votes[at] = (votes[at] ?? 0) + 1;
    }
    return;
  }
  const goesLeft = (row: number) => (growth.ranks[split.column * growth.rows + row] ?? 0) <= split.rank;
  vote(growth, members.filter(goesLeft), others.filter(goesLeft), votes);
  vote(
    growth,
    members.filter((row) => !goesLeft(row)),
    others.filter((row) => !goesLeft(row)),
    votes,
  );
}

/** The split of least Gini impurity, that is of largest Σ count²/size over both sides; undefined at a leaf. */
function findSplit(growth: Growth, members: Int32Array): Split | undefined {
  const { ranks, rows, labels, classes, minLeaf } = growth;
  const n = members.length;
  const totals = countLabels(growth, members);
  const whole = totals.reduce((sum, count) => sum + count * count, 0);
  if (n < 2 * minLeaf || whole === n * n) return undefined;
  let best = whole / n + 1e-9;
  let split: Split | undefined;
  for (const column of drawColumns(growth)) {
    // Rank and label in one number: a plain numeric sort orders both.
    const keys = members.map((row) => (ranks[column * rows + row] ?? 0) * classes + (labels[row] ?? 0)).sort();
    const left = new Int32Array(classes);
    const right = totals.slice();
    let leftSquares = 0;
    let rightSquares = whole;
    for (let i = 0; i < n - 1; i++) {
      const key = keys[i] ?? 0;
      const label = key % classes;
      leftSquares += 2 * (left[label] ?? 0) + 1;
      rightSquares -= 2 * (right[label] ?? 0) - 1;
      left[label] = (left[label] ?? 0) + 1;
      right[label] = (right[label] ?? 0) - 1;
      const rank = (key - label) / classes;
      const size = i + 1;
      if (size < minLeaf || n - size < minLeaf || Math.floor((keys[i + 1] ?? 0) / classes) === rank) continue;
      const purity = leftSquares / size + rightSquares / (n - size);
      if (purity > best) {
        best = purity;
        split = { column, rank };
      }
    }
  }
  return split;
}

function drawColumns({ cols, tried, random }: Growth): number[] {
  const columns = Array.from({ length: cols }, (_, j) => j);
  for (let i = 0; i < tried; i++) {
    const j = i + random.int(cols - i);
    const moved = columns[i] ?? 0;
    columns[i] = columns[j] ?? 0;
    columns[j] = moved;
  }
  return columns.slice(0, tried);
}

function countLabels({ labels, classes }: Growth, members: Int32Array): Int32Array {
  const counts = new Int32Array(classes);
  for (const row of members) counts[labels[row] ?? 0] = (counts[labels[row] ?? 0] ?? 0) + 1;
  return counts;
}

/** Index of the largest count, the first of equals; −1 where all are 0. */
function largest(counts: Int32Array): number {
  let best = -1;
  counts.forEach((count, label) => {
    if (count > (best < 0 ? 0 : (counts[best] ?? 0))) best = label;
  });
  return best;
}
