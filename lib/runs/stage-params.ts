import type { Algorithm } from "../clustering/algorithms/algorithm.ts";
import { kMeans } from "../clustering/algorithms/k-means.ts";
import { isLimited } from "../clustering/constraints/limits.ts";
import { findAlgorithm } from "../clustering/find-algorithm.ts";
import { paramsFor } from "../clustering/params.ts";
import type { ClusteringConfig } from "../clustering/schema.ts";
import type { BehaviourParams } from "../embedding/behaviour/run.ts";
import type { BlockDimensions, BlockWeights, TextChoice } from "../embedding/stored-blocks.ts";
import type { TextParams, TextSource } from "../embedding/text/params.ts";
import { usesAdapter, usesBehaviour, usesBlocks, usesText } from "../embedding/used-blocks.ts";
import type { AdaptParams } from "../evaluation/adapter/run.ts";
import type { UsefulnessClustering } from "../evaluation/usefulness/schema.ts";
import type { FeaturesParams } from "../features/schema.ts";
import type { IngestParams } from "../ingest/schema.ts";
import type { BlockStage } from "../segments/schema.ts";
import { labelAmongFeatures } from "./decide-labels.ts";
import type { RunConfig } from "./schema.ts";

/** What a run was asked for, with its tables detected and their bytes hashed: all that its bytes depend on. */
export interface RunContent {
  readonly config: RunConfig;
  readonly ingest: IngestParams;
  readonly text: TextSource;
  /** SHA-256 of the file of people's tags; absent where none is asked for. */
  readonly tags?: string;
  /** SHA-256 of the behaviour encoder that is used again; absent: none is. */
  readonly trained?: string;
  /** Key of the earlier map by nearness that this run's goes on from; absent: none. */
  readonly earlierMap?: string;
}

export function featuresParams({ config, ingest }: RunContent): FeaturesParams {
  const leaveOut = labelAmongFeatures(config, ingest.tables);
  return {
    ...config.features,
    ...(usesBlocks(config.embedding) ? { mayBeEmpty: true } : {}),
    ...(comparesGaps(config.clustering) ? { keepsGaps: true } : {}),
    ...(leaveOut === undefined ? {} : { leaveOut }),
  };
}

/** Does it compare people by what both have? */
function comparesGaps(clustering: ClusteringConfig): boolean {
  const algorithm: Algorithm = findAlgorithm(clustering.algorithm);
  return algorithm.comparesGaps?.(paramsFor(algorithm.params, clustering)) === true;
}

/** What of the clustering is done again at earlier dates, or said not to be. */
export function usefulnessClustering({ clustering }: RunConfig): UsefulnessClustering {
  const { algorithm, k, fixed, pairs = [] } = clustering;
  const { smallest, largest } = paramsFor(kMeans.params, clustering);
  return {
    algorithm,
    k,
    fixed,
    isRuled: algorithm === "k-means" && (pairs.length > 0 || isLimited({ smallest, largest })),
  };
}

export function behaviourParams({ config: { embedding, seed }, trained }: RunContent): BehaviourParams {
  const { from: _, ...rest } = asEncoded(embedding.behaviour);
  return { ...rest, seed, ...(trained === undefined ? {} : { trained }) };
}

/** Whose text block goes on: the one that labels bent, where it was asked for. */
export function textChoice({ embedding }: RunConfig): TextChoice {
  return usesAdapter(embedding) ? { text: "adapt" } : {};
}

export function adaptParams({ config, tags }: RunContent): AdaptParams {
  const { adapt } = config.embedding.text;
  const isTags = adapt === "tags";
  return {
    source: isTags ? "tags" : "label",
    column: isTags ? null : (config.evaluation.labels?.column ?? null),
    labels: isTags ? (tags ?? null) : null,
    seed: config.seed,
  };
}

export function textParams({ config: { embedding, seed }, text }: RunContent): TextParams {
  const { model: _model, adapt: _adapt, labels: _labels, precision, ...rest } = asEncoded(embedding.text);
  // Only a model has a precision: another wish is no other text.
  return { ...rest, precision: text.model ? precision : "int8", ...text, seed };
}

/** A block's weight and dimensions are the fusion's: others train and encode nothing again. */
function asEncoded<Block extends { readonly weight: number; readonly dimensions: number }>({
  weight: _weight,
  dimensions: _dimensions,
  ...rest
}: Block): Omit<Block, "weight" | "dimensions"> {
  return rest;
}

export const segmentsForTree = 8;

/** Of each block, where their segments are joined: as fine as the finest that is asked for. */
export function largestK({ k, kMax }: RunConfig["clustering"]): number {
  return k === "auto" ? kMax : k;
}

/** The blocks that a run has, with their weights in the distances. */
export function blockWeights({ embedding }: RunConfig): BlockWeights {
  return {
    features: embedding.features.weight,
    ...(usesText(embedding) ? { text: embedding.text.weight } : {}),
    ...(usesBehaviour(embedding) ? { behaviour: embedding.behaviour.weight } : {}),
  };
}

/** How many columns of its blocks enter the distances. */
export function blockDimensions({ embedding: { text, behaviour } }: RunConfig): BlockDimensions {
  return {
    ...(text.encoder === "none" ? {} : { text: text.dimensions }),
    ...(behaviour.encoder === "none" ? {} : { behaviour: behaviour.dimensions }),
  };
}

export function usedStages({ embedding }: RunConfig): BlockStage[] {
  return [
    ...(usesText(embedding) ? ["text" as const] : []),
    ...(usesBehaviour(embedding) ? ["behaviour" as const] : []),
  ];
}

/** Whose matrix is clustered: that of the features alone, or of all blocks joined. */
export function matrixOf({ embedding }: Pick<RunConfig, "embedding">): { readonly matrix?: "fusion" } {
  return usesBlocks(embedding) ? { matrix: "fusion" } : {};
}
