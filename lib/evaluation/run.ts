import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Algorithm } from "../clustering/algorithms/algorithm.ts";
import { mergeRows, type SplitRows, splitCompleteRows } from "../clustering/complete-rows.ts";
import { findAlgorithm } from "../clustering/find-algorithm.ts";
import { paramsFor } from "../clustering/params.ts";
import type { ClusteringSummary } from "../clustering/schema.ts";
import { readFits, type StoredFit } from "../clustering/stored-fits.ts";
import type { Localised } from "../core/localised.ts";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import type { Stage } from "../core/stage.ts";
import { findMatrix } from "../embedding/stored-matrix.ts";
import { pca } from "../kernels/pca.ts";
import { openKernels } from "../kernels/pool.ts";
import { readNumbers, writeNumbers } from "../platform/number-file.ts";
import { chooseFit } from "./choose-k.ts";
import { judgeFits } from "./judge-fits.ts";
import { mapCoordinates } from "./map.ts";
import { meanBySegment, measureFits } from "./measures.ts";
import { clusterClouds, clusterRows } from "./null-fits.ts";
import { orderBySize } from "./order.ts";
import type { EvaluationParams, EvaluationSummary } from "./schema.ts";
import { widthsOfFits, widthsOfRows } from "./widths.ts";

export const evaluationStage: Stage<EvaluationParams> = {
  name: "evaluation",
  async run(params, context) {
    const algorithm: Algorithm = findAlgorithm(params.clustering.algorithm);
    const { path, columns: names } = findMatrix(context.input, params);
    const clustering = readJson<ClusteringSummary>(context.input("clustering"), "clustering.json");
    const { users, columns } = clustering;
    const random = createRandom(params.seed);
    const say = (fraction: number, sentence: Localised) => context.progress({ fraction, sentence });

    const kernels = await openKernels({ threads: context.threads });
    try {
      const x = kernels.matrix(users, columns);
      readNumbers(path, x.data);
      const split = splitCompleteRows(x, names);
      const { complete } = split;
      const fits = readFits(context.input("clustering"), clustering).map((fit) => overComplete(fit, split));

      say(0, { en: "Comparing users with every segment", zh: "正在比较用户与各人群" });
      const widths = widthsOfFits(kernels, complete, fits, params, random.fork("sample"));
      const principal = pca(kernels, complete, columns);
      const cluster = clusterRows(kernels, algorithm, paramsFor(algorithm.params, params.clustering));
      const clouds = await clusterClouds(
        kernels,
        {
          ...{ cluster, variances: principal.variance, rows: complete.rows, clouds: params.nullClouds },
          ks: algorithm.clusters ? fits.map(({ k }) => k) : [],
          shapes: ["gaussian", "flat"],
        },
        random.fork("null"),
        (done) => say(0.2 + 0.3 * done, { en: "Clustering clouds without structure", zh: "正在对无结构的数据云聚类" }),
      );
      const measured = measureFits(complete, fits, widths, clouds, algorithm.clusters && params.clustering);

      const chosen = chooseFit(measured, params.clustering.k);
      const at = measured.indexOf(chosen);
      const fit = fits[at];
      const exact = widths[at];
      if (fit === undefined || exact === undefined) throw new RangeError(`no fit with k = ${chosen.k}`);
      say(0.5, { en: `Judging users of ${fit.k} segments`, zh: `正在评估 ${fit.k} 个人群中的用户` });
      const rowWidths = widthsOfRows(kernels, complete, { ...fit, exact }, params, random.fork("reference"));

      const order = orderBySize(fit.allLabels, fit.centres);
      const segments = fit.labels.map((label) => order.segmentOf[label] ?? -1);
      const allSegments = fit.allLabels.map((label) => order.segmentOf[label] ?? -1);
      const judges =
        fit.k < 2
          ? null
          : await judgeFits(
              kernels,
              {
                ...{ mode: params.judges, algorithm, cluster, x: complete, principal, clouds, at, segments },
                fits: fits.map((one, i) => ({ ...one, ...bicOf(clustering, i) })),
                measures: measured,
                centres: asMatrix(order.centres, columns),
              },
              random.fork("judges"),
            );
      const summary: EvaluationSummary = {
        users,
        k: fit.k,
        chosenBy: params.clustering.k === "auto" ? "auto" : "asked",
        fits: measured.with(at, {
          ...{ ...chosen, silhouette: meanOrNull(rowWidths.mean) },
          silhouetteStandardError: rowWidths.standardError,
        }),
        inertia: fit.inertia,
        silhouette: {
          mean: meanOrNull(rowWidths.mean),
          standardError: rowWidths.standardError,
          bySegment: meanBySegment(rowWidths.silhouettes, segments, fit.k),
          sample: rowWidths.comparedWith,
        },
        sizes: order.sizes,
        noise: users - order.sizes.reduce((sum, size) => sum + size, 0),
        placed: users - complete.rows,
        explained: [principal.explained[0] ?? 0, principal.explained[1] ?? 0],
        centres: order.centres,
        ...(judges ? { judges } : {}),
      };
      const undefinedWidths = new Float32Array(split.partial.rows).fill(Number.NaN);
      const silhouette = mergeRows(
        split,
        { complete: rowWidths.silhouettes, partial: undefinedWidths },
        new Float32Array(users),
      );
      const coordinates = mergeRows(
        split,
        { complete: mapCoordinates(complete, principal), partial: mapCoordinates(split.partial, principal) },
        new Float32Array(users * 2),
      );
      writeNumbers(join(context.out, "labels.i32"), allSegments);
      writeNumbers(join(context.out, "silhouette.f32"), silhouette);
      writeNumbers(join(context.out, "coordinates.f32"), coordinates);
      writeFileSync(join(context.out, "evaluation.json"), JSON.stringify(summary));
    } finally {
      await kernels.close();
    }
  },
};

/** The same labels of the complete rows alone. */
function overComplete(fit: StoredFit, { completeAt }: SplitRows) {
  return { ...fit, allLabels: fit.labels, labels: completeAt?.map((row) => fit.labels[row] ?? -1) ?? fit.labels };
}

function bicOf({ fits }: ClusteringSummary, at: number): { readonly bic?: number } {
  const bic = fits[at]?.bic;
  return bic === undefined ? {} : { bic };
}

function asMatrix(rows: readonly (readonly number[])[], cols: number): Matrix {
  return { data: Float32Array.from(rows.flat()), rows: rows.length, cols };
}

function meanOrNull(mean: number): number | null {
  return Number.isNaN(mean) ? null : mean;
}

function readJson<T>(folder: string, file: string): T {
  return JSON.parse(readFileSync(join(folder, file), "utf8"));
}
