import { z } from "zod";
import { Localised } from "../core/localised-schema.ts";
import { ExperimentConfig } from "./config-schema.ts";
import { ExperimentDesign, ExperimentPeople } from "./schema.ts";

/** A design that is to be sized before it starts: its first primary metric, on the shop's own people. */
export const EstimateExperiment = z.strictObject({
  people: ExperimentPeople,
  config: ExperimentConfig,
  design: ExperimentDesign,
  /** The smallest change worth having, as a part of the present level (0.05: five per cent); asked for users and days. */
  effect: z.number().gt(0).max(10).optional(),
  power: z.number().min(0.5).max(0.99).default(0.8),
  /** Of the names of segments. */
  locale: z.enum(["en", "zh"]).default("en"),
});
export type EstimateExperiment = z.infer<typeof EstimateExperiment>;

/** The smallest true change that is found with the asked power; null where none can be. */
const Visible = z.object({
  days: z.int(),
  /** In all arms. */
  users: z.int(),
  absolute: z.number().nullable(),
  /** Of the present level. */
  relative: z.number().nullable(),
});
export type VisibleEffect = z.infer<typeof Visible>;

export const DesignEstimate = z.object({
  metric: z.object({
    name: z.string(),
    type: z.enum(["proportion", "mean", "ratio", "quantile"]),
    unit: z.string().nullable(),
  }),
  /** The smallest effect in a sentence: it comes before anything else. */
  sentence: Localised,
  /** What it is now, a user: level and standard deviation; null with the reason in `sentence`. */
  baseline: z.object({ value: z.number(), sd: z.number() }).nullable(),
  /** Of one comparison, after the correction for their number. */
  alpha: z.number(),
  power: z.number(),
  /** With the design as it stands. */
  planned: Visible.nullable(),
  /** After 1, 2, 4 and 8 weeks, as far as the data reach back. */
  weeks: z.array(Visible),
  /** For the effect that was asked for: users in all arms, and days until they have come; null where there are never so many. */
  needed: z.object({ users: z.int(), days: z.int().nullable() }).nullable(),
  /** Power: chance that the design as it stands finds the effect that was asked for. */
  chance: z.number().nullable(),
  segments: z.array(
    z.object({
      segment: z.string(),
      users: z.int(),
      value: z.number().nullable(),
      absolute: z.number().nullable(),
      relative: z.number().nullable(),
      isTooSmall: z.boolean(),
      warning: Localised.nullable(),
    }),
  ),
  /** Smallest relative effect by users in all arms, for a chart. */
  curve: z.array(z.object({ users: z.int(), relative: z.number() })),
  warnings: z.array(Localised),
});
export type DesignEstimate = z.infer<typeof DesignEstimate>;
