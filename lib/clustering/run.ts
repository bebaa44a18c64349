import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CladeError } from "../core/errors.ts";
import { createRandom } from "../core/random.ts";
import type { Stage } from "../core/stage.ts";
import { findMatrix } from "../embedding/stored-matrix.ts";
import { openKernels } from "../kernels/pool.ts";
import { readNumbers, writeNumbers } from "../platform/number-file.ts";
import { mergeRows, splitCompleteRows } from "./complete-rows.ts";
import { findAlgorithm } from "./find-algorithm.ts";
import { paramsFor } from "./params.ts";
import { largestCluster, placeByNearest } from "./placing.ts";
import { countDistinctRows, fitRange, largestWanted } from "./range.ts";
import type { ClusteringParams, ClusteringSummary } from "./schema.ts";

export const clusteringStage: Stage<ClusteringParams> = {
  name: "clustering",
  async run(params, context) {
    const algorithm = findAlgorithm(params.algorithm);
    const { path, users, columns } = findMatrix(context.input, params);
    if (columns.length === 0)
      throw new CladeError("NO_FEATURES", { problem: { en: "every feature is left out", zh: "所有特征都未被使用" } });

    const kernels = await openKernels({ threads: context.threads });
    try {
      const x = kernels.matrix(users, columns.length);
      readNumbers(path, x.data);
      const split = splitCompleteRows(x, columns);
      const { complete } = split;
      const { ks, notes } = fitRange(params, complete.rows, countDistinctRows(complete, largestWanted(params)));
      const asked = paramsFor(algorithm.params, params, 0);

      const random = createRandom(params.seed);
      const labels = new Int32Array(ks.length * users);
      const centres = new Float32Array(ks.reduce((sum, k) => sum + k, 0) * columns.length);
      const fits: ClusteringSummary["fits"][number][] = [];
      const said = [...notes];
      let written = 0;
      for (const [index, k] of ks.entries()) {
        context.progress({
          fraction: written / centres.length,
          sentence: { en: `Fitting ${k} segments`, zh: `正在划分 ${k} 个人群` },
        });
        const fit = await algorithm.fit(complete, { ...asked, k }, { kernels, random: random.fork(`k = ${k}`) });
        const block = labels.subarray(index * users, (index + 1) * users);
        const placed = placeByNearest(split.partial, fit.centres, largestCluster(fit.labels, k));
        mergeRows(split, { complete: fit.labels, partial: placed }, block);
        centres.set(fit.centres.data, written);
        written += fit.centres.data.length;
        fits.push({ k, inertia: fit.inertia, iterations: fit.iterations });
        if (fit.note && !said.some(({ en }) => en === fit.note?.en)) said.push(fit.note);
      }

      const summary: ClusteringSummary = {
        users,
        columns: columns.length,
        fittedUsers: complete.rows,
        fits,
        notes: said,
      };
      writeNumbers(join(context.out, "labels.i32"), labels);
      writeNumbers(join(context.out, "centres.f32"), centres);
      writeFileSync(join(context.out, "clustering.json"), JSON.stringify(summary));
    } finally {
      await kernels.close();
    }
  },
};
