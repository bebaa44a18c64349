import type { Reach } from "../clustering/algorithms/algorithm.ts";
import type { AlgorithmId } from "../clustering/algorithms/index.ts";
import type { DrawnTree } from "../clustering/density/drawn-tree.ts";
import type { TopTree } from "../clustering/tree-schema.ts";
import type { Localised } from "../core/localised.ts";
import type { Outcome } from "../core/outcome.ts";
import type { UsedBlocks } from "../embedding/schema.ts";
import type { TextChoice } from "../embedding/stored-blocks.ts";
import type { ContributionSummary } from "../evaluation/contribution/schema.ts";
import type { JudgesSummary, WindowsSummary } from "../evaluation/judges-schema.ts";
import type { LabelsSummary } from "../evaluation/labels/schema.ts";
import type { MatchSummary } from "../evaluation/match/schema.ts";
import type { NeighbourMapSummary } from "../evaluation/neighbour-map/schema.ts";
import type { FitMeasures } from "../evaluation/schema.ts";
import type { UsefulnessSummary } from "../evaluation/usefulness/schema.ts";
import type { FeatureInfo, WholesaleOffer } from "../features/schema.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import type { ConsensusData } from "./consensus-schema.ts";
import type { PersonFigure } from "./figures-schema.ts";
import type { SegmentVoices } from "./voices-schema.ts";

/** One segment in words and figures. `id` is 0-based: those that were found by size, largest first, then the fixed ones. */
export interface Segment {
  readonly id: number;
  /** People decided who is in it, and its name: no measure of fit speaks of it, and its line is its rule. */
  readonly fixed?: true;
  readonly name: Localised;
  /** One line of what sets it apart, in real units. */
  readonly line: Localised;
  readonly size: number;
  /** Of all users, those of no segment included, 0…1. */
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

/** Users whom the algorithm put in no segment (noise): one group in figures, never in names, rules or fit. */
export interface NoSegment extends Pick<Segment, "size" | "share" | "revenueShare" | "profile"> {
  /** By segment: of them, how many would be put there on request, by the nearest centre. */
  readonly nearest: readonly number[];
}

export type StructureStrength = "none" | "weak" | "reasonable" | "strong";

/** STATISTICS.md rule 1: the words of Kaufman & Rousseeuw 1990, read beside one cloud of the same covariance. */
export interface Verdict {
  readonly strength: StructureStrength;
  /** The data's mean silhouette minus the null's. */
  readonly aboveNull: Outcome<number>;
  readonly sentence: Localised;
  readonly detail: Localised;
  /** Of every other number of segments that was judged, why it was not taken, ascending; empty where there is none. */
  readonly whyNot: readonly { readonly k: number; readonly sentence: Localised }[];
}

/**
 * `segments.json`, beside `segments.csv` (user_id, segment, name, name_zh, silhouette; where some users are in no segment,
 * −1, also nearest_segment; strength and outlier where the algorithm has them) and membership.csv.
 */
export interface SegmentsSummary {
  readonly users: number;
  readonly segments: readonly Segment[];
  /** null where everybody is in a segment. */
  readonly noise: NoSegment | null;
  readonly features: readonly FeatureInfo[];
  /** Over all users, same order as features. */
  readonly overall: readonly SegmentFeature[];
  readonly verdict: Verdict;
  /** What the algorithm says of each person; absent where it says nothing. */
  readonly figures?: readonly PersonFigure[];
  /**
   * By segment, those that people decided left out: its members who belong to each other one at least half as surely, and to none
   * more so. Absent where the algorithm does not say how surely everybody belongs to each.
   */
  readonly between?: readonly (readonly number[])[];
  /** By segment; absent where there are no texts. */
  readonly voices?: readonly SegmentVoices[];
}

/** What stages found that not every run has: the shop's labels told, the blocks compared, what came later. */
export interface Findings {
  readonly labels?: LabelsSummary;
  readonly match?: MatchSummary;
  readonly contribution?: ContributionSummary;
  readonly usefulness?: UsefulnessSummary;
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
    | "unit"
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
  /** Its name, for people. */
  readonly algorithm: Localised;
  readonly k: number;
  readonly chosenBy: "asked" | "auto";
  readonly seed: number;
  readonly milliseconds: number;
  /** Those that fall into two groups or more. */
  readonly fits: readonly DrawnFit[];
  /** Its mean is null where fewer than two groups were found. */
  readonly silhouette: { readonly mean: number | null; readonly standardError: number | null; readonly sample: number };
  readonly summary: SegmentsSummary;
  readonly map: MapData;
  /** null: the features alone. */
  readonly blocks: UsedBlocks | null;
  readonly findings: Findings;
  /** All judges of the number of segments, stability and tests; absent where there are fewer than two segments. */
  readonly judges?: JudgesSummary;
  /** Absent where the period cannot be halved. */
  readonly windows?: Outcome<WindowsSummary>;
  /** Of an algorithm that counts who is near: within which distance, and how far near ones are. */
  readonly reach?: Reach;
  /** Of an algorithm that watches groups part as density rises; labels are segments. */
  readonly condensed?: DrawnTree;
  /** Of an algorithm that joins users or splits them: the top of its tree. */
  readonly tree?: TopTree;
  /** Of an algorithm that asks many runs: how often they put users together. */
  readonly consensus?: ConsensusData;
  /** Silhouettes of each segment, sorted from high to low, at most 400 evenly spaced quantiles a segment. */
  readonly silhouetteCurves: readonly (readonly number[])[];
  /** Of each segment, the share of its members who lie nearer to another one: of all that have a silhouette, not of the curve. */
  readonly silhouetteBelow: readonly number[];
}

export interface DrawnFit extends FitMeasures {
  readonly silhouette: number;
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
  /** The same users by nearness (UMAP); absent where nobody asked for it. */
  readonly nearness?: NearnessMap;
}

export interface NearnessMap extends Omit<NeighbourMapSummary, "columns"> {
  /** drawn entries each. */
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** `report.json`: the report but for what the runner knows, and what other stages found. */
export type ReportDraft = Omit<ReportData, "files" | "createdAt" | "seed" | "milliseconds" | "findings">;

export interface SegmentsParams extends TextChoice {
  /** Of the map's sample. */
  readonly seed: number;
  /** Users are also drawn by nearness. */
  readonly nearness?: boolean;
  /** For the report; k-means where left out. */
  readonly algorithm?: AlgorithmId;
  /** How near each user's texts are to those of each segment; inCsv: in the table that is handed out, too. Absent: no texts. */
  readonly similarity?: { readonly inCsv: boolean };
  /** Blocks beside the features; absent where the features alone were clustered. */
  readonly blocks?: readonly BlockStage[];
}

export type BlockStage = "text" | "behaviour";
