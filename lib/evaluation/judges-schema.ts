import type { Localised } from "../core/localised.ts";
import type { Outcome } from "../core/outcome.ts";
import type { NullRange } from "./null-cloud.ts";

/** An index of one fit, beside what it is where there are no groups. */
export interface JudgedFit {
  readonly k: number;
  readonly value: number;
  /** null where every user counted. */
  readonly standardError: number | null;
  /** Mean and range over clouds without groups; null where none were drawn, or the judge compares with its own already. */
  readonly null: { readonly mean: number; readonly low: number; readonly high: number } | null;
}

/** A judge of the number of segments: one small chart. */
export interface JudgeCurve {
  readonly id: string;
  readonly label: Localised;
  readonly help: Localised;
  readonly better: "higher" | "lower";
  /** Ascending k; only those that were judged and have a value. k = 1 where the judge knows it. */
  readonly fits: readonly JudgedFit[];
  /** The k that it would take by its own rule, 1 where it sees one cloud; null where it leaves the choice to others. */
  readonly choice: number | null;
}

/** Hennig's scale of the Jaccard index: ≤ .5, < .6, < .75, < .85, beyond. */
export type StabilityGrade = "dissolved" | "doubtful" | "pattern" | "stable" | "highly-stable";

/** How surely a segment is found again when users are drawn anew. */
export interface SegmentStability {
  readonly segment: number;
  /** Mean over resamples of the best Jaccard index with one of their clusters, 0…1. */
  readonly jaccard: number;
  readonly standardError: number;
  /** The same of the segment of this rank by size in clouds without groups, mean over them; null where none were drawn. */
  readonly nullJaccard: number | null;
  readonly grade: StabilityGrade;
}

export interface SigClustResult {
  /** Within-cluster over total sum of squares of two means, 0…1; small: two groups. */
  readonly index: number;
  readonly nullMean: number;
  /** Share of clouds with an index as small, counting the data as one. */
  readonly pValue: number;
  readonly clouds: number;
}

export interface DipResult {
  /** Everybody on the first principal axis, or whoever is nearest to one of two neighbouring segments on the line through their centres. */
  readonly axis: "first" | "pair";
  /** The pair; the closest one comes first among pairs. */
  readonly segments: readonly [number, number] | null;
  /** Largest distance to the nearest distribution with one peak, 0…¼. */
  readonly statistic: number;
  readonly pValue: number;
  readonly users: number;
}

/** drawn: of a shape; split: of those, what fell into two groups or more. An algorithm that may find one group splits few or none. */
export interface CloudCount {
  readonly drawn: number;
  readonly split: number;
}

/** Silhouettes over everybody, 0 for who is in no segment. */
export interface EverybodyResult {
  /** Of the users, those in a segment, 0…1: times their mean silhouette it is everybody's. */
  readonly share: number;
  /** Of clouds, 0 for one that stayed whole; null where none were drawn. */
  readonly gaussian: NullRange | null;
  readonly flat: NullRange | null;
}

/** `judges` of `evaluation.json`. */
export interface JudgesSummary {
  readonly mode: "quick" | "full";
  /** Clouds without groups that were clustered as the chosen fit was, by their shape. */
  readonly clouds: { readonly gaussian: CloudCount; readonly flat: CloudCount };
  /** Absent where nobody is left out, neither of the data nor of a cloud. */
  readonly everybody?: EverybodyResult;
  readonly curves: readonly JudgeCurve[];
  /** Segments in order, but those that a sample of the users holds too few of; why not where it cannot be said at all. */
  readonly stability: Outcome<readonly SegmentStability[]>;
  readonly sigClust: Outcome<SigClustResult>;
  /** Density-based validity of the chosen fit, −1…1: do segments lie apart, whatever their shapes? */
  readonly density: Outcome<{ readonly value: number; readonly null: JudgedFit["null"] }>;
  /** The first axis, then every pair of neighbours. */
  readonly dips: readonly DipResult[];
}

/** A segment of the first half of the time, looked for in the second. */
export interface ReturningSegment {
  /** Of the run, the nearest by who is in it. */
  readonly segment: number;
  /** Of those whom the first half's centres put there and those whom the second half's own do, 0…1. */
  readonly jaccard: number;
  /** ≥ .6 (Hennig's scale). */
  readonly returns: boolean;
}

/** `windows.json`: segments made from each half of the period apart. */
export interface WindowsSummary {
  /** ISO days, both ends included. */
  readonly first: { readonly from: string; readonly to: string; readonly users: number };
  readonly second: { readonly from: string; readonly to: string; readonly users: number };
  /** Users in both. */
  readonly users: number;
  /** Adjusted Rand index of their segments in the two: do people stay where they are? */
  readonly ari: number;
  /** Adjusted Rand index, over the second half, of the first half's centres and its own: do the same groups come back? */
  readonly sameGroups: number;
  /** One for each segment of the run, in order. */
  readonly segments: readonly ReturningSegment[];
}
