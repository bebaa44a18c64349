import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";

/** One clustering of complete rows, as every metric sees it. */
export interface MeasuredFit {
  /** n × d, finite. */
  readonly x: Matrix;
  /** n labels in 0…k−1. */
  readonly labels: Int32Array;
  readonly k: number;
  /** Silhouettes of the n rows, or of a sample of them; NaN where undefined. */
  readonly silhouettes: Float32Array;
}

/** A measure of how far apart and how tight clusters are, without knowing the truth. */
export interface Metric {
  /** Its field in the measures of a fit. */
  readonly id: string;
  readonly label: Localised;
  readonly help: Localised;
  readonly better: "higher" | "lower";
  /** @throws TOO_FEW_CLUSTERS when fewer than two clusters have points. */
  measure(fit: MeasuredFit): number;
}
