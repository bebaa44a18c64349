import type { Localised } from "../../core/localised.ts";
import type { BlockId } from "../../embedding/fusion.ts";
import type { Confusion, LabelMetrics } from "../classification/label-metrics.ts";
import type { CalibrationBin } from "../classification/probability-metrics.ts";

/** What the classifiers learn from: one block, or all that the run has side by side. */
export type LabelSource = BlockId | "joined";

/** A figure with its 95 % interval, by bootstrap over users. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export type MeasureName = "accuracy" | "macroF1" | "rocAuc" | "averagePrecision" | "logLoss" | "brier";

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
  /** Why nothing was tried. */
  readonly problem: Localised | null;
  readonly notes: readonly Localised[];
}
