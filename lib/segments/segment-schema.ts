import { z } from "zod";
import { mostListed } from "../clustering/rules-schema.ts";
import { Localised } from "../core/localised-schema.ts";
import type { FeatureInfo } from "../features/schema.ts";
import { type PersonFigure, personFigures } from "./figures-schema.ts";
import { FeatureAnswer, MemberRowDto } from "./member-schema.ts";
import type { SegmentFeature } from "./schema.ts";
import { SegmentVoices } from "./voices-schema.ts";

/** Somebody of the workspace who may look after a segment. */
export const SegmentOwner = z.object({ userId: z.string(), name: z.string() });
export type SegmentOwner = z.output<typeof SegmentOwner>;

/** A segment, or a lasso of the map, with where it stands. */
export const SegmentRowDto = z.object({
  id: z.string(),
  runId: z.string(),
  runNumber: z.int(),
  datasetName: z.string(),
  /** Number in its run; null for a lasso. */
  index: z.int().nullable(),
  /** Who is in it was decided by a rule or a list: the line says by which, and the name stays. */
  isFixed: z.boolean(),
  name: Localised,
  ownName: z.string().nullable(),
  colour: z.int(),
  size: z.int(),
  share: z.number().nullable(),
  revenueShare: z.number().nullable(),
  line: Localised.nullable(),
  owner: SegmentOwner.nullable(),
  /** What is planned for its people. */
  action: z.string().nullable(),
  /** Its size in the runs that it went through, oldest first, this one last; at most twelve. */
  history: z.array(z.object({ runNumber: z.int(), size: z.int() })),
  /** The dataset was run before, and nothing of that run goes on in this segment. */
  isNew: z.boolean(),
});
export type SegmentRowDto = z.output<typeof SegmentRowDto>;

/** The experiment that a segment was kept from, as it was called then, and what was said of it. */
export const SegmentOrigin = z.object({
  /** null: it is there no more. */
  experimentId: z.string().nullable(),
  title: z.string(),
  notes: z.array(Localised),
});
export type SegmentOrigin = z.output<typeof SegmentOrigin>;

/** Another segment of the run, and how many sit between the two. */
export const SegmentBeside = z.object({
  id: z.string(),
  index: z.int(),
  name: Localised,
  ownName: z.string().nullable(),
  colour: z.int(),
  /** Members of the segment that is looked at who belong to this one at least half as surely, and to no other more so. */
  people: z.int(),
});
export type SegmentBeside = z.output<typeof SegmentBeside>;

/** Described beside everybody, in real units; no test applies (STATISTICS.md rule 5). */
export interface SegmentDetailDto extends SegmentRowDto {
  readonly users: number;
  readonly bought: boolean;
  /** What its members are. */
  readonly unit: "row" | "user";
  readonly currency: string | null;
  readonly silhouette: number | null;
  /** null for what was found by a run or drawn on its map. */
  readonly origin: SegmentOrigin | null;
  readonly features: readonly FeatureInfo[];
  /** What the run's algorithm says of each person. */
  readonly figures: readonly PersonFigure[];
  /** The segments that were found beside it, in order; null where the run's algorithm does not say how surely people belong to each. */
  readonly beside: readonly SegmentBeside[] | null;
  readonly profile: readonly SegmentFeature[];
  readonly overall: readonly SegmentFeature[];
}

const ProfileAnswer = z.object({
  mean: z.number().nullable(),
  median: z.number().nullable(),
  standardised: z.number().nullable(),
});

/** SegmentDetailDto, for the API document. */
export const SegmentAnswer = SegmentRowDto.extend({
  users: z.int(),
  bought: z.boolean(),
  unit: z.enum(["row", "user"]),
  currency: z.string().nullable(),
  silhouette: z.number().nullable(),
  origin: SegmentOrigin.nullable(),
  features: z.array(FeatureAnswer),
  figures: z.array(z.enum(personFigures)),
  beside: z.array(SegmentBeside).nullable(),
  profile: z.array(ProfileAnswer),
  overall: z.array(ProfileAnswer),
});

