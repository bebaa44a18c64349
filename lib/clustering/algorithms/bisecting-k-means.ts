import { CladeError } from "../../core/errors.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import { kMeans } from "../../kernels/k-means.ts";
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
   * asked. One chain of splits serves every k. O(n·d·log k) time for even splits, a copy of the rows that are split.
   * @throws TOO_FEW_USERS when n < k.
   */
  async fit(x, ks, { restarts }, { kernels, random, progress }) {
    const most = ks.at(-1) ?? 1;
    if (x.rows < most) throw new CladeError("TOO_FEW_USERS", { users: x.rows, k: most });
    const labels = new Int32Array(x.rows);
    const inertias = [clusterMeans(x, labels, 1).inertia];
    const split = openSplits(kernels, x, restarts, random);
    return ks.map((k) => {
      while (inertias.length < k) {
        progress?.(inertias.length / most);
        split(labels, inertias);
      }
      return { k, labels: labels.slice(), ...clusterMeans(x, labels, k), iterations: k };
    });
  },
});

function openSplits(kernels: Kernels, x: Matrix, restarts: number, random: Random) {
  /** Splits one cluster in place: a part keeps its label, the other takes the next. */
  return (labels: Int32Array, inertias: number[]): void => {
    const next = inertias.length;
    const from = mostUneven(labels, inertias);
    const rows: number[] = [];
    for (const [row, label] of labels.entries()) if (label === from) rows.push(row);
    const halves = halve(kernels, x, rows, restarts, random.fork(`split ${next}`));
    for (const [i, row] of rows.entries()) if (halves[i] === 1) labels[row] = next;
    for (const [half, label] of [from, next].entries()) {
      const own = rows.filter((_, i) => halves[i] === half);
      const data = copyRows(x, own, new Float32Array(own.length * x.cols));
      inertias[label] = clusterMeans({ data, rows: own.length, cols: x.cols }, new Int32Array(own.length), 1).inertia;
    }
  };
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
