import { affordableRuns } from "../clustering/consensus/base-runs.ts";
import { usesBlocks } from "../embedding/used-blocks.ts";
import { mostFitted } from "../evaluation/neighbour-map/schema.ts";
import { columnsOf, type RunSize, type Work } from "./stage-seconds.ts";
import type { StageName } from "./stages.ts";

const mega = 1e6;
/** What the engine of tables takes at most before it goes on on the disk, with what it keeps beside. */
const tablesMost = 1150 * mega;
/** A cell of a table of users while it is sorted, and a row that is summed up for its user. */
const cellBytes = 30;
const rowBytes = 60;
/** A matrix above this is read block by block (lib/clustering/streaming). */
const inMemory = 2 ** 30;
/** A processed block of rows, and what kernels need beside it. */
const streamingBytes = 300 * mega;
const float = Float32Array.BYTES_PER_ELEMENT;
/** Users on whom blocks are compared at most, and copies of their columns: each block, joined, joined without one, in kernels. */
const comparedUsers = 200_000;
const blockCopies = 6;

/** Bytes that an algorithm holds beside the matrix and its labels: of each user, and of each cell of the matrix. */
const held: Partial<Record<Work["clustering"]["algorithm"], { readonly user?: number; readonly cell?: number }>> = {
  "spherical-k-means": { cell: float },
  "bisecting-k-means": { user: 60, cell: 4 * float },
  consensus: { user: 20 },
  dbscan: { user: 40, cell: 2 * float },
  hdbscan: { user: 60, cell: 2 * float },
  hierarchical: { user: 40, cell: float },
  "gaussian-mixture": { user: 8, cell: float },
};

/**
 * Largest resident memory in bytes that every stage is expected to have, its engines included. Those of a table of numbers were
 * measured at 200,000, 1,000,000 and 5,000,000 users × 16 (lib/clustering/FIGURES.md) and lie within a quarter of it; what
 * texts and events take was seen on small shops only, and is rough.
 */
export function stageMemory(
  size: RunSize,
  { embedding, clustering, evaluation }: Work,
): Readonly<Record<StageName, number>> {
  const { rows, users, texts, events } = size;
  const columns = columnsOf(size, embedding);
  const matrix = users * columns * float;
  const isHeld = matrix <= inMemory;
  const { k, kMin, kMax } = clustering;
  const fits = k === "auto" ? kMax - kMin + 1 : 1;
  const labels = users * fits * Int32Array.BYTES_PER_ELEMENT;
  const { user = 0, cell = 0 } = held[clustering.algorithm] ?? {};
  const runs = clustering.algorithm === "consensus" ? affordableRuns(Number(clustering.runs), users) : 0;
  const ofAlgorithm = (user + runs) * users + cell * users * columns;
  const summed = Math.min(tablesMost, rowBytes * Math.max(0, rows - users));
  const sorted = Math.min(tablesMost, cellBytes * users * (size.columns + 1) + rowBytes * Math.max(0, rows - users));
  const features = 190 * mega + sorted + 60 * users;
  const fitted = Math.min(users, mostFitted);
  const compared = Math.min(users, comparedUsers);
  const written = 300 * mega + 1000 * texts + users * 2 * float * embedding.text.dimensions;
  const acted = 300 * mega + 100 * (events || Math.max(0, rows - users));
  return {
    ingest: 210 * mega + Math.min(tablesMost, 110 * rows),
    features,
    text: written,
    adapt: written,
    behaviour: acted + users * 2 * float * embedding.behaviour.dimensions,
    fusion: 150 * mega + 3 * matrix,
    labels: 250 * mega + Math.min(tablesMost, 160 * users) + 40 * users + (evaluation.labels?.transformer ? acted : 0),
    match: 150 * mega + 30 * users,
    clustering: 120 * mega + labels + (isHeld ? matrix + 20 * users + ofAlgorithm : streamingBytes),
    evaluation:
      170 * mega + summed + (isHeld ? 2 * matrix + 2 * labels + 54 * users : streamingBytes + labels + 20 * users),
    contribution: 150 * mega + blockCopies * float * columns * compared + 16 * users,
    usefulness: features + (usesBlocks(embedding) ? 3 * matrix : 0),
    "neighbour-map":
      150 * mega +
      (isHeld ? matrix : streamingBytes) +
      24 * users +
      fitted * (40 * (evaluation.umap?.neighbours ?? 0) + 2 * float * columns),
    segments: 170 * mega + Math.max(Math.min(64 * mega, matrix), 16 * users) + 45 * users + 300 * texts,
  };
}
