import type { Algorithm } from "../clustering/algorithms/algorithm.ts";
import { paramsFor } from "../clustering/params.ts";
import type { ClusteringConfig } from "../clustering/schema.ts";
import type { Localised } from "../core/localised.ts";
import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import { type PcaResult, pca } from "../kernels/pca.ts";
import type { Kernels } from "../kernels/pool.ts";
import { chooseFit } from "./choose-k.ts";
import { judgeFits } from "./judge-fits.ts";
import { meanBySegment, measureFits } from "./measures.ts";
import { clusterClouds, clusterRows } from "./null-fits.ts";
import { orderBySize, type SegmentOrder } from "./order.ts";
import type { EvaluationConfig, EvaluationSummary } from "./schema.ts";
import { widthsOfFits, widthsOfRows } from "./widths.ts";

export interface FitsToEvaluate {
  /** The complete rows, or a sample of them. */
  readonly x: Matrix;
  /** labels: of x; allLabels: of everybody. */
  readonly fits: readonly {
    readonly k: number;
    readonly inertia: number;
    readonly bic?: number;
    readonly labels: Int32Array;
    readonly allLabels: Int32Array;
    readonly centres: Matrix;
  }[];
  readonly algorithm: Algorithm;
  readonly clustering: ClusteringConfig;
}

type Settings = Pick<EvaluationConfig, "nullClouds" | "exactUpTo" | "sampleSize" | "judges"> & {
  /** Rows that x is a simple random sample of; absent: x is all of them. */
  readonly population?: number;
};

/** The chosen fit as segments, with what is known of all. */
export interface EvaluatedFits extends Pick<EvaluationSummary, "k" | "chosenBy" | "fits" | "inertia" | "silhouette"> {
  readonly judges: EvaluationSummary["judges"];
  readonly order: SegmentOrder;
  readonly allLabels: Int32Array;
  /** Of x; NaN where undefined. */
  readonly silhouettes: Float32Array;
  readonly principal: PcaResult;
}

/** Measures every fit, chooses one and lets all judges look at it. */
export async function evaluateFits(
  kernels: Kernels,
  { x, fits, algorithm, clustering }: FitsToEvaluate,
  settings: Settings,
  random: Random,
  say: (fraction: number, sentence: Localised) => void,
): Promise<EvaluatedFits> {
  say(0, { en: "Comparing everything with every segment", zh: "正在与各人群逐一比较" });
  const widths = widthsOfFits(kernels, x, fits, settings, random.fork("sample"));
  const principal = pca(kernels, x, x.cols);
  const params = paramsFor(algorithm.params, clustering);
  const cluster = clusterRows(kernels, algorithm, params);
  const ks = algorithm.clusters ? fits.map(({ k }) => k) : [];
  const clouds = await clusterClouds(
    kernels,
    {
      ...{ cluster, ks, variances: principal.variance, rows: x.rows, clouds: settings.nullClouds },
      shapes: ["gaussian", "flat"],
    },
    random.fork("null"),
    (done) => say(0.2 + 0.3 * done, { en: "Clustering clouds without structure", zh: "正在对无结构的数据云聚类" }),
  );
  const measured = measureFits(x, fits, widths, clouds, algorithm.clusters && clustering);
  const chosen = chooseFit(measured, clustering.k);
  const at = measured.indexOf(chosen);
  const [fit, exact] = [fits[at], widths[at]];
  if (fit === undefined || exact === undefined) throw new RangeError(`no fit with k = ${chosen.k}`);
  say(0.5, { en: `Judging the members of ${fit.k} segments`, zh: `正在评估 ${fit.k} 个人群的成员` });
  const own = widthsOfRows(kernels, x, { ...fit, exact }, settings, random.fork("reference"));
  const order = orderBySize(fit.allLabels, fit.centres);
  const segments = fit.labels.map((label) => order.segmentOf[label] ?? -1);
  const centres: Matrix = { data: Float32Array.from(order.centres.flat()), rows: fit.k, cols: x.cols };
  const toJudge = {
    ...{
      mode: settings.judges,
      algorithm,
      cluster,
      clusterAgain: clusterRows(kernels, algorithm, params, 3),
      x,
      principal,
      clouds,
      at,
      segments,
    },
    ...{ fits, measures: measured, centres },
  };
  const mean = Number.isNaN(own.mean) ? null : own.mean;
  const { standardError } = own;
  return {
    k: fit.k,
    chosenBy: clustering.k === "auto" ? "auto" : "asked",
    fits: measured.with(at, { ...chosen, silhouette: mean, silhouetteStandardError: standardError }),
    inertia: fit.inertia,
    silhouette: {
      ...{ mean, standardError },
      bySegment: meanBySegment(own.silhouettes, segments, fit.k),
      sample: own.comparedWith,
    },
    judges: fit.k < 2 ? undefined : await judgeFits(kernels, toJudge, random.fork("judges")),
    order,
    allLabels: fit.allLabels.map((label) => order.segmentOf[label] ?? -1),
    silhouettes: own.silhouettes,
    principal,
  };
}
