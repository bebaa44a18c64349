import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CladeError } from "../core/errors.ts";
import type { Localised } from "../core/localised.ts";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import type { Stage } from "../core/stage.ts";
import { findMatrix } from "../embedding/stored-matrix.ts";
import { openKernels } from "../kernels/pool.ts";
import { readNumbers } from "../platform/number-file.ts";
import type { Algorithm, Fit } from "./algorithms/algorithm.ts";
import { splitCompleteRows } from "./complete-rows.ts";
import { findAlgorithm } from "./find-algorithm.ts";
import { findFixed, writeFixed } from "./fixed/stored-fixed.ts";
import { paramsFor } from "./params.ts";
import { countDirections, countDistinctRows, type FitRange, fitRange, largestWanted } from "./range.ts";
import type { ClusteringParams, ClusteringSummary } from "./schema.ts";
import { writeFits } from "./stored-fits.ts";

export const clusteringStage: Stage<ClusteringParams> = {
  name: "clustering",
  async run(params, context) {
    const algorithm: Algorithm = findAlgorithm(params.algorithm);
    const { path, users, columns, categories } = findMatrix(context.input, params);
    if (columns.length === 0)
      throw new CladeError("NO_FEATURES", { problem: { en: "every feature is left out", zh: "所有特征都未被使用" } });

    const fixed = params.fixed?.length ? await findFixed(params.fixed, context) : null;
    const kernels = await openKernels({ threads: context.threads });
    try {
      const x = { ...kernels.matrix(users, columns.length), categories };
      readNumbers(path, x.data);
      const split = splitCompleteRows(x, columns, (row) => (fixed?.fixedOf[row] ?? -1) >= 0);
      const { complete } = split;
      const { ks, notes } = rangeFor(algorithm, params, complete);
      const fits = await algorithm.fit(complete, ks, paramsFor(algorithm.params, params), {
        kernels,
        random: createRandom(params.seed),
        progress: (fraction) =>
          context.progress({ fraction, sentence: { en: "Finding segments", zh: "正在划分人群" }, rows: users }),
      });
      writeFits(context.out, fits, split, users, (labels) => {
        for (const [row, own] of fixed?.fixedOf.entries() ?? []) if (own >= 0) labels[row] = -1;
      });
      if (fixed) writeFixed(context.out, fixed);
      const summary: ClusteringSummary = {
        users,
        columns: columns.length,
        fittedUsers: complete.rows,
        fits: fits.map(({ k, inertia, iterations, bic, reach, labels }) => ({
          ...{ k, inertia, iterations },
          ...(bic === undefined ? {} : { bic }),
          ...(reach === undefined ? {} : { reach }),
          noise: labels.reduce((count, label) => count + Number(label < 0), 0),
        })),
        notes: [...notes, ...notesOf(fits), ...(fixed?.notes ?? [])],
        ...(fixed && fixed.found.length > 0 ? { fixed: fixed.found } : {}),
      };
      writeFileSync(join(context.out, "clustering.json"), JSON.stringify(summary));
    } finally {
      await kernels.close();
    }
  },
};

function rangeFor({ clusters, byDirection }: Pick<Algorithm, "clusters" | "byDirection">, params: ClusteringParams, x: Matrix): FitRange {
  if (clusters === null) return { ks: [], notes: [] };
  const count = byDirection ? countDirections : countDistinctRows;
  return fitRange(params, x.rows, count(x, largestWanted(params)), byDirection);
}

/** Every note once. */
function notesOf(fits: readonly Fit[]): Localised[] {
  const notes = fits.flatMap(({ note }) => note ?? []);
  return notes.filter(({ en }, at) => notes.findIndex((other) => other.en === en) === at);
}
