import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import type { RowSource } from "../../core/row-source.ts";
import type { MergeTree } from "../../kernels/merge-tree.ts";
import type { Kernels } from "../../kernels/pool.ts";
import type { DrawnPairs } from "../consensus/drawn-pairs.ts";
import type { Refusal } from "../constraints/limits.ts";
import type { LinkedRows } from "../constraints/link-users.ts";
import type { DrawnTree } from "../density/drawn-tree.ts";
import type { ParamSpecs, ParamsOf } from "./param.ts";

/** What a fit may use besides its input. */
export interface FitContext {
  readonly random: Random;
  readonly kernels: Kernels;
  /** Rows that go together or apart, for those that keep to such pairs. */
  readonly links?: LinkedRows | undefined;
  /** Says how much of all is done, 0…1. */
  progress?(fraction: number): void;
}

/** The distance within which rows are near, and the curve that it is chosen on. */
export interface Reach {
  readonly eps: number;
  /** Chosen at the knee of the curve, not asked for. */
  readonly isAutomatic: boolean;
  /** Near ones that a row needs, itself counted. */
  readonly minSamples: number;
  /** Rows' distances to the last near one that they need, ascending, at evenly spaced places from the first row to the last. */
  readonly distances: readonly number[];
}

/**
 * Writes of rows `from` up to `to` how surely each belongs to every cluster, k float32 a row, 0…1, summing to 1 at most. While the
 * kernels are open that the fit was made with, and x stays what it was.
 */
export type MembershipOf = (from: number, to: number, into: Float32Array) => void;

export interface Fit {
  /** Clusters: labels are 0…k−1. */
  readonly k: number;
  /** One a row: 0…k−1, or −1 for noise. */
  readonly labels: Int32Array;
  /** k × d, in the units of x: the means of the members, or what the algorithm has in their place. */
  readonly centres: Matrix;
  /** Σ of squared distances to the own centre; noise has none. */
  readonly inertia: number;
  readonly iterations: number;
  /** Where rules keep it from lower ones: the inertia of the fit without them. */
  readonly freeInertia?: number;
  /** How surely each row belongs to its cluster, 0…1 (membership, responsibility); noise 0. */
  readonly strength?: Float32Array;
  /** How surely each row belongs to every cluster; absent where the algorithm does not say. */
  readonly membership?: MembershipOf;
  /** How far each row stands outside, 0…1 (GLOSH). */
  readonly outlierScores?: Float32Array;
  /** Where the algorithm puts rows together, or takes them apart, step by step: the cut can be moved without fitting again. */
  readonly tree?: MergeTree;
  /** Row → leaf of the tree. Absent: every row is a leaf of its own. */
  readonly leafOf?: Int32Array;
  /** Where groups part as density rises: what the clusters were chosen from. */
  readonly condensed?: DrawnTree;
  /** Bayesian information criterion, smaller is better, of those that have a likelihood. */
  readonly bic?: number;
  /** Of what counts who is near: within which distance. */
  readonly reach?: Reach;
  /** Of many runs: how often they put users of each two clusters together, and some users. */
  readonly agreement?: { readonly between: Float64Array; readonly pairs: DrawnPairs };
  /** What people should know of this fit. */
  readonly note?: Localised;
}

/** How many clusters may be asked for. */
export interface ClusterRange {
  readonly minimum: number;
  readonly maximum: number;
}

export interface Algorithm<Specs extends ParamSpecs = ParamSpecs> {
  readonly id: string;
  readonly label: Localised;
  readonly help: Localised;
  /** null: it finds how many there are by itself. */
  readonly clusters: ClusterRange | null;
  /** Rows count by their direction from the origin, which then means something; absent: by distances, wherever it lies. */
  readonly byDirection?: true;
  /** With such params it compares rows by what both have, so that x may hold NaN; each two rows have something in common. Absent: never. */
  comparesGaps?(params: ParamsOf<Specs>): boolean;
  /** It keeps to pairs of users who go together or apart. */
  readonly takesPairs?: true;
  /** Heights of its tree say how often runs disagree, not how far rows lie apart. */
  readonly heightsAreAgreement?: true;
  readonly params: Specs;
  /** Which param so many clusters cannot be had with; null where they can. Absent: they always can. */
  refuses?(k: number, params: ParamsOf<Specs>): Refusal | null;
  /** Params that cost less, for clouds without structure that are only there to compare with; no more than what was asked for. */
  readonly quick?: Readonly<Record<string, number>>;
  /**
   * x: n × d, finite. ks: ascending numbers of clusters, a fit each, in order; where `clusters` is null it is left out and one
   * fit comes back. A fit of one k does not depend on the others asked for, and the partition not on the order of rows where the
   * clusters are clear.
   * @throws TOO_FEW_USERS when n < k.
   */
  fit(x: Matrix, ks: readonly number[], params: ParamsOf<Specs>, context: FitContext): Promise<readonly Fit[]>;
  /** The same of rows that memory does not take, read a block at a time; absent: it needs them all at once. */
  fitStream?(
    x: RowSource,
    ks: readonly number[],
    params: ParamsOf<Specs>,
    context: FitContext,
  ): Promise<readonly Fit[]>;
}

/** An entry of the registry; infers the types of `params`. */
export function algorithm<const Id extends string, const Specs extends ParamSpecs>(
  entry: Algorithm<Specs> & { readonly id: Id },
): Algorithm<Specs> & { readonly id: Id } {
  return entry;
}
