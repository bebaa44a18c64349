import { kMeans as fitKMeans, rowsOfStarts } from "../../kernels/k-means.ts";
import { clusterMeans } from "../cluster-means.ts";
import { mixRows } from "../mixed/mixed-rows.ts";
import { algorithm } from "./algorithm.ts";
import { affordableRestarts, agreeing, fewerRestartsNote, kMeans } from "./k-means.ts";

export const kPrototypes = algorithm({
  id: "k-prototypes",
  label: { en: "k-prototypes", zh: "k-prototypes 聚类" },
  help: {
    en: "Like k-means, for users who are known by categories as well (city, plan, gender): a group's centre has the average of each number and the commonest value of each category. Better than k-means where categories matter as much as numbers; the same where there are none.",
    zh: "与 k-means 类似，但适合同时含有类别（城市、套餐、性别等）的数据：每个人群的中心取各数值的平均值和各类别中最常见的取值。类别与数值同样重要时优于 k-means；没有类别时两者相同。",
  },
  clusters: { minimum: 1, maximum: 100 },
  quick: { restarts: 2 },
  params: {
    categoryWeight: {
      kind: "number",
      minimum: 0.01,
      maximum: 100,
      default: 0.5,
      label: { en: "Weight of a category", zh: "类别权重" },
      help: {
        en: "How much a category that differs counts, beside a number that differs by one standard deviation (1). Half is usual; more forms groups by categories first.",
        zh: "一个类别取值不同的影响，以一个数值相差一个标准差的影响为 1。通常取 0.5；取值越大，越先按类别划分。",
      },
    },
    restarts: kMeans.params.restarts,
  },
  /**
   * Huang 1998 (doi:10.1023/A:1009769707641): the groups with the lowest Σ of squared differences of numbers to their mean + γ ·
   * categories that are not the group's commonest, found as k-means finds its own, from k-means++ starts by this distance.
   * γ = categoryWeight × the mean variance of the numbers: with numbers of deviation 1 half of it is Huang's ½ (1997: a third
   * to two thirds of their mean deviation), and stays so in any unit. Without categories it is k-means, without numbers k-modes.
   * `inertia` is around the means, so that it compares with other algorithms'. O(n·k·d) worst case a pass, a copy of x.
   */
  async fit(x, ks, { categoryWeight, restarts }, { random, kernels, progress }) {
    const mark = kernels.mark();
    const mixed = x.categories?.length ? mixRows(kernels, x, categoryWeight) : null;
    const of = mixed?.x ?? x;
    const fits = ks.map((k, i) => {
      progress?.(i / ks.length);
      const affordable = affordableRestarts(restarts, rowsOfStarts(of.rows, of.cols, k) * of.cols * k);
      const options = { k, restarts: affordable, agreeing, random: random.fork(`k = ${k}`) };
      const found = fitKMeans(kernels, of, mixed ? { ...options, settle: mixed.settle } : options);
      const { labels, iterations } = found;
      const fit = mixed
        ? { k, labels, centres: mixed.decode(found.centres), inertia: clusterMeans(x, labels, k).inertia, iterations }
        : { k, labels, centres: found.centres, inertia: found.inertia, iterations };
      return affordable < restarts ? { ...fit, note: fewerRestartsNote(restarts) } : fit;
    });
    kernels.release(mark);
    return fits;
  },
});
