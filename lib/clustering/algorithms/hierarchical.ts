import { CladeError } from "../../core/errors.ts";
import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import { cutTree } from "../../kernels/cut-tree.ts";
import { gowerDistances, nearestByGower } from "../../kernels/gower.ts";
import { assign, kMeans } from "../../kernels/k-means.ts";
import { linkageTree, linkDistances } from "../../kernels/linkage-tree.ts";
import { wardTree } from "../../kernels/ward.ts";
import { clusterMeans, meansOverGaps } from "../cluster-means.ts";
import { drawNumbers, drawRows } from "../density/drawn-rows.ts";
import { openGower } from "../mixed/gower-rows.ts";
import { mixRows } from "../mixed/mixed-rows.ts";
import { algorithm, type FitContext } from "./algorithm.ts";

/** Rows of a whole tree at most: Ward's takes n² time, the others' n² memory too. */
const mostRows = { ward: 50_000, average: 10_000, complete: 10_000, single: 10_000 } as const;
/** Groups of alike rows that stand for them beyond that. */
const microClusters = 2_000;
const microPasses = 10;
/** Rows that these are formed among, 25 a group; the others then join the nearest. */
const rowsOfGroups = 50_000;
/** Of groups for Gower, beside a standard deviation of a number (lib/clustering/mixed/mixed-rows.ts). */
const categoryWeight = 1;

export const hierarchical = algorithm({
  id: "hierarchical",
  label: { en: "Hierarchical", zh: "层次聚类" },
  help: {
    en: "Joins the most alike users step by step into a tree; cut higher for fewer segments, lower for more, without fitting again.",
    zh: "逐步合并最相似的用户，形成一棵树；切得高人群少，切得低人群多，无需重新计算。",
  },
  clusters: { minimum: 1, maximum: 100 },
  params: {
    linkage: {
      kind: "choice",
      default: "ward",
      options: [
        { value: "ward", label: { en: "Ward: tight groups", zh: "Ward：紧凑" } },
        { value: "average", label: { en: "Average distance", zh: "平均距离" } },
        { value: "complete", label: { en: "Farthest members", zh: "最远成员" } },
        { value: "single", label: { en: "Nearest members: chains", zh: "最近成员：链状" } },
      ],
      label: { en: "Likeness of groups", zh: "人群相似度" },
      help: {
        en: "By what two groups are compared before they are joined. Ward keeps groups tight and of similar size.",
        zh: "合并前如何比较两个人群。Ward 使人群紧凑、大小相近。",
      },
    },
    distance: {
      kind: "choice",
      default: "euclidean",
      options: [
        { value: "euclidean", label: { en: "Straight line", zh: "直线（欧氏）距离" } },
        { value: "gower", label: { en: "Feature by feature (Gower)", zh: "逐项比较（Gower 距离）" } },
      ],
      onlyWith: { param: "linkage", values: ["average", "complete", "single"] },
      label: { en: "Distance of users", zh: "用户间距离" },
      help: {
        en: "Feature by feature: every number counts by its share of the whole range, every category as the same or not, all alike; what one of two users lacks is left out between the two, so users with gaps are compared as they are. Better where categories matter as much as numbers.",
        zh: "逐项比较：每个数值按其差距占取值范围的比例计算，每个类别只看相同与否，各项权重相等；两人中有一人缺失的项，在这两人之间不计入，因此有缺失值的用户无需填补也能参与比较。类别与数值同样重要时更合适。",
      },
    },
  },
  /**
   * One tree, cut at every k. Ward's takes O(n) memory, the others 4·n² bytes: 400 MB at 10,000 rows. Beyond 50,000 rows (10,000 but
   * for Ward) k-means, or k-prototypes where distances are Gower's, first forms 2,000 groups of alike rows, among 50,000 drawn ones
   * where there are more, which are then joined by their sizes: O(n·2,000·d) time, one pass over all rows. Of rows with gaps, which
   * Gower's distances allow, 2,000 that are drawn stand for those least unlike them.
   */
  comparesGaps: byGower,
  async fit(x, ks, { linkage, distance }, context) {
    const most = ks.at(-1) ?? 1;
    if (x.rows < most) throw new CladeError("TOO_FEW_USERS", { users: x.rows, k: most });
    const isGower = byGower({ linkage, distance });
    const hasGaps = isGower && x.data.some(Number.isNaN);
    const group = hasGaps ? groupDrawn : groupAlike;
    const leaves = x.rows > mostRows[linkage] ? group(x, isGower, context) : null;
    const of = leaves?.centres ?? x;
    const tree =
      linkage === "ward"
        ? wardTree(context.kernels, of, leaves?.sizes)
        : isGower
          ? linkDistances(gowerDistances(openGower(x)(of)), of.rows, linkage, leaves?.sizes)
          : linkageTree(of, linkage, leaves?.sizes);
    return ks.map((k) => {
      const cut = cutTree(tree, k);
      const labels = leaves ? leaves.labels.map((leaf) => cut[leaf] ?? 0) : cut;
      const means = hasGaps ? meansOverGaps(x, labels, k) : clusterMeans(x, labels, k);
      const fit = { k, labels, ...means, iterations: tree.left.length, tree };
      return leaves ? { ...fit, leafOf: leaves.labels, note: leaves.note } : fit;
    });
  },
});

