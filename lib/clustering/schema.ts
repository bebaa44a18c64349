import type { Localised } from "../core/localised.ts";
import type { MatrixChoice } from "../embedding/schema.ts";
import type { Reach } from "./algorithms/algorithm.ts";
import type { AlgorithmId } from "./algorithms/index.ts";
import type { FixedCondition, FixedSegment, PairRule } from "./rules-schema.ts";

/** An algorithm of the registry, how many segments, and the algorithm's other params by name (lib/runs/schema.ts). */
export interface ClusteringConfig {
  readonly algorithm: AlgorithmId;
  /** Number of segments, or "auto": a range is run and the mean silhouette decides, or the algorithm finds it by itself. */
  readonly k: number | "auto";
  /** Range of "auto", both ends included; three is a business default (STATISTICS.md rule 2). */
  readonly kMin: number;
  readonly kMax: number;
  /** Segments that people decide; k counts the others. */
  readonly fixed?: readonly FixedSegment[] | undefined;
  /** Of algorithms that can keep to them. */
  readonly pairs?: readonly PairRule[] | undefined;
  readonly [param: string]: number | string | readonly FixedSegment[] | readonly PairRule[] | undefined;
}

/** Parameters of the clustering stage. */
export type ClusteringParams = ClusteringConfig &
  MatrixChoice & {
    readonly seed: number;
    /** Bytes of a matrix that is clustered in memory; a larger one is read block by block. Absent: 1 GiB. */
    readonly memoryBytes?: number;
  };

/**
 * `clustering.json`, beside `labels.i32` (one block of `users` int32 per fit, in the order of `fits`) and `centres.f32`
 * (per fit k × d, one after the other); membership.f32 (per fit users × k) where the algorithm says how surely everybody belongs
 * to every cluster. Users with a missing feature are not fitted: they are placed with the nearest
 * centre over the features they have.
 */
export interface ClusteringSummary {
  readonly users: number;
  readonly columns: number;
  /** Users with every feature, on whom the centres were fitted. */
  readonly fittedUsers: number;
  readonly fits: readonly {
    readonly k: number;
    readonly inertia: number;
    readonly iterations: number;
    /** Where rules of size or pairs keep it from lower ones: the inertia of the fit without them. */
    readonly freeInertia?: number;
    /** Fitted users who belong nowhere. */
    readonly noise: number;
    readonly bic?: number;
    readonly reach?: Reach;
  }[];
  /** What people should know of the range: users too alike for more segments. */
  readonly notes: readonly Localised[];
  /** Fixed segments that somebody is in, in the order of `fixed.i32` (users; −1: in none of them). Absent: none was asked for. */
  readonly fixed?: readonly FoundFixed[];
}

/** A fixed segment and how many users are in it. */
export interface FoundFixed {
  readonly name: Localised;
  readonly size: number;
  /** null: a list of users. */
  readonly where: readonly FixedCondition[] | null;
}
