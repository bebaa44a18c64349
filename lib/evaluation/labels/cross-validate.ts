import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import { shuffled, stratifiedFolds } from "../classification/folds.ts";
import type { Classifier, FitOptions, View, Views } from "../classifiers/classifier.ts";
import { regress } from "../classifiers/logistic-regression.ts";
import type { LabelSource } from "./schema.ts";
import { fitStandardiser } from "./standardise.ts";

export interface Fold {
  readonly training: Int32Array;
  readonly test: Int32Array;
}

/** Folds at random, each class spread evenly; every labelled row is tested once. codes: n classes, −1 without one. */
export function randomFolds(codes: Int32Array, folds: number, random: Random): Fold[] {
  const foldOf = stratifiedFolds(codes, folds, random);
  const rows = labelledRows(codes);
  return Array.from({ length: folds }, (_, fold) => ({
    training: rows.filter((row) => foldOf[row] !== fold),
    test: rows.filter((row) => foldOf[row] === fold),
  }));
}

/**
 * Folds by time (rolling origin): the labelled rows in order of time make folds + 1 stretches; each but the first is told by
 * all before it. times: n, NaN where unknown (never used); ties by row.
 */
export function timeFolds(codes: Int32Array, times: ArrayLike<number>, folds: number): Fold[] {
  const order = labelledRows(codes)
    .filter((row) => !Number.isNaN(times[row]))
    .sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
  const edge = (stretch: number) => Math.round((stretch * order.length) / (folds + 1));
  return Array.from({ length: folds }, (_, fold) => ({
    training: order.slice(0, edge(fold + 1)),
    test: order.slice(edge(fold + 1), edge(fold + 2)),
  }));
}

function labelledRows(codes: Int32Array): Int32Array {
  return Int32Array.from(codes.keys()).filter((row) => (codes[row] ?? -1) >= 0);
}

/** The same folds with a share of the training rows of each class, nested: a larger share holds the smaller one. */
export function shareOfTraining(folds: readonly Fold[], codes: Int32Array, share: number, random: Random): Fold[] {
  return folds.map(({ training, test }, fold) => {
    const byClass = Map.groupBy(training, (row) => codes[row] ?? -1);
    const kept = [...byClass.keys()]
      .sort((a, b) => a - b)
      .flatMap((code) => {
        const mixed = shuffled(byClass.get(code) ?? [], random.fork(`fold ${fold} class ${code}`));
        return mixed.slice(0, Math.max(1, Math.round(share * mixed.length)));
      });
    return { training: Int32Array.from(kept).sort(), test };
  });
}

/** What users that were not trained on are told: one row of probabilities for each of `rows`, fold after fold. */
export interface OutOfFold {
  readonly rows: Int32Array;
  readonly probabilities: Matrix;
}

/** The question: which class is a user of? */
export interface Question {
  /** n classes, −1 without one. */
  readonly codes: Int32Array;
  readonly classes: number;
  readonly folds: readonly Fold[];
}

/** What is known of users, made ready for classifiers by what the training rows say alone, and never by their classes. */
export interface Source<V extends View = View> {
  readonly id: LabelSource;
  readonly view: V;
  prepare(
    training: Int32Array,
    fold: number,
    progress: (fraction: number) => void,
  ): Promise<(rows: Int32Array) => Views[V]>;
}

export interface PredictOptions extends FitOptions {
  progress?(fraction: number, label: Localised): void;
}

/** Share of a fold's time in which it is made ready: an encoder is trained, or columns are scaled. */
const preparingShare: Readonly<Record<View, number>> = { matrix: 0, tokens: 0.7 };

/** What each classifier tells from one source. Every fold is made ready once for all of them. */
export async function predictOutOfFold<V extends View>(
  source: Source<V>,
  { codes, classes, folds }: Question,
  classifiers: readonly Classifier<V>[],
  { random, progress, ...options }: PredictOptions,
): Promise<OutOfFold[]> {
  const told = classifiers.map(() => emptyAnswer(folds, classes));
  const preparing = preparingShare[source.view];
  let start = 0;
  for (const [at, { training, test }] of folds.entries()) {
    const say = (fraction: number, { label }: Classifier<V>) => progress?.((at + fraction) / folds.length, label);
    const [first] = classifiers;
    const ready = await source.prepare(training, at, (fraction) => first && say(preparing * fraction, first));
    const y = codesOf(codes, training);
    for (const [which, classifier] of classifiers.entries()) {
      say(preparing + ((1 - preparing) * which) / classifiers.length, classifier);
      const fork = random.fork(classifier.id).fork(`fold ${at}`);
      const predict = await classifier.fit({ x: ready(training), y, classes }, { ...options, random: fork });
      told[which]?.probabilities.data.set((await predict(ready(test))).data, start * classes);
    }
    start += test.length;
  }
  return told;
}

/** The same by logistic regression on numbers, which takes neither threads nor chance. x: n × d, NaN where missing. */
export function regressOutOfFold({ x, codes, classes, folds }: Question & { readonly x: Matrix }): OutOfFold {
  const told = emptyAnswer(folds, classes);
  let start = 0;
  for (const { training, test } of folds) {
    const ready = fitStandardiser(x, training);
    const predict = regress({ x: ready(training), y: codesOf(codes, training), classes });
    told.probabilities.data.set(predict(ready(test)).data, start * classes);
    start += test.length;
  }
  return told;
}

function emptyAnswer(folds: readonly Fold[], classes: number): OutOfFold {
  const rows = Int32Array.from(folds.flatMap(({ test }) => [...test]));
  return { rows, probabilities: { data: new Float32Array(rows.length * classes), rows: rows.length, cols: classes } };
}

function codesOf(codes: Int32Array, rows: Int32Array): Int32Array {
  return Int32Array.from(rows, (row) => codes[row] ?? 0);
}
