import { z } from "zod";
import type { Localised } from "../core/localised.ts";

export const ClusteringConfig = z
  .strictObject({
    algorithm: z.literal("k-means").default("k-means"),
    /** Number of segments, or "auto": a range is run and the mean silhouette decides. */
    k: z.union([z.literal("auto"), z.int().min(2).max(100)]).default("auto"),
    /** Range of "auto", both ends included; three is a business default (STATISTICS.md rule 2). */
    kMin: z.int().min(2).max(100).default(3),
    kMax: z.int().min(2).max(100).default(10),
    restarts: z.int().min(1).max(50).default(10),
  })
  .refine(({ kMin, kMax }) => kMin <= kMax, { path: ["kMin"], error: "kMin is above kMax" });
export type ClusteringConfig = z.infer<typeof ClusteringConfig>;

/** Parameters of the clustering stage. */
export interface ClusteringParams extends ClusteringConfig {
  readonly seed: number;
}

/**
 * `clustering.json`, beside `labels.i32` (one block of `users` int32 per fit, in the order of `fits`) and `centres.f32`
 * (per fit k × d, one after the other). Users with a missing feature are not fitted: they are placed with the nearest
 * centre over the features they have.
 */
export interface ClusteringSummary {
  readonly users: number;
  readonly columns: number;
  /** Users with every feature, on whom the centres were fitted. */
  readonly fittedUsers: number;
  readonly fits: readonly { readonly k: number; readonly inertia: number; readonly iterations: number }[];
  /** What people should know of the range: users too alike for more segments. */
  readonly notes: readonly Localised[];
}
