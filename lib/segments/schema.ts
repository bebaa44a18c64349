import { z } from "zod";
import type { Localised } from "../core/localised.ts";
import type { Outcome } from "../core/outcome.ts";
import type { UsedBlocks } from "../embedding/schema.ts";
import type { TextChoice } from "../embedding/stored-blocks.ts";
import type { FitMeasures } from "../evaluation/schema.ts";
import type { FeatureInfo, WholesaleOffer } from "../features/schema.ts";
import type { IngestSummary } from "../ingest/schema.ts";

/** One segment in words and figures. `id` is 0-based by size, largest first. */
export interface Segment {
  readonly id: number;
  readonly name: Localised;
  /** One line of what sets it apart, in real units. */
  readonly line: Localised;
  readonly size: number;
  /** Of the clustered users, 0…1. */
  readonly share: number;
  /** Of their revenue, 0…1; null without money. */
  readonly revenueShare: number | null;
  readonly silhouette: number | null;
  /** One row per feature of `SegmentsSummary.features`, same order. */
  readonly profile: readonly SegmentFeature[];
}

export interface SegmentFeature {
  /** Mean and median in real units over the members that have it; null where none has. */
  readonly mean: number | null;
  readonly median: number | null;
  /** Mean of the treated, standardised values: standard deviations from everybody's mean. */
  readonly standardised: number | null;
}

export type StructureStrength = "none" | "weak" | "reasonable" | "strong";

/** STATISTICS.md rule 1: the words of Kaufman & Rousseeuw 1990, read beside one cloud of the same covariance. */
export interface Verdict {
  readonly strength: StructureStrength;
  /** The data's mean silhouette minus the null's. */
  readonly aboveNull: Outcome<number>;
  readonly sentence: Localised;
  readonly detail: Localised;
}

/** What the members of a segment say that others do not. */
export const SegmentVoices = z.object({
  /** Members that wrote something of their own, and how many such texts. */
  wrote: z.int(),
  texts: z.int(),
  /** Most telling first; `documents` of the segment hold the word, `z` is its log odds over their standard error. */
  words: z.array(z.object({ word: z.string(), documents: z.int(), z: z.number() })).readonly(),
  /** At most three, scrubbed of what could name a person or an order. */
  quotes: z.array(z.string()).readonly(),
  /** Words that came up in the newest quarter of the period. */
  rising: z.array(z.string()).readonly(),
});
export type SegmentVoices = Readonly<z.output<typeof SegmentVoices>>;

/** `segments.json`, beside `segments.csv` (user_id, segment, name, name_zh, silhouette). */
export interface SegmentsSummary {
  readonly users: number;
  readonly segments: readonly Segment[];
  readonly features: readonly FeatureInfo[];
  /** Over all clustered users, same order as features. */
  readonly overall: readonly SegmentFeature[];
  readonly verdict: Verdict;
  /** By segment; absent where there are no texts. */
  readonly voices?: readonly SegmentVoices[];
}

/** Everything report.html draws, embedded in it as JSON. Charts are pure functions of this. */
export interface ReportData {
  readonly title: Localised;
  /** Names of the input files, without folders. */
  readonly files: readonly string[];
  readonly createdAt: string;
  readonly currency: string | null;
  readonly ingest: Pick<
    IngestSummary,
    | "rowsIn"
    | "rowsStored"
    | "rowsSetAside"
    | "setAside"
    | "revenue"
    | "knownUsers"
    | "buyers"
    | "duplicates"
    | "nonProducts"
    | "leftOutByStatus"
    | "period"
    | "notes"
  >;
  readonly wholesale: WholesaleOffer | null;
  readonly notes: readonly Localised[];
  readonly referenceDate: string | null;
  readonly algorithm: string;
  readonly k: number;
  readonly chosenBy: "asked" | "auto";
  readonly seed: number;
  readonly milliseconds: number;
  readonly fits: readonly FitMeasures[];
  readonly silhouette: { readonly mean: number; readonly standardError: number | null; readonly sample: number };
  readonly summary: SegmentsSummary;
  readonly map: MapData;
  /** null: the features alone. */
  readonly blocks: UsedBlocks | null;
  /** Silhouettes of each segment, sorted from high to low, at most 400 evenly spaced quantiles a segment. */
  readonly silhouetteCurves: readonly (readonly number[])[];
}

