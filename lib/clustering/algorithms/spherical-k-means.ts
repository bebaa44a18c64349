import type { Localised } from "../../core/localised.ts";
import { sphericalKMeans as fitDirections } from "../../kernels/spherical-k-means.ts";
import { clusterMeans } from "../cluster-means.ts";
import { algorithm } from "./algorithm.ts";

export const sphericalKMeans = algorithm({
  id: "spherical-k-means",
  label: { en: "Spherical k-means", zh: "球面 k-means 聚类" },
  help: {
    en: "Groups users by the direction of their values, not the size: for vectors of texts and behaviour, where only the mix counts.",
    zh: "按数值的方向而非大小划分人群，适合文字与行为向量，只看构成比例。",
  },
  clusters: { minimum: 1, maximum: 100 },
  byDirection: true,
  quick: { restarts: 2 },
  params: {
    restarts: {
      kind: "integer",
      minimum: 1,
      maximum: 200,
      default: 10,
      label: { en: "Restarts", zh: "重复次数" },
      help: {
        en: "Starts from different directions; the best result is kept.",
        zh: "从不同的初始方向重复计算，保留最好的结果。",
      },
    },
  },
  /** As k-means in time, with a copy of x. Users all of whose values are 0 have no direction and belong nowhere. */
  async fit(x, ks, { restarts }, { kernels, random, progress }) {
    return ks.map((k, i) => {
      progress?.(i / ks.length);
      const options = { k, restarts, random: random.fork(`k = ${k}`) };
      const { labels, iterations } = fitDirections(kernels, x, options);
      const fit = { k, labels, ...clusterMeans(x, labels, k), iterations };
      return labels.includes(-1) ? { ...fit, note: withoutDirection } : fit;
    });
  },
});

const withoutDirection: Localised = {
  en: "Users all of whose values are 0 have no direction; they belong to no segment.",
  zh: "所有取值均为 0 的用户没有方向，不归入任何人群。",
};
