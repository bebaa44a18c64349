import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import { drawUsers, intervalOf, resamples } from "../bootstrap.ts";
import { stratifiedFolds } from "../classification/folds.ts";
import { regressOutOfFold } from "../labels/cross-validate.ts";
import { Scorer } from "../labels/scorer.ts";
import { fitStandardiser } from "../labels/standardise.ts";
import { concentrate, rankDown } from "./concentration.ts";
import { fitRidge } from "./ridge.ts";
import type { UsefulnessMeasures, UsefulnessName } from "./schema.ts";

/** What users did after the cut. */
export interface Later {
  /** Winsorised, at least 0. */
  readonly outcome: Float64Array;
  /** 1: bought again. */
  readonly returned: Int32Array;
}

type Scores = Readonly<Record<UsefulnessName, number>>;

/** A way to tell later from earlier, judged on users whose outcome it did not see, and on each resample of them. */
export interface Told {
  readonly scores: Scores;
  readonly drawn: readonly Scores[];
}

const folds = 5;
const lambda = 1;
const names: readonly UsefulnessName[] = ["gini", "topDecileLift", "repeatAuc"];

/** x: users × columns known before the cut, NaN where missing. random: the same for all that are compared. */
export function tellLater(x: Matrix, later: Later, random: Random): Told {
  const n = x.rows;
  const foldOf = stratifiedFolds(later.returned, folds, random.fork("folds"));
  const rows = Int32Array.from({ length: n }, (_, row) => row);
  const parts = Array.from({ length: folds }, (_, fold) => ({
    training: rows.filter((row) => foldOf[row] !== fold),
    test: rows.filter((row) => foldOf[row] === fold),
  }));
  const outcome = new Float64Array(n);
  for (const { training, test } of parts) {
    const ready = fitStandardiser(x, training);
    const predict = fitRidge(
      ready(training),
      Float64Array.from(training, (row) => later.outcome[row] ?? 0),
      lambda,
    );
    for (const [i, value] of predict(ready(test)).entries()) outcome[test[i] ?? 0] = value;
  }
  const contest = { x, codes: later.returned, classes: 2, folds: parts };
  const { rows: order, probabilities } = regressOutOfFold(contest);
  const again = new Scorer(
    order.map((row) => later.returned[row] ?? 0),
    probabilities,
  );
  const ranking = rankDown(outcome);
  const best = rankDown(later.outcome);
  const score = (weights: ArrayLike<number>): Scores => ({
    ...concentrate(ranking, best, later.outcome, weights),
    repeatAuc: again.score(order.map((row) => weights[row] ?? 0)).rocAuc,
  });
  return {
    scores: score(new Uint8Array(n).fill(1)),
    drawn: Array.from(drawUsers(n, resamples, random.fork("bootstrap")), score),
  };
}

export function measuresOf({ scores, drawn }: Told): UsefulnessMeasures {
  return measure((name) =>
    intervalOf(
      scores[name],
      drawn.map((one) => one[name]),
    ),
  );
}

/** What one tells more than another, on the same resamples. */
export function differenceOf(one: Told, other: Told): UsefulnessMeasures {
  return measure((name) =>
    intervalOf(
      one.scores[name] - other.scores[name],
      one.drawn.map((scores, i) => scores[name] - (other.drawn[i]?.[name] ?? Number.NaN)),
    ),
  );
}

function measure(of: (name: UsefulnessName) => UsefulnessMeasures[UsefulnessName]): UsefulnessMeasures {
  return Object.fromEntries(names.map((name) => [name, of(name)])) as UsefulnessMeasures;
}
