import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Algorithm } from "../clustering/algorithms/algorithm.ts";
import { findAlgorithm } from "../clustering/find-algorithm.ts";
import { numberFixed } from "../clustering/fixed/number-fixed.ts";
import { readFixedOf } from "../clustering/fixed/stored-fixed.ts";
import { paramsFor } from "../clustering/params.ts";
import type { ClusteringSummary } from "../clustering/schema.ts";
import { readFits, readTree, type StoredFit, type StoredTree } from "../clustering/stored-fits.ts";
import { openMatrix } from "../clustering/streaming/stored-rows.ts";
import { createRandom } from "../core/random.ts";
import type { Stage } from "../core/stage.ts";
import { findMatrix, type StoredMatrix } from "../embedding/stored-matrix.ts";
import { openKernels } from "../kernels/pool.ts";
import { readNumbers, writeNumbers } from "../platform/number-file.ts";
import { evaluateFits } from "./evaluate-fits.ts";
import { judgeTree, type TreeToJudge } from "./judge-tree.ts";
import { type JudgedRows, judgedRows, mapUsers, spreadOverUsers } from "./judged-rows.ts";
import { clusterRows } from "./null-fits.ts";
import { gatherRows } from "./sample.ts";
import type { EvaluationParams, EvaluationSummary } from "./schema.ts";
import { findInWindows, makeWindows } from "./windows/stored-windows.ts";

export const evaluationStage: Stage<EvaluationParams> = {
  name: "evaluation",
  async run(params, context) {
    const algorithm: Algorithm = findAlgorithm(params.clustering.algorithm);
    const stored = findMatrix(context.input, params);
    const clustering = readJson<ClusteringSummary>(context.input("clustering"), "clustering.json");
    const { users } = clustering;
    const fixedOf = readFixedOf(context.input("clustering"), clustering);

    // The engine of tables works beside the kernels.
    const making = params.features && makeWindows(params.features, fixedOf, context);
    making?.catch(() => {});
    const kernels = await openKernels({ threads: context.threads });
    let close = () => {};
    try {
      const staysOut = (row: number) => (fixedOf?.[row] ?? -1) >= 0;
      const opened = openMatrix(kernels, stored, { staysOut, memoryBytes: params.memoryBytes });
      close = opened.close;
      const judged = judgedRows(kernels, opened, createRandom(params.seed).fork("judged"));
      const fits = readFits(context.input("clustering"), clustering).map((fit, at) => ({
        ...overJudged(fit, judged),
        ...bicOf(clustering, at),
      }));

      const evaluated = await evaluateFits(
        kernels,
        { x: judged.x, fits, algorithm, clustering: params.clustering },
        { ...params, population: judged.population },
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
      const built = algorithm.heightsAreAgreement ? null : readTree(context.input("clustering"));
      const judgedTree =
        built && (params.clustering.distance === "gower" ? treeByGower(built, stored) : treeOverJudged(built, judged));
      const tree = judgedTree && judgeTree(judgedTree, createRandom(params.seed).fork("tree"));
      const fixedUsers = (clustering.fixed ?? []).reduce((sum, { size }) => sum + size, 0);
      const summary: EvaluationSummary = {
        users,
        ...ofEverybody(figures, clustering),
        sizes: order.sizes,
        noise: users - fixedUsers - order.sizes.reduce((sum, size) => sum + size, 0),
        placed: users - fixedUsers - clustering.fittedUsers,
        ...(clustering.fixed ? { fixed: clustering.fixed.map(({ size }) => size) } : {}),
        explained: [principal.explained[0] ?? 0, principal.explained[1] ?? 0],
        centres: order.centres,
        ...(judges ? { judges } : {}),
        ...(tree ? { tree } : {}),
        ...(windows ? { windows } : {}),
      };
      writeNumbers(join(context.out, "labels.i32"), numberFixed(allLabels, fixedOf, evaluated.k));
      writeNumbers(join(context.out, "silhouette.f32"), spreadOverUsers(silhouettes, judged.at, users));
      writeNumbers(join(context.out, "coordinates.f32"), mapUsers(opened, principal));
      writeFileSync(join(context.out, "evaluation.json"), JSON.stringify(summary));
    } finally {
      close();
      await Promise.allSettled([making]);
      await kernels.close();
    }
  },
};

/** The same labels of the judged rows alone, and their part of the sum of squares. */
function overJudged(fit: StoredFit, { x, at, population }: JudgedRows) {
  const inertia = population > 0 ? (fit.inertia * x.rows) / population : fit.inertia;
  return { ...fit, inertia, allLabels: fit.labels, labels: at?.map((row) => fit.labels[row] ?? -1) ?? fit.labels };
}

/** The tree with the judged rows' leaves. */
function treeOverJudged(tree: StoredTree, { x, at }: JudgedRows): TreeToJudge {
  const leafOf = at?.map((user) => tree.leafOf[user] ?? -1) ?? tree.leafOf;
  return { tree, leafOf, x, distance: "euclidean" };
}

/** The tree with everybody's leaves who was fitted, with gaps or without: by their ranges it was built. */
function treeByGower(tree: StoredTree, { path, users, columns, categories }: StoredMatrix): TreeToJudge {
  const cols = columns.length;
  const all = { data: readNumbers(path, new Float32Array(users * cols)), rows: users, cols };
  const fitted = Int32Array.from(tree.leafOf.keys()).filter((user) => (tree.leafOf[user] ?? -1) >= 0);
  const x = { ...gatherRows(all, fitted), categories };
  return { tree, leafOf: fitted.map((user) => tree.leafOf[user] ?? -1), x, distance: "gower" };
}

/** Sums of squares are told of all fitted users, whoever was judged. */
function ofEverybody<Figures extends Pick<EvaluationSummary, "k" | "fits" | "inertia">>(
  figures: Figures,
  { fits }: ClusteringSummary,
): Figures {
  const inertiaOf = (k: number) => fits.find((fit) => fit.k === k)?.inertia ?? figures.inertia;
  return {
    ...figures,
    fits: figures.fits.map((fit) => ({ ...fit, inertia: inertiaOf(fit.k) })),
    inertia: inertiaOf(figures.k),
  };
}

function bicOf({ fits }: ClusteringSummary, at: number): { readonly bic?: number } {
  const bic = fits[at]?.bic;
  return bic === undefined ? {} : { bic };
}

function readJson<T>(folder: string, file: string): T {
  return JSON.parse(readFileSync(join(folder, file), "utf8"));
}
