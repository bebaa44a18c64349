import { z } from "zod";

const Localised = z.object({ en: z.string(), zh: z.string() });

export const VersionFeature = z.object({
  id: z.string(),
  label: Localised,
  help: Localised,
  /** Share of users that have it, 0…1; null where the files cannot give it. */
  coverage: z.number().min(0).max(1).nullable(),
  /** Do distances between users count it? */
  isUsed: z.boolean(),
  /** Why it is not used. */
  reason: Localised.nullable(),
});
export type VersionFeature = Readonly<z.infer<typeof VersionFeature>>;

/** What the features stage makes of a version with the default settings. */
export const VersionFeaturesDto = z.object({
  /** none: that read was never asked for them, or they were removed; the next read or run makes them. */
  state: z.enum(["ready", "working", "failed", "none"]),
  users: z.int().min(0).nullable(),
  /** ISO date that recency is counted to; null without orders. */
  referenceDate: z.string().nullable(),
  features: z.array(VersionFeature),
  notes: z.array(Localised),
  problem: z.object({ code: z.string(), detail: Localised }).nullable(),
});
export type VersionFeaturesDto = Readonly<z.infer<typeof VersionFeaturesDto>>;
