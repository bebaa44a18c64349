/** What a metric is made of: its value, and where it has them the denominator and the covariate, in this order. */
export type Variable = "value" | "denominator" | "covariate";

/**
 * Sufficient statistics of one metric over the users of one arm (or of one arm in one segment): all that formulas see.
 * Centred, so that large offsets lose no digits; arms of parts are merged by `mergeArms`.
 */
export interface ArmStatistics {
  /** Users, those without the metric counted as 0 where the metric counts them. */
  readonly n: number;
  readonly variables: readonly Variable[];
  /** Means by variable. */
  readonly means: readonly number[];
  /** Σ(a−ā)(b−b̄) by variables; symmetric, its diagonal ≥ 0. */
  readonly comoments: readonly (readonly number[])[];
  /** Σ(value − mean)³, for skewness; null where only sums of squares are known. */
  readonly thirdMoment: number | null;
  /** Of the value; null where only sums are known. */
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** Users whose value is not 0; null where only sums are known. */
  readonly nonZero: number | null;
}

/** The values themselves where a method needs them (quantiles, bootstrap-t): distinct, ascending, each with its number of users. */
export interface ArmValues {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

/** One arm of one metric as a statistic sees it. */
export interface ArmSample {
  readonly statistics: ArmStatistics;
  /** null where there are only aggregates, or the metric needs no values. */
  readonly values: ArmValues | null;
  /** The same by stratum (segment), in one order for all arms; empty without segments. */
  readonly strata: readonly ArmStatistics[];
}
