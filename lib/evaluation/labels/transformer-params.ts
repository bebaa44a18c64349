import { fineTuneDefaults } from "../../embedding/behaviour/fine-tune-params.ts";
import { type PretrainParams, pretrainDefaults } from "../../embedding/behaviour/params.ts";

/** Pre-training in every fold: short, as it is done so often, and shorter still where users are few. */
const everyFold = { fewestSteps: 300, mostSteps: 1500 } as const;

export const tokenParams: Readonly<Record<"features" | "events", PretrainParams>> = {
  /** Tables have few words, and their cells are told from more than their neighbours. */
  features: { ...pretrainDefaults, ...everyFold, windows: 1, itemBuckets: 8, categoryBuckets: 1, hidden: 0.3 },
  events: { ...pretrainDefaults, ...everyFold },
};

/** Cells of a row: attention compares each with each. */
export const mostCells = 128;

/** Of a step on 64 windows, whatever their length and for each of their tokens; and rounds that fine-tuning usually goes on for. */
const stepSeconds = { fixed: 0.005, perToken: 0.0008 } as const;
const usualRounds = 8;

/** What a run has to learn from. */
export interface TransformerSize {
  /** Labelled users that are tried. */
  readonly users: number;
  readonly folds: number;
  /** Columns of the features, a category counting as one; 0 without features. */
  readonly cells: number;
  readonly hasEvents: boolean;
}

/** About how many seconds both sources take, each pre-trained and fine-tuned in every fold; on the machine that stage-seconds speaks of. */
export function transformerSeconds({ users, folds, cells, hasEvents }: TransformerSize): number {
  const training = users * (1 - 1 / folds);
  const { epochs, batch, fewestSteps, mostSteps, length } = tokenParams.events;
  const pretraining = Math.min(mostSteps, Math.max(fewestSteps, (epochs * training) / batch));
  const round = Math.max(20, (training * (1 - fineTuneDefaults.validation)) / fineTuneDefaults.batch);
  const lengths = [...(isRightWidth(cells) ? [cells] : []), ...(hasEvents ? [length] : [])];
  const steps = folds * (pretraining + usualRounds * round);
  return lengths.reduce((sum, tokens) => sum + steps * (stepSeconds.fixed + stepSeconds.perToken * tokens), 0);
}

/** One cell has no others to be told from. */
export function isRightWidth(cells: number): boolean {
  return cells > 1 && cells <= mostCells;
}
