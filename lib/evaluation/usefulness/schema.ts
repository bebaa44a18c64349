import type { ClusteringConfig } from "../../clustering/schema.ts";
import type { Localised } from "../../core/localised.ts";
import type { BlockId } from "../../embedding/fusion.ts";
import type { Interval } from "../labels/schema.ts";

/** What of a run's clustering is done again at each date, and what is only said not to be. */
export interface UsefulnessClustering extends Pick<ClusteringConfig, "algorithm" | "k" | "fixed"> {
  /** Has the run size limits or pairs? */
  readonly isRuled: boolean;
}

export type UsefulnessName = "gini" | "topDecileLift" | "repeatAuc";

/** null: it cannot be said. */
export type UsefulnessMeasures = Readonly<Record<UsefulnessName, Interval | null>>;

/** One way to segment users by what was known before the cut. */
export interface UsefulnessOf {
  /** "rfm": k-means of recency, frequency and spend alone, the rival. */
  readonly id: "rfm" | BlockId | "joined";
  readonly k: number;
  /** Told by nothing but the segment. */
  readonly alone: UsefulnessMeasures;
  /** Segment and `base`, less what the base tells without it. */
  readonly increment: UsefulnessMeasures;
  /** `alone`, less that of "rfm"; null for itself. */
  readonly overRfm: UsefulnessMeasures | null;
  /** How it held up over all cuts, where there are several. */
  readonly sentence: Localised;
}

/** Segments of all blocks joined beside those of all but one, told by nothing but the segment. */
export interface UsefulnessOfBlock {
  readonly id: BlockId;
  readonly with: UsefulnessMeasures;
  readonly without: UsefulnessMeasures;
  /** `with` less `without`, on the same resamples. */
  readonly difference: UsefulnessMeasures;
  readonly sentence: Localised;
}

/** One cut in time, judged by the stretch after it. */
export interface UsefulnessOrigin extends Pick<UsefulnessSummary, "users" | "returned" | "base" | "problem"> {
  readonly cut: string;
  readonly until: string;
  readonly sets: readonly Pick<UsefulnessOf, "id" | "alone" | "increment" | "overRfm">[];
}

/** `usefulness.json` (STATISTICS.md rule 6). */
export interface UsefulnessSummary {
  /** Every cut, the earliest first; what stands beside it is of the last that could be judged. */
  readonly origins: readonly UsefulnessOrigin[];
  /** What is known ends with this day; null where nothing could be cut. */
  readonly cut: string | null;
  readonly until: string | null;
  /** Customers before the cut, and how many of them bought after it. */
  readonly users: number;
  readonly returned: number;
  readonly outcome: "spend" | "orders";
  /** Larger outcomes count as this much. */
  readonly winsorisedAt: number | null;
  /** Past spend, RFM quintiles and, where it could be fitted, a buy-till-you-die model. */
  readonly base: UsefulnessMeasures | null;
  /** That model: purchases that it expected after the cut beside those that came; null where nothing could be cut. */
  readonly lifetime: {
    readonly model: Localised | null;
    readonly expected: number | null;
    readonly bought: number;
    readonly reason: Localised | null;
  } | null;
  readonly sets: readonly UsefulnessOf[];
  /** What each block adds to the others; empty where there is one only. */
  readonly blocks: readonly UsefulnessOfBlock[];
  /** Why nothing can be said. */
  readonly problem: Localised | null;
  readonly notes: readonly Localised[];
}
