import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import type { BehaviourEncoder } from "../../embedding/behaviour/pretrain.ts";
import type { Sequences } from "../../embedding/behaviour/sequences.ts";

/** Users as sequences of tokens, one a row, and an encoder of such sequences that was trained without labels. */
export interface TokenUsers {
  readonly rows: number;
  readonly sequences: Sequences;
  readonly encoder: BehaviourEncoder;
}

/** What classifiers may see of users. matrix: n × d, finite. */
export interface Views {
  readonly matrix: Matrix;
  readonly tokens: TokenUsers;
}
export type View = keyof Views;

export interface Labelled<V extends View = "matrix"> {
  readonly x: Views[V];
  /** n classes 0…classes−1. */
  readonly y: ArrayLike<number>;
  readonly classes: number;
}

/** A fitted model: rows × classes, each row of probabilities with sum 1. */
export type Predict<V extends View = "matrix"> = (x: Views[V]) => Promise<Matrix>;

export interface FitOptions {
  readonly random: Random;
  readonly signal?: AbortSignal;
}

/** A classifier of what it sees of users. */
export interface Classifier<V extends View = "matrix"> {
  readonly id: string;
  readonly label: Localised;
  readonly help: Localised;
  readonly sees: V;
  fit(data: Labelled<V>, options: FitOptions): Promise<Predict<V>>;
}

/** An entry of the registry of classifiers. */
export type AnyClassifier = { [V in View]: Classifier<V> }[View];
