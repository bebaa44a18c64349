import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";

export interface Labelled {
  /** n × d, finite. */
  readonly x: Matrix;
  /** n classes 0…classes−1. */
  readonly y: ArrayLike<number>;
  readonly classes: number;
}

/** A fitted model: rows × classes, each row of probabilities with sum 1. */
export type Predict = (x: Matrix) => Matrix;

export interface FitOptions {
  readonly random: Random;
  readonly signal?: AbortSignal;
}

/** An entry of the registry of classifiers. */
export interface Classifier {
  readonly id: string;
  readonly label: Localised;
  readonly help: Localised;
  fit(data: Labelled, options: FitOptions): Predict;
}
