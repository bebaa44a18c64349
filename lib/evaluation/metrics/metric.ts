import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { Scatter } from "./scatter.ts";

/** One clustering of complete rows, as every metric sees it. */
export interface MeasuredFit {
  readonly x: Matrix;
  /** n, 0…k−1, −1 = left out. */
  readonly labels: Int32Array;
  /** Computed once for all metrics that need it. */
  readonly scatter: Scatter;
  /** Silhouettes of the rows, or of a sample of them; NaN where undefined. */
  readonly silhouettes: Float32Array;
}

/** A measure of how far apart and how tight clusters are, without knowing the truth. */
export interface Metric {
  /** Its field in the measures of a fit. */
  readonly id: string;
  readonly label: Localised;
  readonly help: Localised;
  readonly better: "higher" | "lower";
  /** It grows with the number of rows, the clusters being the same. */
  readonly growsWithRows?: true;
  measure(fit: MeasuredFit): number;
}
