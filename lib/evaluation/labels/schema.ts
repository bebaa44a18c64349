import type { Localised } from "../../core/localised.ts";
import type { BlockId } from "../../embedding/fusion.ts";
import type { Confusion, LabelMetrics } from "../classification/label-metrics.ts";
import type { CalibrationBin } from "../classification/probability-metrics.ts";

/** What the classifiers learn from: one block, all that the run has side by side, or what users did, event by event. */
export type LabelSource = BlockId | "joined" | "events";

/** A figure with its 95 % interval, by bootstrap over users. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Every user has one class, so that accuracy is the micro F1 as well. */
export type MeasureName = "accuracy" | "macroF1" | "weightedF1" | "rocAuc" | "averagePrecision" | "logLoss" | "brier";

/** NaN never stands in: a measure that cannot be said is null. rocAuc and averagePrecision are means over the classes; of two, the positive's. */
export type Measured = Readonly<Record<MeasureName, Interval | null>>;

export interface LabelModel {
  /** Of the registry of classifiers, or "segment-tree". */
  readonly classifier: string;
  readonly label: Localised;
  readonly source: LabelSource;
  /** Why it was not tried; then it has no figures. */
  readonly leftOut: Localised | null;
  readonly figures: ModelFigures | null;
}

export interface ModelFigures extends Pick<LabelMetrics, "macro" | "micro" | "weighted" | "perClass"> {
  readonly measures: Measured;
  /** To logistic regression on the plain features, user by user; null for that one, or without features. */
  readonly difference: Measured | null;
  readonly confusion: Confusion;
  /** Of the positive class where there are two, else of the class that was called. */
  readonly calibration: readonly CalibrationBin[];
  readonly calibrationError: number;
  /** Of two classes the positive's, from the strictest cut to the loosest; empty where there are more. */
  readonly cuts: readonly RankingCut[];
}

/** Whoever scores at least so much is called positive: a point of the ROC and of the precision–recall curve. */
export interface RankingCut {
  readonly recall: number;
  readonly falsePositiveRate: number;
  readonly precision: number;
}

/**
 * The transformer before and after fine-tuning, on the same folds: pre-trained without labels on each fold's training users,
 * then either kept as it is under a logistic regression, or trained on.
 */
export interface FineTuningFigures {
  readonly source: LabelSource;
  readonly before: Measured;
  readonly after: Measured;
  /** After less before, user by user. */
  readonly change: Measured;
  /** The best of the other models, whatever it learns from, by log loss; null where none was tried. */
  readonly rival: (Pick<LabelModel, "classifier" | "label" | "source"> & { readonly measures: Measured }) | null;
  /** After less the rival, user by user. */
  readonly overRival: Measured | null;
  /** Which wins, and whether it pays. */
  readonly verdict: Localised;
}

export interface CurvePointOfLabels {
  /** Of the training users of every fold, 0…1, and how many they are on average. */
  readonly share: number;
  readonly users: number;
  readonly measures: Measured;
}

/** `labels.json`. Everything is of users who were not trained on: each is in one fold, and is told by the model that never saw it. */
export interface LabelsSummary {
  readonly column: string;
  readonly labelled: number;
  readonly classes: readonly { readonly name: string; readonly count: number }[];
  /** Of two classes the one that is looked for. */
  readonly positive: string | null;
  readonly split: "stratified" | "time";
  readonly folds: number;
  /** Users that were told, a sample where there are very many. */
  readonly judged: number;
  readonly sources: readonly LabelSource[];
  readonly models: readonly LabelModel[];
  /** Logistic regression on more and more users. */
  readonly curves: readonly { readonly source: LabelSource; readonly points: readonly CurvePointOfLabels[] }[];
  /** One for each source that the transformer learnt from; empty where it was not tried (its models say why). */
  readonly fineTuning: readonly FineTuningFigures[];
  /** Why nothing was tried. */
  readonly problem: Localised | null;
  readonly notes: readonly Localised[];
}
