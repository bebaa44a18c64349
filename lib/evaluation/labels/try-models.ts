import { CladeError } from "../../core/errors.ts";
import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { boostedTrees } from "../classifiers/boosted-trees.ts";
import type { AnyClassifier, Classifier, View } from "../classifiers/classifier.ts";
import { classifiers } from "../classifiers/index.ts";
import { logisticRegression } from "../classifiers/logistic-regression.ts";
import { compareFineTuning, type Tried } from "./compare-fine-tuning.ts";
import { type OutOfFold, predictOutOfFold, type Question, type Source } from "./cross-validate.ts";
import { figuresOf, type Judged, judgeModel } from "./judge.ts";
import { learningCurve } from "./learning-curve.ts";
import { matrixSource } from "./matrix-source.ts";
import type { LabelModel, LabelSource, LabelsSummary } from "./schema.ts";
import { segmentTree } from "./segment-tree.ts";

export interface Trial extends Question {
  /** users × columns, NaN where missing. The plain features, where there are any, come first. */
  readonly matrices: readonly { readonly id: LabelSource; readonly x: Matrix }[];
  /** What transformers learn from, or why they do not. */
  readonly tokens: readonly (Source<"tokens"> | LeftOut)[];
  readonly k: number;
}

export interface LeftOut {
  readonly id: LabelSource;
  readonly leftOut: Localised;
}

export interface TrialOptions {
  readonly random: Random;
  progress(fraction: number, label: Localised): void;
}

/** Rows × columns × classes of one fit of a hundred rounds that seconds allow. */
const mostBoosted = 1.5e6;
/** How long they take beside each other, about: all classifiers of a matrix, its learning curve, transformers of a source. */
const parts = { matrix: 3, curve: 1, tokens: 12 } as const;

/** Every classifier on every source that it can see, all on the same folds; the segments' tree on the last matrix, which holds most. */
export async function tryModels(
  kernels: Kernels,
  { matrices, tokens, k, ...question }: Trial,
  { random, progress }: TrialOptions,
): Promise<Pick<LabelsSummary, "models" | "curves" | "fineTuning">> {
  const { codes, folds } = question;
  const truth = Int32Array.from(
    folds.flatMap(({ test }) => [...test]),
    (row) => codes[row] ?? 0,
  );
  const draws = random.fork("bootstrap");
  const models: LabelModel[] = [];
  const tried: Tried[] = [];
  let baseline: Judged | null = null;
  const total = matrices.length * (parts.matrix + parts.curve) + tokens.length * parts.tokens;
  let done = 0;

  for (const [at, { id, x }] of matrices.entries()) {
    const tree = at === matrices.length - 1 ? [segmentTree(kernels, k)] : [];
    const slow = tooLong(x, question);
    const own = [...seeing("matrix"), ...tree].map((classifier) => ({
      classifier,
      leftOut: classifier === boostedTrees ? slow : null,
    }));
    await attempt(matrixSource(id, x), own, parts.matrix);
  }
  for (const source of tokens) {
    const own = (leftOut: Localised | null) => seeing("tokens").map((classifier) => ({ classifier, leftOut }));
    if ("leftOut" in source) report(source.id, own(source.leftOut), []);
    else await attempt(source, own(null), parts.tokens);
  }
  const curves = matrices.map(({ id, x }) => {
    progress(done / total, { en: "fewer to learn from", zh: "更少的训练数据" });
    done += parts.curve;
    const whole = tried.find(({ classifier, source }) => classifier === logisticRegression.id && source === id)?.judged;
    return { source: id, points: learningCurve(x, question, { truth, draws, whole, random }) };
  });
  return { models, curves, fineTuning: compareFineTuning(tried) };

  async function attempt<V extends View>(source: Source<V>, own: readonly Attempt<V>[], share: number): Promise<void> {
    const running = own.filter(({ leftOut }) => leftOut === null).map(({ classifier }) => classifier);
    const options = {
      random,
      progress: (fraction: number, label: Localised) => progress((done + share * fraction) / total, label),
    };
    try {
      report(source.id, own, await predictOutOfFold(source, question, running, options));
    } catch (error) {
      if (!(error instanceof CladeError && error.code === "TOO_FEW_USERS")) throw error;
      report(
        source.id,
        own.map(({ classifier }) => ({ classifier, leftOut: tooFewUsers })),
        [],
      );
    }
    done += share;
  }

  /** told: of those that were not left out, in their order. */
  function report(source: LabelSource, own: readonly Reported[], told: readonly OutOfFold[]): void {
    let next = 0;
    for (const { classifier, leftOut } of own) {
      const about = { classifier: classifier.id, label: classifier.label, source };
      const predicted = leftOut === null ? told[next++] : undefined;
      if (!predicted) {
        models.push({ ...about, leftOut, figures: null });
        continue;
      }
      const judged = judgeModel(truth, predicted, draws);
      if (classifier.id === logisticRegression.id && source === "features") baseline = judged;
      tried.push({ ...about, judged });
      models.push({ ...about, leftOut: null, figures: figuresOf(truth, predicted, judged, baseline) });
    }
  }
}

interface Reported {
  readonly classifier: Pick<Classifier, "id" | "label">;
  readonly leftOut: Localised | null;
}

interface Attempt<V extends View> extends Reported {
  readonly classifier: Classifier<V>;
}

function seeing<V extends View>(view: V): Extract<AnyClassifier, { sees: V }>[] {
  return classifiers.filter((one): one is Extract<AnyClassifier, { sees: V }> => one.sees === view);
}

const tooFewUsers: Localised = {
  en: "Left out: too few with two known values to learn from.",
  zh: "未检验：至少有两项已知信息的太少，无法学习。",
};

function tooLong({ cols }: Matrix, { codes, classes }: Question): Localised | null {
  const rows = codes.filter((code) => code >= 0).length;
  if (rows * cols * classes <= mostBoosted) return null;
  return {
    en: `Left out: with ${classes} classes and ${cols} columns it would take minutes.`,
    zh: `未检验：${classes} 个类别、${cols} 列需要数分钟。`,
  };
}
