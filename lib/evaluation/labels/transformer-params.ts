import { fineTuneDefaults } from "../../embedding/behaviour/fine-tune.ts";
import { type PretrainParams, pretrainDefaults } from "../../embedding/behaviour/params.ts";
import { validationShare } from "../classifiers/transformer.ts";

/** Pre-training in every fold: short, as it is done so often, and shorter still where users are few. */
const everyFold = { fewestSteps: 300, mostSteps: 1500 } as const;

export const tokenParams: Readonly<Record<"features" | "events", PretrainParams>> = {
  /** Tables have few words, and their cells are told from more than their neighbours. */
  features: { ...pretrainDefaults, ...everyFold, windows: 1, itemBuckets: 8, categoryBuckets: 1, hidden: 0.3 },
  events: { ...pretrainDefaults, ...everyFold },
};

/** Cells of a row: attention compares each with each. */
export const mostCells = 128;
/** What a run may spend on it unasked. */
export const autoSeconds = 60;

/** Of a step on 64 windows, whatever their length and for each of their tokens; and rounds that fine-tuning usually goes on for. */
const stepSeconds = { fixed: 0.005, perToken: 0.0008 } as const;
const usualRounds = 8;

/**
 * About how many seconds one source takes, pre-trained and fine-tuned in every fold, on the machine that stage-seconds speaks
 * of. users: labelled; length: tokens a user, at most.
 */
export function transformerSeconds(size: {
  readonly users: number;
  readonly length: number;
  readonly folds: number;
}): number {
  const { users, length, folds } = size;
  const training = users * (1 - 1 / folds);
  const { epochs, batch, fewestSteps, mostSteps } = tokenParams.features;
  const pretraining = Math.min(mostSteps, Math.max(fewestSteps, (epochs * training) / batch));
  const round = Math.max(20, (training * (1 - validationShare)) / fineTuneDefaults.batch);
  return folds * (pretraining + usualRounds * round) * (stepSeconds.fixed + stepSeconds.perToken * length);
}
