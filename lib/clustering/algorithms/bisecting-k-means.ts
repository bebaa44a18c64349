import { CladeError } from "../../core/errors.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import { kMeans } from "../../kernels/k-means.ts";
import { type Merge, type MergeTree, orderMerges } from "../../kernels/merge-tree.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { clusterMeans } from "../cluster-means.ts";
import { algorithm } from "./algorithm.ts";

export const bisectingKMeans = algorithm({
  id: "bisecting-k-means",
  label: { en: "Bisecting k-means", zh: "二分 k-means 聚类" },
  help: {
    en: "Splits everybody in two, then always the least even group in two again: segments within segments.",
    zh: "先把所有用户一分为二，再不断拆分最不一致的人群，得到层层细分的人群。",
  },
  clusters: { minimum: 1, maximum: 100 },
  quick: { restarts: 1 },
  params: {
    restarts: {
      kind: "integer",
      minimum: 1,
      maximum: 50,
      default: 5,
      label: { en: "Tries a split", zh: "每次拆分尝试次数" },
      help: {
        en: "Each split is tried so often; the tightest halves are kept.",
        zh: "每次拆分尝试多次，保留最紧凑的两半。",
      },
    },
  },
  /**
   * Steinbach, Karypis & Kumar 2000: the cluster with the largest sum of squares is split by 2-means, until there are as many as
   * asked. One chain of splits serves every k. Read backwards it is a tree, in which two parts join at the root of the sum of squares of
   * what they were parts of: no later split had more, so that its cuts are the fits. O(n·d·log k) time for even splits, a copy of
   * the rows that are split.
   * @throws TOO_FEW_USERS when n < k.
   */
  async fit(x, ks, { restarts }, { kernels, random, progress }) {
    const most = ks.at(-1) ?? 1;
    if (x.rows < most) throw new CladeError("TOO_FEW_USERS", { users: x.rows, k: most });
    const labels = new Int32Array(x.rows);
    const inertias = [clusterMeans(x, labels, 1).inertia];
    const splits: Split[] = [];
    const split = openSplits(kernels, x, restarts, random);
    return ks.map((k) => {
      while (inertias.length < k) {
        progress?.(inertias.length / most);
        splits.push(split(labels, inertias));
      }
      const leafOf = labels.slice();
      const tree = treeOf(splits, leafOf);
      return { k, labels: labels.slice(), ...clusterMeans(x, labels, k), iterations: k, tree, leafOf };
    });
  },
});

/** Of a cluster of so large a sum of squares: a part keeps its label, the other takes the next, 1 for the first split. */
interface Split {
  readonly from: number;
  readonly inertia: number;
}

function openSplits(kernels: Kernels, x: Matrix, restarts: number, random: Random) {
  /** Splits one cluster in place. */
  return (labels: Int32Array, inertias: number[]): Split => {
    const next = inertias.length;
    const from = mostUneven(labels, inertias);
    const before = { from, inertia: inertias[from] ?? 0 };
    const rows: number[] = [];
    for (const [row, label] of labels.entries()) if (label === from) rows.push(row);
    const halves = halve(kernels, x, rows, restarts, random.fork(`split ${next}`));
    for (const [i, row] of rows.entries()) if (halves[i] === 1) labels[row] = next;
    for (const [half, label] of [from, next].entries()) {
      const own = rows.filter((_, i) => halves[i] === half);
      const data = copyRows(x, own, new Float32Array(own.length * x.cols));
      inertias[label] = clusterMeans({ data, rows: own.length, cols: x.cols }, new Int32Array(own.length), 1).inertia;
    }
    return before;
  };
}

/** The splits undone, the last one first. labels: after them all. */
function treeOf(splits: readonly Split[], labels: Int32Array): MergeTree {
  const k = splits.length + 1;
  const node = Array.from({ length: k }, (_, label) => label);
  const sizes = new Array<number>(k).fill(0);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  const merges: Merge[] = [];
  for (const [at, { from, inertia }] of [...splits.entries()].reverse()) {
    const size = (sizes[from] ?? 0) + (sizes[at + 1] ?? 0);
    merges.push({ a: node[from] ?? 0, b: node[at + 1] ?? 0, height: Math.sqrt(inertia), size });
    [node[from], sizes[from]] = [k + merges.length - 1, size];
  }
  return orderMerges(merges, k);
}

/** Into `target`, in the order given. */
function copyRows({ data, cols }: Matrix, rows: readonly number[], target: Float32Array): Float32Array {
  for (const [i, row] of rows.entries()) target.set(data.subarray(row * cols, (row + 1) * cols), i * cols);
  return target;
}

/** The largest sum of squares among clusters of two rows or more; the first on ties. */
function mostUneven(labels: Int32Array, inertias: readonly number[]): number {
  const sizes = new Int32Array(inertias.length);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  const score = (label: number) => ((sizes[label] ?? 0) > 1 ? (inertias[label] ?? 0) : -1);
  return inertias.reduce((best, _, label) => (score(label) > score(best) ? label : best), 0);
}

/** 0 or 1 a row, both at least once: rows that are all alike are split by their order. */
function halve(kernels: Kernels, x: Matrix, rows: readonly number[], restarts: number, random: Random): Int32Array {
  const mark = kernels.mark();
  const some = kernels.matrix(rows.length, x.cols);
  copyRows(x, rows, some.data);
  const { labels } = kMeans(kernels, some, { k: 2, restarts, random });
  kernels.release(mark);
  return labels.includes(0) && labels.includes(1) ? labels : labels.map((_, i) => Math.min(i, 1));
}
