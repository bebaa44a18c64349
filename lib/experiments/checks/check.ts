import type { Localised } from "../../core/localised.ts";
import type { ArmSample, ArmStatistics } from "../arm-statistics.ts";
import type { ExperimentConfig, MetricConfig } from "../config-schema.ts";
import type { CheckReport } from "../report-schema.ts";

/** What the checks see of an experiment: counts and sufficient statistics. Lists by arm are all in the order of `arms`. */
export interface CheckInput {
  readonly config: ExperimentConfig;
  /** The control is one of them; planned shares add up to 1. */
  readonly arms: readonly { readonly arm: string; readonly n: number; readonly plannedShare: number }[];
  /** Place of the control in `arms`. */
  readonly control: number;
  /** Users found in more than one arm, set aside; null where rows were not told apart by user (aggregates). */
  readonly usersInSeveralArms: number | null;
  /** Users of each arm that were assigned, where an assignment is known beside the results; null elsewhere. */
  readonly assigned: readonly number[] | null;
  readonly metrics: readonly CheckMetric[];
  /** In the order of time; empty where there are no dates. */
  readonly days: readonly CheckDay[];
  /** Users by frozen segment; empty without segments. */
  readonly segments: readonly { readonly segment: string; readonly n: readonly number[] }[];
  /** Days between the first and the last user or event, both counted; null where there are no dates. */
  readonly periodDays: number | null;
  /** How the results were looked at; null for a test that was finished elsewhere. */
  readonly looks: CheckLooks | null;
}

export interface CheckMetric {
  readonly metric: MetricConfig;
  readonly arms: readonly ArmSample[];
  /** Users of each arm that have no value of it. */
  readonly missing: readonly number[];
}

export interface CheckDay {
  /** YYYY-MM-DD */
  readonly day: string;
  /** New users of each arm. */
  readonly n: readonly number[];
  /** The leading metric of these users by arm; null where it is not known by day. */
  readonly statistics: readonly ArmStatistics[] | null;
}

export interface CheckLooks {
  /** Readings of the results so far, this one among them. */
  readonly taken: number;
  /** Has the test run to its planned end? */
  readonly isEnded: boolean;
  /** A look after the end has spent all the error already, and other orders are read now. */
  readonly isSpent?: true;
}

/** What a check found. */
export type CheckFinding = Pick<CheckReport, "passed" | "pValue" | "title" | "sentence" | "advice">;

/** An entry of the registry: something that must hold, or be said, before a verdict. */
export interface Check {
  readonly id: string;
  readonly label: Localised;
  /** A failed one that blocks leaves no winner; others are said. */
  readonly blocks: boolean;
  /** null where there is nothing to check. */
  run(input: CheckInput): CheckFinding | null;
}
