import { kMeans as fitKMeans } from "../../kernels/k-means.ts";
import { algorithm } from "./algorithm.ts";

export const kMeans = algorithm({
  id: "k-means",
  label: { en: "k-means", zh: "k-means 聚类" },
  help: {
    en: "Groups of similar size around centres; fast at any number of users. Every user belongs to exactly one group.",
    zh: "围绕中心点划分出大小相近的人群，用户再多也很快。每位用户只属于一个人群。",
  },
  params: {
    k: {
      minimum: 1,
      maximum: 100,
      default: 8,
      label: { en: "Segments", zh: "人群数" },
      help: { en: "How many groups to form.", zh: "要划分的人群数量。" },
    },
    restarts: {
      minimum: 1,
      maximum: 50,
      default: 10,
      label: { en: "Restarts", zh: "重复次数" },
      help: {
        en: "Starts from different centres; the tightest result is kept. More is slower and seldom better past ten.",
        zh: "从不同的初始中心重复计算，保留最紧凑的结果。次数越多越慢，超过十次很少再有改善。",
      },
    },
  },
  /** Lloyd with thresholds that skip distances, on greedy k-means++ starts. O(n·k·d) worst case a pass, O(n) memory beside x. */
  async fit(x, { k, restarts }, { random, kernels }) {
    return fitKMeans(kernels, x, { k, restarts, random });
  },
});
