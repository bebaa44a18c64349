import type { Localised } from "../../core/localised.ts";
import type { Outcome } from "../../core/outcome.ts";
import type { Random } from "../../core/random.ts";
import type { Kernels } from "../../kernels/pool.ts";
import type { ArmSample } from "../arm-statistics.ts";
import type { ExperimentMode, MetricConfig } from "../config-schema.ts";
import type { LookPlan } from "../sequential/look-plan.ts";

/**
 * In the metric's unit; as a lift (0.1: a tenth more); in standard deviations; or as the probability that a treated user has more
 * than one of the control (0.5: as often as not).
 */
export type EffectScale = "difference" | "relative" | "standardised" | "probability";

/** An effect (treatment − control, or its ratio − 1) as a method sees it. */
export interface Estimate {
  readonly estimate: number;
  /** null where the interval is not made of one (Fieller, bootstrap-t). */
  readonly standardError: number | null;
  /** Infinity: normal. */
  readonly degreesOfFreedom: number | null;
  /** −Infinity and Infinity where one-sided or unbounded. */
  readonly low: number;
  readonly high: number;
  readonly pValue: number;
}

export interface CompareOptions {
  readonly metric: MetricConfig;
  /** Of this comparison, both tails together. */
  readonly alpha: number;
  readonly alternative: "two-sided" | "better";
  /** Where a group sequential test stands; null in other tests, and where none of alpha is left. */
  readonly look: LookPlan | null;
  /** Users at which an always-valid interval is tightest. */
  readonly tuning: number;
  readonly random: Random;
  /** For methods that draw users again. */
  readonly kernels: Kernels;
}

/** An entry of the registry: a way to compare two arms of a metric. */
export interface Statistic {
  readonly id: string;
  readonly label: Localised;
  /** One line: what it assumes, and when it is right. */
  readonly help: Localised;
  readonly scale: EffectScale;
  /** Shown in tests of this mode only; left out: in all. */
  readonly mode?: ExperimentMode;
  /** Is it meant for such a metric with what is known of its arms? */
  appliesTo(metric: MetricConfig, control: ArmSample, treatment: ArmSample): boolean;
  compare(control: ArmSample, treatment: ArmSample, options: CompareOptions): Outcome<Estimate>;
}
