import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Algorithm } from "../clustering/algorithms/algorithm.ts";
import { mergeRows, type SplitRows, splitCompleteRows } from "../clustering/complete-rows.ts";
import { findAlgorithm } from "../clustering/find-algorithm.ts";
import { paramsFor } from "../clustering/params.ts";
import type { ClusteringSummary } from "../clustering/schema.ts";
import { readFits, type StoredFit } from "../clustering/stored-fits.ts";
import type { Localised } from "../core/localised.ts";
import { createRandom } from "../core/random.ts";
import type { Stage } from "../core/stage.ts";
import { findMatrix } from "../embedding/stored-matrix.ts";
import { pca } from "../kernels/pca.ts";
import { openKernels } from "../kernels/pool.ts";
import { readNumbers, writeNumbers } from "../platform/number-file.ts";
import { chooseFit } from "./choose-k.ts";
import { mapCoordinates } from "./map.ts";
import { meanBySegment, measureFits } from "./measures.ts";
import { nullSilhouettes } from "./null-silhouettes.ts";
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
      const nulls = await nullSilhouettes(
        kernels,
        {
          algorithm,
          variances: principal.variance,
          rows: complete.rows,
          ks: algorithm.clusters ? fits.map(({ k }) => k) : [],
          params: paramsFor(algorithm.params, params.clustering),
          clouds: params.nullClouds,
        },
        random.fork("null"),
        (done) => say(0.3 + 0.5 * done, { en: "Clustering clouds without structure", zh: "正在对无结构的数据云聚类" }),
      );
      const measured = measureFits(complete, fits, widths, nulls, algorithm.clusters && params.clustering);

      const chosen = chooseFit(measured, params.clustering.k);
      const at = measured.indexOf(chosen);
      const fit = fits[at];
      const exact = widths[at];
      if (fit === undefined || exact === undefined) throw new RangeError(`no fit with k = ${chosen.k}`);
      say(0.8, { en: `Judging users of ${fit.k} segments`, zh: `正在评估 ${fit.k} 个人群中的用户` });
      const rows = widthsOfRows(kernels, complete, { ...fit, exact }, params, random.fork("reference"));

      const order = orderBySize(fit.allLabels, fit.centres);
      const segments = fit.labels.map((label) => order.segmentOf[label] ?? -1);
      const allSegments = fit.allLabels.map((label) => order.segmentOf[label] ?? -1);
      const summary: EvaluationSummary = {
        users,
        k: fit.k,
        chosenBy: params.clustering.k === "auto" ? "auto" : "asked",
        fits: measured.with(at, {
          ...{ ...chosen, silhouette: meanOrNull(rows.mean) },
          silhouetteStandardError: rows.standardError,
        }),
        inertia: fit.inertia,
        silhouette: {
          mean: meanOrNull(rows.mean),
          standardError: rows.standardError,
          bySegment: meanBySegment(rows.silhouettes, segments, fit.k),
          sample: rows.comparedWith,
        },
        sizes: order.sizes,
        noise: users - order.sizes.reduce((sum, size) => sum + size, 0),
        placed: users - complete.rows,
        explained: [principal.explained[0] ?? 0, principal.explained[1] ?? 0],
        centres: order.centres,
      };
      const undefinedWidths = new Float32Array(split.partial.rows).fill(Number.NaN);
      const silhouette = mergeRows(
        split,
        { complete: rows.silhouettes, partial: undefinedWidths },
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

function meanOrNull(mean: number): number | null {
  return Number.isNaN(mean) ? null : mean;
}

function readJson<T>(folder: string, file: string): T {
  return JSON.parse(readFileSync(join(folder, file), "utf8"));
}
