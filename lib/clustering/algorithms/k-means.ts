import { CladeError } from "../../core/errors.ts";
import type { Localised } from "../../core/localised.ts";
import { kMeans as fitKMeans, rowsOfStarts } from "../../kernels/k-means.ts";
import { isLimited, refuseLimits } from "../constraints/limits.ts";
import { restrictFit } from "../constraints/restrict-fit.ts";
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
  takesPairs: true,
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
    smallest: {
      kind: "number",
      minimum: 0,
      maximum: 1,
      default: 0,
      isRule: true,
      label: { en: "Smallest segment", zh: "最小人群占比" },
      help: {
        en: "Share of users that every segment holds at least, 0.1 for a tenth; 0 lets them be as small as they come.",
        zh: "每个人群至少包含的用户占比，0.1 即十分之一；0 表示不限。",
      },
    },
    largest: {
      kind: "number",
      minimum: 0,
      maximum: 1,
      default: 1,
      isRule: true,
      label: { en: "Largest segment", zh: "最大人群占比" },
      help: {
        en: "Share of users that a segment holds at most; 1 lets them be as large as they come. Limits make segments less tight, and the run says by how much.",
        zh: "每个人群最多包含的用户占比；1 表示不限。设限会让人群不那么紧凑，结果中会说明代价。",
      },
    },
  },
  refuses: (k, limits) => (isLimited(limits) ? refuseLimits(k, limits) : null),
  /**
   * Lloyd with thresholds that skip distances, on greedy k-means++ starts, ten at a time until four agree on the lowest
   * inertia; at most as many as asked, and as a second or so of one core allows. O(n·k·d) worst case a pass, O(n) memory
   * beside x. Limits of size and pairs move the fit on to where it keeps to them.
   */
  async fit(x, ks, { restarts, smallest, largest }, { random, kernels, progress, links }) {
    return ks.map((k, i) => {
      progress?.(i / ks.length);
      const affordable = affordableRestarts(restarts, rowsOfStarts(x.rows, x.cols, k) * x.cols * k);
      const options = { k, restarts: affordable, agreeing, random: random.fork(`k = ${k}`) };
      const free = fitKMeans(kernels, x, options);
      const { labels, centres, inertia, iterations } = free;
      const kept = restrictFit(kernels, x, k, free, { restarts, limits: { smallest, largest }, links }, options.random);
      const fit = { k, ...(kept ?? { labels, centres, inertia, iterations }) };
      return affordable < restarts ? { ...fit, note: fewerRestartsNote(restarts) } : fit;
    });
  },
  /** The same starts on as many rows as memory takes, and passes over all rows from where the best of them ended. */
  async fitStream(rows, ks, { restarts, smallest, largest }, { random, kernels, progress, links }) {
    if (links || isLimited({ smallest, largest })) throw new CladeError("BAD_CONFIG", rulesNeedMemory);
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

const rulesNeedMemory = {
  path: "clustering",
  problem: {
    en: "these users are too many to hold in memory at once, and limits of size and pairs need that; leave them out",
    zh: "用户太多，无法一次放入内存，而规模限制和配对需要这样做；请去掉这些规则",
  },
};

/** From centres of a million rows a few are enough. */
const streamedPasses = 20;
const unsettledNote: Localised = {
  en: `Some numbers of segments did not come to rest within ${streamedPasses} passes over the data; a little tighter ones exist.`,
  zh: `部分人群数在遍历全部数据 ${streamedPasses} 次后仍未完全稳定，可能存在略紧凑的结果。`,
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
