import { computed, type Outcome } from "../../core/outcome.ts";
import type { ArmSample } from "../arm-statistics.ts";
import type { ExperimentMode, MetricConfig } from "../config-schema.ts";
import { alwaysValid } from "./always-valid.ts";
import { alwaysValidRelative } from "./always-valid-relative.ts";
import { fixedLead, fixedLift } from "./fixed-lead.ts";
import { groupSequential, groupSequentialRelative } from "./group-sequential.ts";
import type { Statistic } from "./statistic.ts";

/**
 * The method whose numbers a comparison shows and is judged by. In an always-valid test it is the confidence sequence of the one
 * that would lead a fixed test; in a group sequential one the
 * repeated interval.
 */
export function leadingStatistic(
  metric: MetricConfig,
  control: ArmSample,
  treatment: ArmSample,
  mode: ExperimentMode,
): Outcome<Statistic> {
  const lead = fixedLead(metric, control, treatment);
  if (!lead.ok || mode === "fixed") return lead;
  return computed(mode === "always-valid" ? alwaysValid : groupSequential);
}

/** The relative lift beside it. null for quantiles, which have none, and where no difference leads. */
export function leadingLift(
  metric: MetricConfig,
  control: ArmSample,
  treatment: ArmSample,
  mode: ExperimentMode,
): Statistic | null {
  const lift = fixedLift(metric, control, treatment);
  if (lift === null || mode === "fixed") return lift;
  return mode === "always-valid" ? alwaysValidRelative : groupSequentialRelative;
}