export interface MapData {
  /** Users drawn and users in all; a stratified sample where there are more than 20,000. */
  readonly drawn: number;
  readonly users: number;
  readonly explained: readonly [number, number];
  /** drawn entries each; ids that look like an e-mail or a phone are masked. */
  readonly ids: readonly string[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly segment: readonly number[];
  readonly silhouette: readonly (number | null)[];
  /** Real-unit values for the hover card: one array of `drawn` per entry. */
  readonly values: readonly { readonly feature: string; readonly values: readonly (number | null)[] }[];
}

/** `report.json`: the report but for what the runner knows. */
export type ReportDraft = Omit<ReportData, "files" | "createdAt" | "seed" | "milliseconds">;

export interface SegmentsParams extends TextChoice {
  /** Of the map's sample. */
  readonly seed: number;
  /** Registry id of the algorithm, for the report; k-means where left out. */
  readonly algorithm?: string;
  /** How near each user's texts are to those of each segment; inCsv: in the table that is handed out, too. Absent: no texts. */
  readonly similarity?: { readonly inCsv: boolean };
  /** Blocks beside the features; absent where the features alone were clustered. */
  readonly blocks?: readonly BlockStage[];
}

export type BlockStage = "text" | "behaviour";

const Words = z.object({ en: z.string(), zh: z.string() });

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
  name: Words,
  ownName: z.string().nullable(),
  colour: z.int(),
  size: z.int(),
  share: z.number().nullable(),
  revenueShare: z.number().nullable(),
  line: Words.nullable(),
  owner: SegmentOwner.nullable(),
  /** What is planned for its people. */
  action: z.string().nullable(),
  /** Its size in the runs that it went through, oldest first, this one last; at most twelve. */
  history: z.array(z.object({ runNumber: z.int(), size: z.int() })),
  /** The dataset was run before, and nothing of that run goes on in this segment. */
  isNew: z.boolean(),
});
export type SegmentRowDto = z.output<typeof SegmentRowDto>;

/** Described beside everybody, in real units; no test applies (STATISTICS.md rule 5). */
export interface SegmentDetailDto extends SegmentRowDto {
  readonly users: number;
  readonly bought: boolean;
  readonly currency: string | null;
  readonly silhouette: number | null;
  readonly features: readonly FeatureInfo[];
  readonly profile: readonly SegmentFeature[];
  readonly overall: readonly SegmentFeature[];
}

const FeatureAnswer = z.looseObject({
  id: z.string(),
  label: Words,
  help: Words,
  unit: z.string(),
  decimals: z.int(),
  coverage: z.number(),
  inMatrix: z.boolean(),
});
const ProfileAnswer = z.object({
  mean: z.number().nullable(),
  median: z.number().nullable(),
  standardised: z.number().nullable(),
});

/** SegmentDetailDto, for the API document. */
export const SegmentAnswer = SegmentRowDto.extend({
  users: z.int(),
  bought: z.boolean(),
  currency: z.string().nullable(),
  silhouette: z.number().nullable(),
  features: z.array(FeatureAnswer),
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

export const MemberRowDto = z.object({
  /** Place in the run's order: what tells people of a run apart where their ids are masked. */
  row: z.int(),
  userId: z.string(),
  segment: z.int(),
  silhouette: z.number().nullable(),
  /** One per feature of the segment, in its order. */
  values: z.array(z.number().nullable()),
});
export type MemberRowDto = z.output<typeof MemberRowDto>;

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

export const MembersQuery = z.strictObject({
  /** A feature's id, "user", "silhouette" or "row". */
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

/** Somebody drew around users of a run: rows of its order. */
export const NewLasso = z.strictObject({
  runId: z.uuid(),
  name: z.string().trim().min(1).max(80),
  rows: z.array(z.int().min(0)).min(1).max(1_000_000),
});
export type NewLasso = z.infer<typeof NewLasso>;

export const MapQuery = z.strictObject({
  /** Its values in place of everybody's place and segment. */
  feature: z.string().max(200).optional(),
});
export type MapQuery = z.infer<typeof MapQuery>;

export const PeopleQuery = z.strictObject({
  /** The person at this place of the run's order. */
  row: z.coerce.number().int().min(0).optional(),
  /** People whose id contains this. */
  search: z.string().trim().min(1).max(200).optional(),
});
export type PeopleQuery = z.infer<typeof PeopleQuery>;

export const CompareQuery = z.strictObject({ left: z.string(), right: z.string() });
export type CompareQuery = z.infer<typeof CompareQuery>;

/** Two runs by the people who are in both. */
export interface CompareDto {
  /** counts[i][j]: in segment i of the left run and j of the right one. */
  readonly counts: readonly (readonly number[])[];
  /** Which right segment each left one continues in; null: none. */
  readonly pairs: readonly (number | null)[];
  readonly both: number;
  readonly onlyLeft: number;
  readonly onlyRight: number;
  /** Not in the segment that theirs continues in. */
  readonly moved: number;
  /** Adjusted Rand index; null where nobody is in both. */
  readonly agreement: number | null;
}
