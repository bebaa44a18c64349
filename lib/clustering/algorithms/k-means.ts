import type { Localised } from "../../core/localised.ts";
import { kMeans as fitKMeans, rowsOfStarts } from "../../kernels/k-means.ts";
import { algorithm } from "./algorithm.ts";

export const kMeans = algorithm({
  id: "k-means",
  label: { en: "k-means", zh: "k-means 聚类" },
  help: {
    en: "Groups of similar size around centres; fast at any number of users. Every user belongs to exactly one group.",
    zh: "围绕中心点划分出大小相近的人群，用户再多也很快。每位用户只属于一个人群。",
  },
  clusters: { minimum: 1, maximum: 100 },
  quick: { restarts: 2 },
  params: {
    restarts: {
      kind: "integer",
      minimum: 1,
      maximum: 200,
      default: 50,
      label: { en: "Restarts", zh: "重复次数" },
      help: {
        en: "Starts from different centres; the tightest result is kept. Few starts can miss it where there are many groups. Large data get fewer, so that a result takes seconds; the run says so.",
        zh: "从不同的初始中心重复计算，保留最紧凑的结果。人群较多时，次数太少可能错过它。数据量大时会自动减少次数，以便几秒内算完，并在结果中注明。",
      },
    },
  },
  /**
   * Lloyd with thresholds that skip distances, on greedy k-means++ starts: as many as asked, and as a second or so of one
   * core allows (`affordableRestarts`). O(n·k·d) worst case a pass, O(n) memory beside x.
   */
  async fit(x, ks, { restarts }, { random, kernels, progress }) {
    return ks.map((k, i) => {
      progress?.(i / ks.length);
      const starts = affordableRestarts(restarts, rowsOfStarts(x.rows, x.cols, k) * x.cols * k);
      const { labels, centres, inertia, iterations } = fitKMeans(kernels, x, {
        ...{ k, restarts: starts },
        random: random.fork(`k = ${k}`),
      });
      const fit = { k, labels, centres, inertia, iterations };
      return starts < restarts ? { ...fit, note: fewerRestartsNote(restarts) } : fit;
    });
  },
});

/** A start takes 1–6 ns a product of a pass (d = 54…6), all its passes included. */
const affordableProducts = 5e8;
const fewestRestarts = 2;

/**
 * Starts that a fit gets of those asked: at most 5·10⁸ products in a first pass of each, at least two. products: rows of a
 * start × columns × k. On the fused matrices of three sample shops (4,000 × 54, k = 9) one start finds the lowest known
 * inertia with a chance of .03–.3: ten starts miss it in up to four of five runs, fifty in up to one of five, for 2 ms
 * each. Where rows are many the starts go over a sample, so fifty stay affordable there.
 */
export function affordableRestarts(restarts: number, products: number): number {
  return Math.min(restarts, Math.max(fewestRestarts, Math.floor(affordableProducts / products)));
}

function fewerRestartsNote(restarts: number): Localised {
  return {
    en: `With data of this size not every number of segments was tried from ${restarts} starts, but from as many as seconds allow.`,
    zh: `数据量较大，部分人群数没有从 ${restarts} 组初始中心开始计算，而是在数秒内尽量多试。`,
  };
}
