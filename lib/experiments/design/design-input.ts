import type { ExperimentConfig, MetricType } from "../config-schema.ts";
import type { Baseline } from "./baseline.ts";
import type { Reach } from "./reach.ts";

/** All that sizing a design needs to know. */
export interface DesignInput {
  readonly metric: {
    readonly name: string;
    readonly type: MetricType;
    readonly unit: string | null;
    readonly direction: "up" | "down";
  };
  readonly config: Pick<
    ExperimentConfig,
    "mode" | "looks" | "spending" | "tuning" | "alpha" | "alternative" | "corrections"
  >;
  /** The control first; of any sum. */
  readonly shares: readonly number[];
  /** Part of the people who take part: what the holdout and the layer leave. */
  readonly participation: number;
  /** How people come: all at once from a list, or as they turn up. */
  readonly entry: "start" | "arrival";
  readonly days: number;
  readonly windowDays: number;
  readonly power: number;
  readonly effect: number | null;
  /** Everybody, over the design's window; null where it cannot be said. */
  readonly everybody: Baseline | null;
  readonly segments: readonly {
    readonly segment: string;
    readonly users: number;
    readonly baseline: Baseline | null;
  }[];
  /** Users of the list, or those who would come. */
  readonly reach: readonly Reach[];
  /** Everybody over windows of 7, 14, 28, 56 days, as far as data reach back; of lists. */
  readonly windows: readonly { readonly days: number; readonly baseline: Baseline }[];
}
