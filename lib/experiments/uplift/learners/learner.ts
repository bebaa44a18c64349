import type { Localised } from "../../../core/localised.ts";
import type { Matrix } from "../../../core/matrix.ts";

/** Users that an uplift learner learns from or tells of. */
export interface UpliftViews {
  /** users × columns, finite; what was known before the test. */
  readonly x: Matrix;
  /** Place of the segment, −1 where a user has none. */
  readonly segment: Int32Array;
}

export interface UpliftTraining extends UpliftViews {
  readonly treated: Uint8Array;
  /** Finite; in the metric's unit. */
  readonly outcome: Float64Array;
  readonly isYesNo: boolean;
}

/** What the variant does to a user, in the metric's unit: E[Y | treated, x] − E[Y | control, x]. */
export type PredictUplift = (users: UpliftViews) => Float64Array;

/** An entry of the registry of uplift learners. */
export interface UpliftLearner {
  readonly id: string;
  readonly label: Localised;
  readonly help: Localised;
  readonly learnsFrom: "features" | "segment";
  /** Both arms have users. */
  fit(training: UpliftTraining): PredictUplift;
}
