import { z } from "zod";
import type { ClusteringConfig } from "../clustering/schema.ts";
import type { Outcome } from "../core/outcome.ts";
import type { MatrixChoice } from "../embedding/schema.ts";
import type { FeaturesParams } from "../features/schema.ts";
import type { JudgesSummary, WindowsSummary } from "./judges-schema.ts";

/** Trying classifiers on what the shop knows of some users. */
export const LabelsConfig = z.strictObject({
  /** Of a users or texts table. Absent: the one whose role is label. It is never a feature. */
  column: z.string().min(1).optional(),
  folds: z.int().min(2).max(20).default(5),
  /** stratified: at random, classes spread evenly; time: each stretch of time is told by those before it. */
  split: z.enum(["stratified", "time"]).default("stratified"),
  /** A transformer on the features, and on events where there are any, before and after fine-tuning: seldom worth its minutes. */
  transformer: z.boolean().default(false),
});
export type LabelsConfig = z.infer<typeof LabelsConfig>;

const unfit: ReadonlySet<string> = new Set(["user", "ignore", "personal", "text"]);

/** May a column of that role, in a table of that kind, be told from all else that is known of users? */
export function mayBeLabel(kind: string, role: string): boolean {
  return (kind === "users" || kind === "texts") && !unfit.has(role);
}

/** A second map by nearest neighbours (UMAP), beside that of the principal axes. */
export const UmapConfig = z.strictObject({
  /** Few: the small groups are seen; many: the whole. */
  neighbours: z.int().min(2).max(200).default(15),
  /** How close users may stand on the map: near 0 alike ones lie on one another, near 1 they spread. */
  minDistance: z.number().min(0).max(0.99).default(0.1),
});
export type UmapConfig = z.infer<typeof UmapConfig>;

export const EvaluationConfig = z.strictObject({
  /** Clouds drawn for the null (one Gaussian of the same covariance), each clustered like the data. */
  nullClouds: z.int().min(0).max(100).default(3),
  /** Beyond this many users the silhouette is taken against a stratified sample, with its standard error. */
  exactUpTo: z.int().min(100).max(200_000).default(60_000),
  sampleSize: z.int().min(100).max(60_000).default(10_000),
  /** quick: few clouds and resamples, the chosen number of segments and its neighbours; full: many, and every number. */
  judges: z.enum(["quick", "full"]).default("quick"),
  /** null: off. Absent: on where a column is a label. */
  labels: LabelsConfig.nullable().optional(),
  /** Makes everything again from what was known at up to four dates, and judges it by the stretch after each. */
  outOfTime: z.boolean().default(false),
  /** Users are also drawn by nearness; null: they are not. */
  umap: UmapConfig.nullable().default(null),
});
export type EvaluationConfig = z.infer<typeof EvaluationConfig>;

/** Parameters of the evaluation stage; the null clouds are clustered the way the data were. */
export interface EvaluationParams extends Omit<EvaluationConfig, "labels" | "outOfTime" | "umap">, MatrixChoice {
  readonly clustering: ClusteringConfig;
  readonly seed: number;
  /** As the clustering stage's. */
  readonly memoryBytes?: number;
  /** Where the features alone are clustered: each half of the time is clustered apart, too. */
  readonly features?: FeaturesParams;
}

/** How well a tree keeps distances between users. */
export interface TreeJudgement {
  /** Correlation of users' distances with the heights at which the tree joins them, −1…1. */
  readonly cophenetic: number;
  /** Users whose pairs were looked at, drawn at random from so many. */
  readonly users: number;
  readonly of: number;
}

/** The measures of one fit. Silhouettes are means over fitted users, −1…1. */
export interface FitMeasures {
  readonly k: number;
  readonly inertia: number;
  /** null, as the other indices, where a fit has fewer than two clusters. */
  readonly silhouette: number | null;
  /** null where the silhouette is exact. */
  readonly silhouetteStandardError: number | null;
  /** Mean and range over the null clouds; null when none were drawn. */
  readonly nullSilhouette: { readonly mean: number; readonly low: number; readonly high: number } | null;
  /** The same of flat clouds, as dense at their rims as in the middle. */
  readonly flatSilhouette: { readonly mean: number; readonly low: number; readonly high: number } | null;
  readonly simplifiedSilhouette: number | null;
  readonly calinskiHarabasz: number | null;
  readonly daviesBouldin: number | null;
  readonly dunn: number | null;
  /** In the range that may be chosen (2 is shown though it is not offered by default). */
  readonly offered: boolean;
}

/**
 * `evaluation.json`, beside `labels.i32` (users; 0 = largest segment of those found, fixed ones from k on, −1 = noise), `silhouette.f32` (users; NaN where undefined),
 * `coordinates.f32` (users × 2, the first two principal components of the matrix).
 */
export interface EvaluationSummary {
  readonly users: number;
  /** Segments that were found; all measures are of these and the users in them. */
  readonly k: number;
  /** "asked" or "auto". */
  readonly chosenBy: "asked" | "auto";
  readonly fits: readonly FitMeasures[];
  readonly inertia: number;
  readonly silhouette: {
    readonly mean: number | null;
    readonly standardError: number | null;
    /** Per segment, in order of segment number. */
    readonly bySegment: readonly number[];
    /** Users that were compared against; users where exact. */
    readonly sample: number;
  };
  readonly sizes: readonly number[];
  /** Sizes of the fixed segments, which have the numbers k, k + 1, …; absent: there are none. */
  readonly fixed?: readonly number[];
  /** Users who belong nowhere. */
  readonly noise: number;
  /** Users placed by the features they have (see ClusteringSummary). */
  readonly placed: number;
  /** Share of variance on the two axes of the map. */
  readonly explained: readonly [number, number];
  /** Centres of the chosen fit, k × columns, row by row in segment order, in the matrix' units. */
  readonly centres: readonly (readonly number[])[];
  /** Absent in fits of fewer than two segments. */
  readonly judges?: JudgesSummary;
  /** Of the tree, where the algorithm builds one. */
  readonly tree?: Outcome<TreeJudgement>;
  /** The segments of each half of the time; absent with fewer than two segments, and where more than features is clustered. */
  readonly windows?: Outcome<WindowsSummary>;
}