interface Leaves {
  readonly centres: Matrix;
  readonly sizes: Float64Array;
  /** Row → leaf. */
  readonly labels: Int32Array;
  readonly note: Localised;
}

/** Ward's heights are of Euclidean distances, whatever is asked for. */
function byGower({ linkage, distance }: { readonly linkage: string; readonly distance: string }): boolean {
  return distance === "gower" && linkage !== "ward";
}

function groupDrawn(x: Matrix, _: boolean, { random }: FitContext): Leaves {
  const drawn = drawNumbers(x.rows, microClusters, random.fork("leaves"));
  const { cols } = x;
  const centres = { ...x, data: new Float32Array(drawn.length * cols), rows: drawn.length };
  for (const [leaf, row] of drawn.entries())
    centres.data.set(x.data.subarray(row * cols, (row + 1) * cols), leaf * cols);
  const gower = openGower(x);
  const labels = nearestByGower(gower(x), gower(centres));
  for (const [leaf, row] of drawn.entries()) labels[row] = leaf;
  const sizes = new Float64Array(drawn.length);
  for (const leaf of labels) sizes[leaf] = (sizes[leaf] ?? 0) + 1;
  return { centres, sizes, labels, note: drawnNote };
}

function groupAlike(x: Matrix, isGower: boolean, { kernels, random }: FitContext): Leaves {
  const options = { k: microClusters, restarts: 1, maxIterations: microPasses, random: random.fork("leaves") };
  const mark = kernels.mark();
  const mixed = isGower && x.categories?.length ? mixRows(kernels, x, categoryWeight) : null;
  const all = mixed?.x ?? x;
  const some = all.rows > rowsOfGroups ? drawRows(all, rowsOfGroups, random.fork("rows")).x : all;
  const fit = kMeans(kernels, some, { ...options, ...(mixed && { settle: mixed.settle }) });
  const found = some === all ? fit.labels : assign(kernels, all, { data: fit.exactCentres, rows: microClusters });
  const middles = mixed?.decode(fit.centres) ?? clusterMeans(x, found, microClusters).centres;
  kernels.release(mark);
  const counts = new Int32Array(microClusters);
  for (const label of found) counts[label] = (counts[label] ?? 0) + 1;
  const leafOf = new Int32Array(microClusters);
  let leaves = 0;
  for (const [label, count] of counts.entries()) leafOf[label] = count > 0 ? leaves++ : -1;
  const { cols } = x;
  const centres = { data: new Float32Array(leaves * cols), rows: leaves, cols };
  const sizes = new Float64Array(leaves);
  for (const [label, leaf] of leafOf.entries()) {
    if (leaf < 0) continue;
    centres.data.set(middles.data.subarray(label * cols, (label + 1) * cols), leaf * cols);
    sizes[leaf] = counts[label] ?? 0;
  }
  return { centres, sizes, labels: found.map((label) => leafOf[label] ?? 0), note: microNote };
}

const microNote: Localised = {
  en: "With this many, the tree joins 2,000 groups of alike ones, not single ones.",
  zh: "数量较多，层次树由 2,000 个相似的小组合并而成，而不是逐个合并。",
};

const drawnNote: Localised = {
  en: "With this many, some of which lack features, the tree joins 2,000 drawn at random; all others stand with the one they differ from least.",
  zh: "数量较多且部分缺少特征，层次树由随机抽取的 2,000 个合并而成，其余归到与其差异最小的一个。",
};
