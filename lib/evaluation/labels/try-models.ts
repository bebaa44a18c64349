import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { boostedTrees } from "../classifiers/boosted-trees.ts";
import type { Classifier } from "../classifiers/classifier.ts";
import { classifiers } from "../classifiers/index.ts";
import { logisticRegression } from "../classifiers/logistic-regression.ts";
import { type Fold, predictOutOfFold, shareOfTraining } from "./cross-validate.ts";
import { figuresOf, type Judged, judgeModel, measuredOf } from "./judge.ts";
import type { LabelModel, LabelSource, LabelsSummary } from "./schema.ts";
import { segmentTree } from "./segment-tree.ts";

export interface Source {
  readonly id: LabelSource;
  /** users × columns, NaN where missing. */
  readonly x: Matrix;
}

export interface Trial {
  /** The plain features, where there are any, come first. */
  readonly sources: readonly Source[];
  readonly codes: Int32Array;
  readonly classes: number;
  readonly folds: readonly Fold[];
  readonly k: number;
}

const shares = [0.1, 0.25, 0.5];
/** Rows × columns × classes of one fit of a hundred rounds that seconds allow. */
const mostBoosted = 1.5e6;

/** Every classifier on every source, all on the same folds; the segments' tree on the last source, which holds most. */
export function tryModels(
  kernels: Kernels,
  trial: Trial,
  random: Random,
  progress: (fraction: number, label: Localised) => void,
): Pick<LabelsSummary, "models" | "curves"> {
  const { sources, codes, classes, folds } = trial;
  const truth = Int32Array.from(
    folds.flatMap(({ test }) => [...test]),
    (row) => codes[row] ?? 0,
  );
  const draws = random.fork("bootstrap");
  const last = sources.at(-1);
  const entries = [
    ...sources.flatMap((source) => classifiers.map((classifier) => ({ source, classifier }))),
    ...(last ? [{ source: last, classifier: segmentTree(kernels, trial.k) }] : []),
  ];
  const judge = (source: Source, classifier: Classifier, own: readonly Fold[]) => {
    const contest = { x: source.x, codes, classes, folds: own };
    const predicted = predictOutOfFold(contest, classifier, random.fork(classifier.id));
    return { predicted, judged: judgeModel(truth, predicted, draws) };
  };
  let baseline: Judged | null = null;
  const whole = new Map<LabelSource, Judged>();
  const steps = entries.length + sources.length;
  const models = entries.map(({ source, classifier }, at): LabelModel => {
    progress(at / steps, classifier.label);
    const { id: name, label } = classifier;
    const leftOut = classifier === boostedTrees ? tooLong(source.x, codes, classes) : null;
    if (leftOut) return { classifier: name, label, source: source.id, leftOut, figures: null };
    const { predicted, judged } = judge(source, classifier, folds);
    if (classifier === logisticRegression) whole.set(source.id, judged);
    if (classifier === logisticRegression && source.id === "features") baseline = judged;
    return {
      classifier: name,
      label,
      source: source.id,
      leftOut: null,
      figures: figuresOf(truth, predicted, judged, baseline),
    };
  });
  const curves = sources.map((source, at) => {
    progress((entries.length + at) / steps, learning);
    const points = shares.map((share) => {
      const own = shareOfTraining(folds, codes, share, random.fork("share"));
      return { share, users: meanTraining(own), measures: measuredOf(judge(source, logisticRegression, own).judged) };
    });
    const all = whole.get(source.id);
    const end = all ? [{ share: 1, users: meanTraining(folds), measures: measuredOf(all) }] : [];
    return { source: source.id, points: [...points, ...end] };
  });
  return { models, curves };
}

const learning: Localised = { en: "fewer users", zh: "更少的用户" };

function meanTraining(folds: readonly Fold[]): number {
  return Math.round(folds.reduce((sum, { training }) => sum + training.length, 0) / folds.length);
}

function tooLong({ cols }: Matrix, codes: Int32Array, classes: number): Localised | null {
  const rows = codes.filter((code) => code >= 0).length;
  if (rows * cols * classes <= mostBoosted) return null;
  return {
    en: `Left out: with ${classes} classes and ${cols} columns it would take minutes.`,
    zh: `未检验：${classes} 个类别、${cols} 列需要数分钟。`,
  };
}
