import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CladeError } from "../core/errors.ts";
import type { Localised } from "../core/localised.ts";
import { createRandom } from "../core/random.ts";
import type { RowSource } from "../core/row-source.ts";
import type { Stage } from "../core/stage.ts";
import { findMatrix } from "../embedding/stored-matrix.ts";
import { openKernels } from "../kernels/pool.ts";
import type { Algorithm, Fit, FitContext } from "./algorithms/algorithm.ts";
import { keepRules, type RulesToKeep } from "./constraints/keep-rules.ts";
import { readRules, type UserRules } from "./constraints/stored-rules.ts";
import { findAlgorithm } from "./find-algorithm.ts";
import { meetGaps } from "./mixed/gaps.ts";
import { paramsFor } from "./params.ts";
import { countDirections, countDistinctRows, type FitRange, fitRange, largestWanted } from "./range.ts";
import type { ClusteringParams, ClusteringSummary } from "./schema.ts";
import { writeFits } from "./stored-fits.ts";
import { writeMembership } from "./stored-membership.ts";
import { fitStreamed, streamedNote } from "./streaming/fit-streamed.ts";
import { openMatrix } from "./streaming/stored-rows.ts";

export const clusteringStage: Stage<ClusteringParams> = {
  name: "clustering",
  async run(params, context) {
    const algorithm: Algorithm = findAlgorithm(params.algorithm);
    const stored = findMatrix(context.input, params);
    const { users, columns } = stored;
    if (columns.length === 0)
      throw new CladeError("NO_FEATURES", { problem: { en: "every feature is left out", zh: "所有特征都未被使用" } });

    const rules = await readRules(params, context);
    const kernels = await openKernels({ threads: context.threads });
    let close = () => {};
    try {
      const own = paramsFor(algorithm.params, params);
      const gaps = algorithm.comparesGaps?.(own) ? meetGaps(rules.isFixed, 2 * largestWanted(params)) : null;
      const opened = openMatrix(kernels, stored, {
        staysOut: rules.isFixed,
        withGaps: gaps?.withGaps,
        memoryBytes: params.memoryBytes,
      });
      close = opened.close;
      const { complete, matrix } = opened;
      const links = rules.linksOf(opened);
      const together = links && { rows: complete.rows, links };
      const { ks, notes } = rangeFor(algorithm, params, complete, { ...rules, together });
      const fitting: FitContext = {
        kernels,
        random: createRandom(params.seed),
        links,
        progress: (fraction) =>
          context.progress({ fraction, sentence: { en: "Finding segments", zh: "正在划分人群" }, rows: users }),
      };
      const fits = matrix
        ? await algorithm.fit(matrix, ks, own, fitting)
        : await fitStreamed(algorithm, complete, ks, own, fitting);
      writeFits(context.out, fits, opened, users, (labels, { centres }) => rules.settle(labels, centres, opened));
      const untold = writeMembership(context.out, fits, opened, users);
      rules.write(context.out);
      const summary: ClusteringSummary = {
        users,
        columns: columns.length,
        fittedUsers: complete.rows,
        fits: fits.map(({ k, inertia, iterations, freeInertia, bic, reach, labels }) => ({
          ...{ k, inertia, iterations },
          ...(freeInertia === undefined ? {} : { freeInertia }),
          ...(bic === undefined ? {} : { bic }),
          ...(reach === undefined ? {} : { reach }),
          noise: labels.reduce((count, label) => count + Number(label < 0), 0),
        })),
        notes: [
          ...notes,
          ...(matrix ? [] : [streamedNote(users, columns.length)]),
          ...notesOf(fits),
          ...(gaps?.notes() ?? []),
          ...(untold ? [untold] : []),
          ...rules.notes,
        ],
        ...(rules.fixed.length > 0 ? { fixed: rules.fixed } : {}),
      };
      writeFileSync(join(context.out, "clustering.json"), JSON.stringify(summary));
    } finally {
      close();
      await kernels.close();
    }
  },
};

function rangeFor(
  algorithm: Algorithm,
  params: ClusteringParams,
  x: RowSource,
  { fixed, ...rules }: RulesToKeep & Pick<UserRules, "fixed">,
): FitRange {
  if (algorithm.clusters === null) return { ks: [], notes: [] };
  const { byDirection } = algorithm;
  const count = byDirection ? countDirections : countDistinctRows;
  const range = fitRange(params, x.rows, count(x, largestWanted(params)), { byDirection, fixed });
  return keepRules(range, algorithm, params, rules);
}

/** Every note once. */
function notesOf(fits: readonly Fit[]): Localised[] {
  const notes = fits.flatMap(({ note }) => note ?? []);
  return notes.filter(({ en }, at) => notes.findIndex((other) => other.en === en) === at);
}
