import type { Matrix } from "../../core/matrix.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { reachabilityTree } from "../../kernels/reachability-tree.ts";
import { clusterMeans } from "../cluster-means.ts";
import { type Choice, chooseClusters } from "../density/choose-clusters.ts";
import { condenseTree } from "../density/condensed-tree.ts";
import { type DrawnRows, drawRows } from "../density/drawn-rows.ts";
import { drawTree } from "../density/drawn-tree.ts";
import { membershipOf } from "../density/membership.ts";
import { tellNearFitted } from "../density/near-fitted.ts";
import { outlierScores } from "../density/outlier-scores.ts";
import { type DensityModel, openPrediction } from "../density/predict-row.ts";
import { type HungRows, softMembership } from "../density/soft-membership.ts";
import { algorithm, type Fit, type FitContext } from "./algorithm.ts";

/** Beyond so many rows, whose pairs take minutes, so many are drawn, and the others go where they would lie among them. */
const mostRows = 60_000;
const drawn = 50_000;
/** Fewer near users, of as many as are drawn, say too little of how dense a place is. */
const fewestNear = 5;
/** "auto": this share of the users, but no fewer than five. */
const smallestShare = 0.02;

export const hdbscan = algorithm({
  id: "hdbscan",
  label: { en: "HDBSCAN", zh: "HDBSCAN 密度聚类" },
  help: {
    en: "Finds groups of any shape that stand out as denser than what lies between them, however dense each is, and how many there are. Who fits none stays without a segment.",
    zh: "找出比周围更密集的人群，形状不限、疏密可以不同，并自行确定人群数；不属于任何一群的用户不归入人群。",
  },
  clusters: null,
  params: {
    minClusterSize: {
      kind: "integer",
      minimum: 2,
      maximum: 1_000_000,
      default: "auto",
      label: { en: "Smallest group", zh: "最小人群规模" },
      help: {
        en: "Users that a group must have. Automatic: 2% of all, at least five.",
        zh: "一个人群至少要有的用户数。自动：全部用户的 2%，且不少于 5 人。",
      },
    },
    minSamples: {
      kind: "integer",
      minimum: 1,
      maximum: 200,
      default: 10,
      label: { en: "Near users", zh: "邻近用户数" },
      help: {
        en: "A user is in a dense place when so many, the user included, are near. More: fewer, surer groups and more users without one.",
        zh: "附近（含本人）有这么多用户才算密集。数值越大，人群越少、越可靠，未归入的用户越多。",
      },
    },
    selection: {
      kind: "choice",
      default: "eom",
      options: [
        { value: "eom", label: { en: "Longest lasting", zh: "最稳定的人群" } },
        { value: "leaf", label: { en: "Smallest", zh: "最细的人群" } },
      ],
      label: { en: "Which groups count", zh: "人群取舍" },
      help: {
        en: "Groups hold smaller groups. Longest lasting takes those that stand out over the widest range of density; smallest takes those that split no further.",
        zh: "大群中还有小群。“最稳定”取在最宽密度范围内都成立的人群，“最细”取不再拆分的人群。",
      },
    },
    epsilon: {
      kind: "number",
      minimum: 0,
      maximum: 1_000_000,
      default: 0,
      label: { en: "Join groups nearer than", zh: "合并距离" },
      help: {
        en: "Groups that part at less than this distance stay together; 0 keeps all apart.",
        zh: "相距小于此值的人群不再分开；0 表示全部分开。",
      },
    },
  },
  /**
   * Campello, Moulavi & Sander 2013. Exact up to 60,000 rows: at worst O(n²·d) time, O(n·(d + minSamples)) memory. Beyond, 50,000
   * rows are drawn, the smallest group and the near users (no fewer than five) with them, and every other row is placed where it
   * would lie in their tree.
   */
  async fit(x, _, { minClusterSize, minSamples, selection, epsilon }, { kernels, random, progress }) {
    const sample = x.rows > mostRows ? drawRows(x, drawn, random.fork("rows")) : null;
    const of = sample?.x ?? x;
    const asked = minClusterSize === "auto" ? Math.max(5, smallestShare * x.rows) : minClusterSize;
    const smallest = Math.max(2, Math.round((asked * of.rows) / x.rows));
    const near = Math.max(Math.min(minSamples, fewestNear), Math.round((minSamples * of.rows) / x.rows));
    const model = fitModel(kernels, of, Math.min(near, of.rows), smallest, { selection, epsilon });
    progress?.(sample ? 0.3 : 0.9);
    const { hung, ...rows } = sample ? placeAll({ kernels, random }, x, sample, model) : rowsOf(model);
    const k = model.membership.clusters.length;
    const { tree, membership } = model;
    const condensed = drawTree(tree, membership.clusters, smallest);
    const soft = softMembership(kernels, x, hung, { fitted: of, tree, clusters: membership.clusters });
    const fit: Fit = { k, ...rows, ...clusterMeans(x, rows.labels, k), iterations: 1, condensed, membership: soft };
    return [sample ? { ...fit, note: sampleNote } : fit];
  },
});

function fitModel(kernels: Kernels, x: Matrix, minSamples: number, smallest: number, choice: Choice): DensityModel {
  const { tree: merges, coreDistances } = reachabilityTree(kernels, x, minSamples);
  const tree = condenseTree(merges, smallest);
  return { tree, membership: membershipOf(tree, chooseClusters(tree, choice)), coreDistances, minSamples };
}

type RowFigures = Required<Pick<Fit, "labels" | "strength" | "outlierScores">> & { readonly hung: HungRows };

function rowsOf({ tree, membership: { labels, strength } }: DensityModel): RowFigures {
  return { labels, strength, outlierScores: outlierScores(tree), hung: tree };
}

function placeAll({ kernels, random }: FitContext, x: Matrix, sample: DrawnRows, model: DensityModel): RowFigures {
  const labels = new Int32Array(x.rows);
  const strength = new Float32Array(x.rows);
  const scores = new Float32Array(x.rows);
  const home = new Int32Array(x.rows);
  const leaving = new Float64Array(x.rows);
  const predict = openPrediction(model);
  tellNearFitted(kernels, sample.x, x, 2 * model.minSamples, random.fork("places"), (row, near) => {
    const found = predict(near);
    labels[row] = found.label;
    strength[row] = found.strength;
    scores[row] = found.outlierScore;
    home[row] = found.home;
    leaving[row] = found.leaving;
  });
  const own = rowsOf(model);
  for (const [i, row] of sample.rows.entries()) {
    labels[row] = own.labels[i] ?? -1;
    strength[row] = own.strength[i] ?? 0;
    scores[row] = own.outlierScores[i] ?? 0;
    home[row] = model.tree.home[i] ?? 0;
    leaving[row] = model.tree.leaving[i] ?? 0;
  }
  return { labels, strength, outlierScores: scores, hung: { home, leaving } };
}

const sampleNote = {
  en: "With this many, the groups were found among 50,000 drawn at random; all others joined the group they would lie in.",
  zh: "数量较多，人群由随机抽取的 50,000 个得出，其余按所在位置归入。",
};
