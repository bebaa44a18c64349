import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import { shuffled, stratifiedFolds } from "../classification/folds.ts";
import type { Classifier } from "../classifiers/classifier.ts";
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

export interface Contest {
  /** n × d, NaN where missing. */
  readonly x: Matrix;
  readonly codes: Int32Array;
  readonly classes: number;
  readonly folds: readonly Fold[];
}

/** What users that were not trained on are told: one row of probabilities for each of `rows`, fold after fold. */
export interface OutOfFold {
  readonly rows: Int32Array;
  readonly probabilities: Matrix;
}

/** Scaling is learnt within each fold, so that nothing of a tested user is known to its model. */
export function predictOutOfFold(
  { x, codes, classes, folds }: Contest,
  classifier: Classifier,
  random: Random,
): OutOfFold {
  const rows = Int32Array.from(folds.flatMap(({ test }) => [...test]));
  const data = new Float32Array(rows.length * classes);
  let start = 0;
  for (const [at, { training, test }] of folds.entries()) {
    const ready = fitStandardiser(x, training);
    const y = Int32Array.from(training, (row) => codes[row] ?? 0);
    const predict = classifier.fit({ x: ready(training), y, classes }, { random: random.fork(`fold ${at}`) });
    data.set(predict(ready(test)).data, start * classes);
    start += test.length;
  }
  return { rows, probabilities: { data, rows: rows.length, cols: classes } };
}
