import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import type { JudgeCurve } from "../judges-schema.ts";
import type { ClusterRows, NullCloud } from "../null-fits.ts";
import type { FitMeasures } from "../schema.ts";

export type JudgeMode = "quick" | "full";

/** What a judge of the number of segments may look at. */
export interface JudgeInput {
  readonly mode: JudgeMode;
  /** A simple random sample of the complete rows, at most `cloudLimit`: what is clustered again is clustered from it. */
  readonly sample: Matrix;
  /** The sample along its principal axes. */
  readonly scores: Matrix;
  readonly cluster: ClusterRows;
  /** Numbers of segments that were fitted, ascending. */
  readonly ks: readonly number[];
  readonly chosen: number;
  /** Of all rows. */
  readonly fits: readonly JudgedClustering[];
  readonly rows: number;
  readonly columns: number;
  /** Σ‖x − mean‖² of all rows. */
  readonly totalSquares: number;
  readonly measures: readonly FitMeasures[];
  readonly clouds: readonly NullCloud[];
  readonly random: Random;
}

export interface JudgedClustering {
  readonly k: number;
  readonly inertia: number;
  /** Rows of each cluster. */
  readonly sizes: readonly number[];
  readonly bic?: number;
}

/** A judge of the number of segments that was asked for; null where it has nothing to say of these rows. */
export interface Judge {
  readonly id: string;
  judge(input: JudgeInput): Promise<JudgeCurve | null>;
}
