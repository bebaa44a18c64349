import type { Localised } from "../../core/localised.ts";
import { kMeans as fitKMeans } from "../../kernels/k-means.ts";
import { miniBatchCentres } from "../../kernels/mini-batch.ts";
import { sampleOfRows, settleOverRows } from "../streaming/settle-rows.ts";
import { algorithm, type Fit } from "./algorithm.ts";

export const miniBatchKMeans = algorithm({
  id: "mini-batch-k-means",
  label: { en: "Mini-batch k-means", zh: "小批量 k-means 聚类" },
  help: {
    en: "k-means that learns from small random batches and then goes over everybody a few times, at most as often as you say: for tables larger than memory, read from the disk at each pass. Otherwise k-means is as quick and a little tighter.",
    zh: "先从随机小批量中学习、再按设定的次数遍历全部用户的 k-means：适合大到内存放不下、每次遍历都要读磁盘的数据。其他情况下 k-means 同样快，结果略紧凑。",
  },
  clusters: { minimum: 1, maximum: 100 },
  quick: { restarts: 2, batches: 20 },
  params: {
    restarts: {
      kind: "integer",
      minimum: 1,
      maximum: 50,
      default: 5,
      label: { en: "Restarts", zh: "重复次数" },
      help: {
        en: "Learned from so many different starts; the tightest goes on.",
        zh: "从这么多组不同的初始中心开始学习，保留最紧凑的一组。",
      },
    },
    batch: {
      kind: "integer",
      minimum: 16,
      maximum: 100_000,
      default: 2048,
      label: { en: "Users a batch", zh: "每批用户数" },
      help: {
        en: "Drawn at random each time. Larger batches are surer and slower.",
        zh: "每次随机抽取的用户数。越多越稳，也越慢。",
      },
    },
    batches: {
      kind: "integer",
      minimum: 1,
      maximum: 10_000,
      default: 100,
      label: { en: "Batches", zh: "批数" },
      help: {
        en: "How many batches the centres learn from before everybody is looked at.",
        zh: "在遍历全部用户之前，中心从多少批用户中学习。",
      },
    },
    passes: {
      kind: "integer",
      minimum: 1,
      maximum: 100,
      default: 10,
      label: { en: "Passes over everybody", zh: "全量遍历次数" },
      help: {
        en: "At most; each brings the centres nearer to those of k-means. One labels everybody by what the batches taught.",
        zh: "最多遍历这么多次，每次都让中心更接近 k-means 的结果。取 1 时只按小批量学到的中心划分。",
      },
    },
  },
  /**
   * Sculley 2010, then passes of Lloyd's algorithm over all rows from where the batches ended: batches alone stay several
   * per cent above k-means (Newling & Fleuret 2016, NeurIPS), with the passes inertia is within 1 % of it. O(n·d·Σk) a pass, O(n)
   * memory beside x.
   */
  async fit(x, ks, { passes, ...learning }, { kernels, random, progress }) {
    return ks.map((k, i) => {
      progress?.(i / ks.length);
      const own = random.fork(`k = ${k}`);
      const initialCentres = miniBatchCentres(kernels, x, { ...learning, k, random: own });
      const options = { k, restarts: 1, maxIterations: passes, random: own, initialCentres };
      const { labels, centres, inertia, iterations, isSettled } = fitKMeans(kernels, x, options);
      return noted({ k, labels, centres, inertia, iterations }, isSettled, passes);
    });
  },
  /** The batches come from as many rows as memory takes. */
  async fitStream(rows, ks, { passes, ...learning }, { kernels, random, progress }) {
    const mark = kernels.mark();
    const sample = sampleOfRows(kernels, rows, random.fork("rows"));
    const starts = ks.map((k, i) => {
      progress?.((0.3 * i) / ks.length);
      return miniBatchCentres(kernels, sample, { ...learning, k, random: random.fork(`k = ${k}`) });
    });
    const settled = settleOverRows(kernels, { rows, sample, passes }, starts, (fraction) =>
      progress?.(0.3 + 0.7 * fraction),
    );
    kernels.release(mark);
    return settled.map(({ isSettled, ...fit }) => noted(fit, isSettled, passes));
  },
});

function noted(fit: Fit, isSettled: boolean, passes: number): Fit {
  if (isSettled) return fit;
  const note: Localised = {
    en: `Some numbers of segments were still moving after ${passes} ${passes === 1 ? "pass" : "passes"} over the data; k-means, or more passes, would be a little tighter.`,
    zh: `部分人群数在遍历全部数据 ${passes} 次后仍有变动；改用 k-means 或增加遍历次数会略紧凑。`,
  };
  return { ...fit, note };
}
