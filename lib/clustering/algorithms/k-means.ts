import type { Localised } from "../../core/localised.ts";
import { kMeans as fitKMeans, rowsOfStarts } from "../../kernels/k-means.ts";
import { sampleOfRows, settleOverRows } from "../streaming/settle-rows.ts";
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
      default: 100,
      label: { en: "Restarts", zh: "重复次数" },
      help: {
        en: "At most so many starts from different centres; the tightest result is kept. No more are tried once four have agreed on it. Large data get fewer, so that a result takes seconds; the run says so.",
        zh: "最多从这么多组不同的初始中心开始计算，保留最紧凑的结果；已有四次得到同一结果时便不再重复。数据量大时会自动减少次数，以便几秒内算完，并在结果中注明。",
      },
    },
  },
  /**
   * Lloyd with thresholds that skip distances, on greedy k-means++ starts, ten at a time until four agree on the lowest
   * inertia; at most as many as asked, and as a second or so of one core allows. O(n·k·d) worst case a pass, O(n) memory
   * beside x.
   */
  async fit(x, ks, { restarts }, { random, kernels, progress }) {
    return ks.map((k, i) => {
      progress?.(i / ks.length);
      const affordable = affordableRestarts(restarts, rowsOfStarts(x.rows, x.cols, k) * x.cols * k);
      const options = { k, restarts: affordable, agreeing, random: random.fork(`k = ${k}`) };
      const { labels, centres, inertia, iterations } = fitKMeans(kernels, x, options);
      const fit = { k, labels, centres, inertia, iterations };
      return affordable < restarts ? { ...fit, note: fewerRestartsNote(restarts) } : fit;
    });
  },
  /** The same starts on as many rows as memory takes, and passes over all rows from where the best of them ended. */
  async fitStream(rows, ks, { restarts }, { random, kernels, progress }) {
    const mark = kernels.mark();
    const sample = sampleOfRows(kernels, rows, random.fork("rows"));
    const starts = ks.map((k, i) => {
      progress?.((0.5 * i) / ks.length);
      const affordable = affordableRestarts(restarts, rowsOfStarts(sample.rows, sample.cols, k) * sample.cols * k);
      const options = { k, restarts: affordable, agreeing, random: random.fork(`k = ${k}`) };
      return fitKMeans(kernels, sample, options).exactCentres;
    });
    const settled = settleOverRows(kernels, { rows, sample, passes: streamedPasses }, starts, (fraction) =>
      progress?.(0.5 + 0.5 * fraction),
    );
    kernels.release(mark);
    return settled.map(({ isSettled, ...fit }) => (isSettled ? fit : { ...fit, note: unsettledNote }));
  },
});

/** From centres of a million rows a few are enough. */
const streamedPasses = 20;
const unsettledNote: Localised = {
  en: `Some numbers of segments did not come to rest within ${streamedPasses} passes over everybody; a little tighter ones exist.`,
  zh: `部分人群数在遍历全部用户 ${streamedPasses} 次后仍未完全稳定，可能存在略紧凑的结果。`,
};

/**
 * On the fused matrices of three sample shops (4,000 × 22…54, k = 5 and 9) one start finds the lowest known inertia with
 * a chance of .01–.5. Ten starts find it in .13–1 of the runs, fifty in .43–1; stopping where four agree gives what fifty
 * give with some 20 starts where it is easy, so that a hundred can be afforded where it is not, at 2 ms each.
 */
export const agreeing = 4;
/** A start takes 1–6 ns a product of a pass (d = 54…6), all its passes included. */
const affordableProducts = 5e8;
const fewestRestarts = 2;

/**
 * Starts that a fit gets of those asked: at most 5·10⁸ products in a first pass of each, at least two. products: rows of a
 * start × columns × k. Where rows are many the starts go over a sample, so that there all stay affordable.
 */
export function affordableRestarts(restarts: number, products: number): number {
  return Math.min(restarts, Math.max(fewestRestarts, Math.floor(affordableProducts / products)));
}

export function fewerRestartsNote(restarts: number): Localised {
  return {
    en: `With data of this size not every number of segments was tried from ${restarts} starts, but from as many as seconds allow.`,
    zh: `数据量较大，部分人群数没有从 ${restarts} 组初始中心开始计算，而是在数秒内尽量多试。`,
  };
}
