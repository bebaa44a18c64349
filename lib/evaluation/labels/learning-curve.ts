import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import { type Fold, type Question, regressOutOfFold, shareOfTraining } from "./cross-validate.ts";
import { type Judged, judgeModel, measuredOf } from "./judge.ts";
import type { CurvePointOfLabels } from "./schema.ts";

const shares = [0.1, 0.25, 0.5];

/** Logistic regression on more and more of each fold's training users. whole: on all of them, as the table has it. */
export function learningCurve(
  x: Matrix,
  { codes, classes, folds }: Question,
  { truth, draws, whole, random }: { truth: Int32Array; draws: Random; whole: Judged | undefined; random: Random },
): CurvePointOfLabels[] {
  const points = shares.map((share) => {
    const own = shareOfTraining(folds, codes, share, random.fork("share"));
    const told = regressOutOfFold({ x, codes, classes, folds: own });
    return { share, users: meanTraining(own), measures: measuredOf(judgeModel(truth, told, draws)) };
  });
  return whole ? [...points, { share: 1, users: meanTraining(folds), measures: measuredOf(whole) }] : points;
}

function meanTraining(folds: readonly Fold[]): number {
  return Math.round(folds.reduce((sum, { training }) => sum + training.length, 0) / folds.length);
}
