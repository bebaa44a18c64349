import { gaussianMixture as fitMixture, responsibilitiesOf } from "../../kernels/gaussian-mixture.ts";
import { clusterMeans } from "../cluster-means.ts";
import { algorithm, type MembershipOf } from "./algorithm.ts";

/** Added to variances, as a share of the mean variance of a column. */
const ridgeShare = 1e-6;

export const gaussianMixture = algorithm({
  id: "gaussian-mixture",
  label: { en: "Gaussian mixture", zh: "高斯混合模型" },
  help: {
    en: "Groups as overlapping clouds of any stretch; says for every user how sure the group is.",
    zh: "把人群视为可以重叠、形状各异的云团，并给出每位用户归属的把握程度。",
  },
  clusters: { minimum: 1, maximum: 100 },
  quick: { restarts: 1 },
  params: {
    covariance: {
      kind: "choice",
      default: "full",
      options: [
        { value: "full", label: { en: "Any direction", zh: "任意方向拉伸" } },
        { value: "diagonal", label: { en: "Along the features", zh: "沿特征方向拉伸" } },
      ],
      label: { en: "Shape of groups", zh: "人群形状" },
      help: {
        en: "Any direction needs more users a group: with d features, d²/2 figures each.",
        zh: "任意方向需要更多用户：有 d 个特征时，每个人群需估计约 d²/2 个参数。",
      },
    },
    restarts: {
      kind: "integer",
      minimum: 1,
      maximum: 50,
      default: 3,
      label: { en: "Restarts", zh: "重复次数" },
      help: {
        en: "Starts from different k-means; the likeliest is kept.",
        zh: "从不同的 k-means 结果开始，保留似然最高的。",
      },
    },
  },
  /** O(n·k·d²) time a pass (along the features: O(n·k·d)). */
  async fit(x, ks, { covariance, restarts }, { kernels, random, progress }) {
    const ridge = ridgeShare * meanVariance(x) || 1e-12;
    return ks.map((k, i) => {
      progress?.(i / ks.length);
      const found = fitMixture(kernels, x, { k, covariance, restarts, ridge, random: random.fork(`k = ${k}`) });
      const { labels, strength, bic, iterations } = found;
      const { weights, means, covariances } = found;
      const model = { of: { weights, means, covariances }, covariance };
      const membership: MembershipOf = (from, to, into) => {
        const data = x.data.subarray(from * x.cols, to * x.cols);
        into.set(responsibilitiesOf(kernels, { data, rows: to - from, cols: x.cols }, model));
      };
      return { k, labels, ...clusterMeans(x, labels, k), iterations, strength, membership, bic };
    });
  },
});

function meanVariance(x: Parameters<typeof clusterMeans>[0]): number {
  return clusterMeans(x, new Int32Array(x.rows), 1).inertia / (x.rows * x.cols);
}
