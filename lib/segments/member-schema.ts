import { z } from "zod";
import { Localised } from "../core/localised-schema.ts";
import type { FeatureInfo } from "../features/schema.ts";

/** FeatureInfo, for the API document. */
export const FeatureAnswer = z.looseObject({
  id: z.string(),
  label: Localised,
  help: Localised,
  unit: z.string(),
  decimals: z.int(),
  coverage: z.number(),
  inMatrix: z.boolean(),
});
export const MemberRowDto = z.object({
  /** Place in the run's order: what tells people of a run apart where their ids are masked. */
  row: z.int(),
  userId: z.string(),
  segment: z.int(),
  silhouette: z.number().nullable(),
  /** How surely they belong, and how far outside they stand, 0…1; null where the run's algorithm does not say. */
  strength: z.number().nullable(),
  outlier: z.number().nullable(),
  /** How surely they belong to each segment that was found, in order, 0…1; null where the run's algorithm does not say. */
  membership: z.array(z.number().nullable()).nullable(),
  /** One per feature of the segment, in its order. */
  values: z.array(z.number().nullable()),
});
export type MemberRowDto = z.output<typeof MemberRowDto>;

export const MembersQuery = z.strictObject({
  /** A feature's id, "user", "silhouette", "row", "clade_strength", "clade_outlier" or "clade_next_share" (how surely they belong to another). */
  sort: z.string().max(200).default("row"),
  order: z.enum(["asc", "desc"]).default("asc"),
  search: z.string().trim().max(200).optional(),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type MembersQuery = z.infer<typeof MembersQuery>;

export const MembersPage = z.object({
  items: z.array(MemberRowDto),
  /** Of those that the search finds. */
  total: z.int(),
  next: z.int().nullable(),
});
export type MembersPage = z.output<typeof MembersPage>;

export interface PersonDto extends MemberRowDto {
  readonly features: readonly FeatureInfo[];
  readonly currency: string | null;
  /** May they be written to? null where the data do not say. */
  readonly agreed: boolean | null;
  /** The segment whose centre is nearest after their own; null where there is none. */
  readonly nextNearest: number | null;
  /**
   * Cosine of what they wrote to what each segment's members wrote on average, −1…1, in order of segments; null where either
   * wrote nothing, and altogether where the run does not look at texts.
   */
  readonly similarity: readonly (number | null)[] | null;
}

/** Two people alike in recency, orders and spend, in different segments. */
export interface SameRfmDto {
  readonly pair: readonly [PersonDto, PersonDto] | null;
}

/** PersonDto, for the API document. */
export const PersonAnswer = MemberRowDto.extend({
  features: z.array(FeatureAnswer),
  currency: z.string().nullable(),
  agreed: z.boolean().nullable(),
  nextNearest: z.int().nullable(),
  similarity: z.array(z.number().nullable()).nullable(),
});

/** SameRfmDto, for the API document. */
export const SameRfmAnswer = z.object({ pair: z.tuple([PersonAnswer, PersonAnswer]).nullable() });

export const PeopleQuery = z.strictObject({
  /** The person at this place of the run's order. */
  row: z.coerce.number().int().min(0).optional(),
  /** People whose id contains this. */
  search: z.string().trim().min(1).max(200).optional(),
});
export type PeopleQuery = z.infer<typeof PeopleQuery>;
