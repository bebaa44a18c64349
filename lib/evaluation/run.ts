import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Algorithm } from "../clustering/algorithms/algorithm.ts";
import { mergeRows, type SplitRows, splitCompleteRows } from "../clustering/complete-rows.ts";
import { findAlgorithm } from "../clustering/find-algorithm.ts";
import { numberFixed } from "../clustering/fixed/number-fixed.ts";
import { readFixedOf } from "../clustering/fixed/stored-fixed.ts";
import { paramsFor } from "../clustering/params.ts";
import type { ClusteringSummary } from "../clustering/schema.ts";
import { readFits, type StoredFit } from "../clustering/stored-fits.ts";
import { createRandom } from "../core/random.ts";
import type { Stage } from "../core/stage.ts";
import { findMatrix } from "../embedding/stored-matrix.ts";
import { openKernels } from "../kernels/pool.ts";
import { readNumbers, writeNumbers } from "../platform/number-file.ts";
import { evaluateFits } from "./evaluate-fits.ts";
import { mapCoordinates } from "./map.ts";
import { clusterRows } from "./null-fits.ts";
import type { EvaluationParams, EvaluationSummary } from "./schema.ts";
import { findInWindows, makeWindows } from "./windows/stored-windows.ts";

export const evaluationStage: Stage<EvaluationParams> = {
  name: "evaluation",
  async run(params, context) {
    const algorithm: Algorithm = findAlgorithm(params.clustering.algorithm);
    const { path, columns: names, categories } = findMatrix(context.input, params);
    const clustering = readJson<ClusteringSummary>(context.input("clustering"), "clustering.json");
    const { users, columns } = clustering;
    const fixedOf = readFixedOf(context.input("clustering"), clustering);

    // The engine of tables works beside the kernels.
    const making = params.features && makeWindows(params.features, fixedOf, context);
    making?.catch(() => {});
    const kernels = await openKernels({ threads: context.threads });
    try {
      const x = { ...kernels.matrix(users, columns), categories };
      readNumbers(path, x.data);
      const split = splitCompleteRows(x, names, (row) => (fixedOf?.[row] ?? -1) >= 0);
      const { complete } = split;
      const fits = readFits(context.input("clustering"), clustering).map((fit, at) => ({
        ...overComplete(fit, split),
        ...bicOf(clustering, at),
      }));

      const evaluated = await evaluateFits(
        kernels,
        { x: complete, fits, algorithm, clustering: params.clustering },
        params,
        createRandom(params.seed),
        (fraction, sentence) => context.progress({ fraction, sentence }),
      );
      context.progress({
        fraction: 0.8,
        sentence: { en: "Comparing two halves of the time", zh: "正在比较前后两段时间" },
      });
      const made = await making;
      const toFind = {
        ...{ k: evaluated.k, labels: evaluated.allLabels, ks: algorithm.clusters ? [evaluated.k] : [] },
        cluster: clusterRows(kernels, algorithm, paramsFor(algorithm.params, params.clustering), 5),
      };
      const windows =
        made &&
        evaluated.k >= 2 &&
        (made.ok ? await findInWindows(made.value, toFind, createRandom(params.seed).fork("windows")) : made);
      const { order, principal, allLabels, silhouettes, judges, ...figures } = evaluated;
      const fixedUsers = (clustering.fixed ?? []).reduce((sum, { size }) => sum + size, 0);
      const summary: EvaluationSummary = {
        users,
        ...figures,
        sizes: order.sizes,
        noise: users - fixedUsers - order.sizes.reduce((sum, size) => sum + size, 0),
        placed: users - fixedUsers - complete.rows,
        ...(clustering.fixed ? { fixed: clustering.fixed.map(({ size }) => size) } : {}),
        explained: [principal.explained[0] ?? 0, principal.explained[1] ?? 0],
        centres: order.centres,
        ...(judges ? { judges } : {}),
        ...(windows ? { windows } : {}),
      };
      const undefinedWidths = new Float32Array(split.partial.rows).fill(Number.NaN);
      const silhouette = mergeRows(split, { complete: silhouettes, partial: undefinedWidths }, new Float32Array(users));
      const coordinates = mergeRows(
        split,
        { complete: mapCoordinates(complete, principal), partial: mapCoordinates(split.partial, principal) },
        new Float32Array(users * 2),
      );
      writeNumbers(join(context.out, "labels.i32"), numberFixed(allLabels, fixedOf, evaluated.k));
      writeNumbers(join(context.out, "silhouette.f32"), silhouette);
      writeNumbers(join(context.out, "coordinates.f32"), coordinates);
      writeFileSync(join(context.out, "evaluation.json"), JSON.stringify(summary));
    } finally {
      await Promise.allSettled([making]);
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

function readJson<T>(folder: string, file: string): T {
  return JSON.parse(readFileSync(join(folder, file), "utf8"));
}
