import type { Random } from "../../core/random.ts";
import { drawUsers, intervalOf, resamples } from "../bootstrap.ts";
import { labelMetrics } from "../classification/label-metrics.ts";
import { calibration, calibrationError } from "../classification/probability-metrics.ts";
import { rankingCuts } from "../classification/ranking-metrics.ts";
import type { OutOfFold } from "./cross-validate.ts";
import type { Measured, MeasureName, ModelFigures } from "./schema.ts";
import { Scorer, type Scores } from "./scorer.ts";

const names: readonly MeasureName[] = [
  "accuracy",
  "macroF1",
  "weightedF1",
  "rocAuc",
  "averagePrecision",
  "logLoss",
  "brier",
];

/** A model's measures on all tested users, and on each resample of them. */
export interface Judged {
  readonly scorer: Scorer;
  readonly scores: Scores;
  readonly drawn: readonly Scores[];
}

/** random: the same for all models whose users are the same. */
export function judgeModel(truth: Int32Array, { probabilities }: OutOfFold, random: Random): Judged {
  const scorer = new Scorer(truth, probabilities);
  const drawn = Array.from(drawUsers(truth.length, resamples, random), (weights) => scorer.score(weights));
  return { scorer, scores: scorer.score(new Uint8Array(truth.length).fill(1)), drawn };
}

export function measuredOf({ scores, drawn }: Judged): Measured {
  return measure((name) =>
    intervalOf(
      scores[name],
      drawn.map((one) => one[name]),
    ),
  );
}

/** user by user: the same resamples on both sides. */
export function differenceOf(model: Judged, baseline: Judged): Measured {
  return measure((name) =>
    intervalOf(
      model.scores[name] - baseline.scores[name],
      model.drawn.map((one, i) => one[name] - (baseline.drawn[i]?.[name] ?? Number.NaN)),
    ),
  );
}

function measure(of: (name: MeasureName) => Measured[MeasureName]): Measured {
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Measured;
}

export function figuresOf(
  truth: Int32Array,
  { probabilities }: OutOfFold,
  judged: Judged,
  baseline: Judged | null,
): ModelFigures {
  const { cols, data } = probabilities;
  const calls = judged.scorer.calls;
  const { confusion, perClass, macro, micro, weighted } = labelMetrics(truth, calls, cols);
  const isTwo = cols === 2;
  const said = calls.map((call, row) => (isTwo ? Number(truth[row] === 1) : Number(call === truth[row])));
  const shares = Float32Array.from(calls, (call, row) => data[row * cols + (isTwo ? 1 : call)] ?? 0);
  const bins = calibration(said, shares);
  return {
    measures: measuredOf(judged),
    difference: baseline && baseline !== judged ? differenceOf(judged, baseline) : null,
    ...{ confusion, perClass, macro, micro, weighted },
    calibration: bins,
    calibrationError: calibrationError(bins),
    cuts: isTwo ? rankingCuts(truth, shares) : [],
  };
}
