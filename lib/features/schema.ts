import { z } from "zod";
import type { Localised } from "../core/localised.ts";
import type { CategoryColumns } from "../core/matrix.ts";

export const Scale = z.enum(["standard", "robust", "min-max", "none"]);
export type Scale = z.infer<typeof Scale>;

/** How one feature enters the matrix: log(1 + x) (sign-keeping), then winsorise, then scale. */
export const FeatureTreatment = z.strictObject({
  use: z.boolean(),
  log: z.boolean(),
  /** Share cut off at each end (type-7 quantiles), 0 = none, below .5. */
  winsorise: z.number().min(0).max(0.49),
  scale: Scale,
});
export type FeatureTreatment = z.infer<typeof FeatureTreatment>;

export const FeaturesConfig = z.strictObject({
  /** ISO date that recency is counted to; default: the day after the last order. */
  referenceDate: z.iso.date().nullable().default(null),
  /** Customers far above everybody else in spend: kept, or kept apart before clustering and reported beside it. */
  wholesale: z.enum(["keep", "apart"]).default("keep"),
  /** Per feature id, over the extractor's defaults. */
  treatments: z.record(z.string(), FeatureTreatment.partial()).default({}),
});
export type FeaturesConfig = z.infer<typeof FeaturesConfig>;

/** Parameters of the features stage. */
export interface FeaturesParams extends FeaturesConfig {
  /** Other knowledge of the users enters the distances, so that no feature need do. */
  readonly mayBeEmpty?: boolean;
  /** Distances go by what both of two users have, so that features which more of them lack count, too. */
  readonly keepsGaps?: boolean;
  /** A users table's column that is to be told from the features, so that it is none. */
  readonly leaveOut?: string;
  /** Orders from this ISO day on alone, of one user in so many. */
  readonly window?: { readonly since: string; readonly oneIn: number };
}

/** How a value is written for people. money: the shop's currency; share: 0…1 shown as %. */
export type Unit = "days" | "orders" | "money" | "items" | "units" | "share" | "ratio" | "number" | "yes-no";

/**
 * A word for segment names: an adjective that stands before "customers" (en "recent", lower case; zh 近期), and where the
 * language has one, a noun that says the same alone (en "big spenders"; zh 常客).
 */
export interface NameWord extends Localised {
  readonly noun?: Partial<Localised>;
}

export interface FeatureWords {
  readonly high: NameWord;
  readonly low: NameWord;
  /**
   * Features of one topic say the same thing ("spend" of monetary and units): one of them at most stands in a name. Names
   * also know how time, tenure, spend, orders, basket and range go together.
   */
  readonly topic?: string;
}

/** A column of real-unit values that the profile, the names and the exports speak of. */
export interface FeatureInfo {
  readonly id: string;
  readonly label: Localised;
  readonly help: Localised;
  readonly unit: Unit;
  /** Decimals to show in tables. */
  readonly decimals: number;
  /** Share of users that have it, 0…1; the others are NaN (missing is not a place: STATISTICS.md rule 7). */
  readonly coverage: number;
  readonly treatment: FeatureTreatment;
  /** In the matrix? (`use` and fit for it; `leftOut` says why not) */
  readonly inMatrix: boolean;
  readonly leftOut: Localised | null;
  /** What a high and a low value is called in names ("lapsed", "recent"). null: names fall back on the label. */
  readonly words: FeatureWords | null;
  /**
   * How a segment's line says it, {value} being the number with its unit ("12 days", "£2,611", "3 %"):
   * { en: "last one {value} ago", zh: "最近一次在 {value}前" }. Absent: label and value.
   */
  readonly phrase?: Localised;
}

/**
 * `features.json`, beside `users.parquet` (user_id VARCHAR, one DOUBLE column per feature named by its id, `revenue`
 * DOUBLE, NULL where missing; all users in the run's row order: sorted by md5 of the id, then id), and `matrix.f32`:
 * users × matrixColumns, row-major, transformed; NaN exactly where a feature is missing for a user.
 */
export interface FeaturesSummary {
  readonly users: number;
  readonly features: readonly FeatureInfo[];
  /** Ids of the matrix' columns, in order; each is a feature id. */
  readonly matrixColumns: readonly string[];
  /** Those of them that are a category's levels; a yes-no is a category of one column. */
  readonly categories: readonly CategoryColumns[];
  readonly referenceDate: string | null;
  /** The offer: customers above the stated bar, their share of revenue, and whether they were kept apart. */
  readonly wholesale: WholesaleOffer | null;
  readonly notes: readonly Localised[];
}

export interface WholesaleOffer {
  readonly users: number;
  readonly revenueShare: number;
  /** Monetary value from which a customer counts as wholesale-sized. */
  readonly threshold: number;
  readonly apart: boolean;
}