/** What a rule of at most three conditions says of who is in; a description, measured on people it was not learnt from. */
export const SegmentRuleDto = z.object({
  conditions: z.array(z.object({ feature: z.string(), side: z.enum(["least", "most"]), value: z.number() })),
  precision: z.number(),
  recall: z.number(),
});
export type SegmentRuleDto = z.output<typeof SegmentRuleDto>;

export const SegmentItem = z.object({
  item: z.string(),
  /** What the files call it; null where they hold codes only. */
  name: z.string().nullable(),
  /** Members who bought it. */
  buyers: z.int(),
  /** Of the members who bought anything, and of everybody who did: 0…1. */
  share: z.number(),
  everybody: z.number(),
});
export type SegmentItem = z.output<typeof SegmentItem>;

export const SegmentTrend = z.object({
  months: z.array(
    z.object({
      month: z.string(),
      orders: z.number(),
      revenue: z.number().nullable(),
      /** The data begin or end within it. */
      isPart: z.boolean(),
    }),
  ),
});
export type SegmentTrend = z.output<typeof SegmentTrend>;

/** What makes a segment's people imaginable. */
export const SegmentPortraitDto = z.object({
  rule: SegmentRuleDto.nullable(),
  /** Nearest to the segment's middle; ids are masked for those who do not work with lists. */
  typical: z.array(MemberRowDto),
  items: z.array(SegmentItem),
  trend: SegmentTrend.nullable(),
  /** What they say that others do not; null where there are no texts, and for what was drawn on a map. */
  voices: SegmentVoices.nullable(),
});
export type SegmentPortraitDto = z.output<typeof SegmentPortraitDto>;

export const SegmentChange = z.strictObject({
  /** null: the name that Clade made up. */
  ownName: z.string().trim().min(1).max(80).nullable().optional(),
  colour: z.int().min(0).max(11).optional(),
  /** A person of the workspace, by their user id; null: nobody. */
  ownerId: z.string().max(100).nullable().optional(),
  action: z.string().trim().min(1).max(200).nullable().optional(),
});
export type SegmentChange = z.infer<typeof SegmentChange>;

/** What makes a segment fixed in a new run: whoever meets the rule that describes it, or exactly its members of today. */
export const FixSegment = z.strictObject({ by: z.enum(["rule", "members"]) });
export type FixSegment = z.infer<typeof FixSegment>;

/** Ways in which a segment can be kept, the one to offer first first: the members of a large one are too many for a list, and not every one has a rule. */
export function waysToFix(size: number, hasRule: boolean): FixSegment["by"][] {
  return [...(size <= mostListed ? ["members" as const] : []), ...(hasRule ? ["rule" as const] : [])];
}

/** Somebody drew around users of a run: rows of its order. */
export const NewLasso = z.strictObject({
  runId: z.uuid(),
  name: z.string().trim().min(1).max(80),
  rows: z.array(z.int().min(0)).min(1).max(1_000_000),
});
export type NewLasso = z.infer<typeof NewLasso>;

/** By the principal axes, or by nearness where the run has that map. */
const MapLayout = z.enum(["axes", "nearness"]);
export type MapLayout = z.infer<typeof MapLayout>;

export const MapQuery = z.strictObject({
  layout: MapLayout.default("axes"),
  /** Its values in place of everybody's place and segment. */
  feature: z.string().max(200).optional(),
});
export type MapQuery = z.infer<typeof MapQuery>;

export const CompareQuery = z.strictObject({ left: z.string(), right: z.string() });
export type CompareQuery = z.infer<typeof CompareQuery>;

/** Two runs by the people who are in both. */
export const CompareDto = z.object({
  /** counts[i][j]: in segment i of the left run and j of the right one; the last row and column: in no segment. */
  counts: z.array(z.array(z.int()).readonly()).readonly(),
  /** Which right segment each left one continues in; null: none. */
  pairs: z.array(z.int().nullable()),
  both: z.int(),
  onlyLeft: z.int(),
  onlyRight: z.int(),
  /** Not in the segment that theirs continues in; who is in none in both has not moved. */
  moved: z.int(),
  /** Adjusted Rand index, adjusted mutual information, V-measure; in no segment counts as a group. null: nobody is in both. */
  agreement: z.object({ ari: z.number(), ami: z.number(), vMeasure: z.number() }).nullable(),
});
export type CompareDto = z.output<typeof CompareDto>;
