import { pretrainDefaults } from "../embedding/behaviour/params.ts";
import { usesAdapter, usesBehaviour, usesBlocks, usesText } from "../embedding/used-blocks.ts";
import { transformerSeconds } from "../evaluation/labels/transformer-params.ts";
import { mostFitted } from "../evaluation/neighbour-map/schema.ts";
import type { UmapConfig } from "../evaluation/schema.ts";
import type { RunConfig } from "./schema.ts";
import { type StageName, stages } from "./stages.ts";

/** What a run's work depends on beside its config. */
export interface RunSize {
  /** Read from the files. */
  readonly rows: number;
  readonly users: number;
  /** Of the features' matrix. */
  readonly columns: number;
  /** Rows of the tables of texts, and of those of events. */
  readonly texts: number;
  readonly events: number;
}

export type Work = Pick<RunConfig, "embedding" | "clustering" | "evaluation">;
export type StageSeconds = Readonly<Record<StageName, number>>;

/** Users that classifiers are tried on, and seconds a value of theirs: every classifier on every block, in every fold. */
const mostTried = 20_000;
const triedPerValue = 5e-5;
/** Fits of a block alone, of all others, and of all again. */
const fitsOfBlocks = 5;
/** Some twenty adapters of a thousand labels, and the maps of everybody by six of them, with their groups. */
const learnSeconds = 15;
const adaptedPerUser = 1e-3;
/** A process begins, loads its engine and ends. */
const startSeconds = 0.25;
const multiplicationsPerSecond = 2e9;
/** Passes over the rows that a fit takes in all, restarts and bounds included. */
const passes = 40;
/** A null cloud has so many rows at most, and from so many rows on a fit starts on a sample (DECISIONS.md, 8 and 15). */
const cloudRows = 2_000;
/** Judges look at samples, whatever the size; order lines that the two halves of the time are made of, at most. */
const judgesSeconds = { quick: 0.6, full: 6 } as const;
const halvedRows = 2_000_000;
const sampledFrom = 32_768;
/** Passes that a fit takes over the rows beyond its sample. */
const wholePasses = 4;

/** Texts a second of each encoder. */
const textsPerSecond: Readonly<Record<RunConfig["embedding"]["text"]["encoder"], number>> = {
  none: Number.POSITIVE_INFINITY,
  "tf-idf": 15_000,
  word2vec: 5_000,
  embedded: 40_000,
  student: 40_000,
  onnx: 800,
  endpoint: 100,
};
/** Texts that the student's teacher encodes, and seconds of a training step of 64 windows of 32 events. */
const taughtTexts = 20_000;
const stepSeconds = 0.02;

/**
 * Seconds of every stage as two cores were measured to take, each at least the start of a process. Rows are read at about
 * 400,000 a second and become features at 1,500,000; a fit of k costs rows · columns · k a pass, a silhouette users ·
 * compared users · columns. Within a factor of two on shop data of that machine.
 */
export function stageSeconds(size: RunSize, { embedding, clustering, evaluation }: Work): StageSeconds {
  const { rows, users } = size;
  const columns = columnsOf(size, embedding);
  const { k, kMin, kMax } = clustering;
  const ks = k === "auto" ? Array.from({ length: kMax - kMin + 1 }, (_, i) => kMin + i) : [k];
  const centres = ks.reduce((sum, one) => sum + one, 0);
  const fitOf = (count: number) =>
    centres * columns * (Math.min(count, sampledFrom) * passes + Math.max(0, count - sampledFrom) * wholePasses);
  const compared = users <= evaluation.exactUpTo ? users / 2 : evaluation.sampleSize;
  const cloud = Math.min(users, cloudRows);
  const clouds = 2 * evaluation.nullClouds * (fitOf(cloud) + ks.length * ((cloud * cloud) / 2) * columns);
  return {
    ingest: startSeconds + rows / 400_000,
    features: startSeconds + rows / 1_500_000 + (users * columns) / 20e6,
    text: textSeconds(size.texts, embedding.text),
    adapt: usesAdapter(embedding) ? startSeconds + learnSeconds + users * adaptedPerUser : 0,
    behaviour: behaviourSeconds(size, embedding.behaviour),
    fusion: usesBlocks(embedding) ? startSeconds + (users * columns) / 50e6 : 0,
    labels: labelsSeconds(size, columns, evaluation.labels),
    match: evaluation.labels == null ? 0 : startSeconds,
    clustering: startSeconds + fitOf(users) / multiplicationsPerSecond,
    evaluation:
      startSeconds +
      (users * compared * columns + clouds) / multiplicationsPerSecond +
      judgesSeconds[evaluation.judges] +
      Math.min(rows, halvedRows) / 1_500_000,
    contribution: usesBlocks(embedding)
      ? startSeconds + (fitsOfBlocks * fitOf(users)) / ks.length / multiplicationsPerSecond
      : 0,
    usefulness: evaluation.outOfTime ? usefulnessSeconds(size, embedding) : 0,
    "neighbour-map": evaluation.umap ? startSeconds + nearnessSeconds(users, columns, evaluation.umap) : 0,
    segments: startSeconds + (users * columns) / 5e6,
  };
}

/** Neighbours are found and places moved for the users that the picture is made from; the others are laid in. */
function nearnessSeconds(users: number, columns: number, { neighbours }: UmapConfig): number {
  const fitted = Math.min(users, mostFitted);
  return fitted * (neighbours * 4e-6 + columns * 1e-6) + (users - fitted) * 5e-5;
}

/** Classifiers of numbers, and the transformer where it is asked for. */
function labelsSeconds(size: RunSize, columns: number, labels: RunConfig["evaluation"]["labels"]): number {
  if (labels == null) return 0;
  const users = Math.min(size.users, mostTried);
  // Whoever has no events has order lines, or is a row of a users table.
  const hasEvents = size.events > 0 || size.rows > size.users + size.texts;
  const own = labels.transformer
    ? transformerSeconds({ users, folds: labels.folds, cells: size.columns, hasEvents })
    : 0;
  return startSeconds + users * columns * triedPerValue + own;
}

const cutsInTime = 4;

/**
 * At each cut features are made once more and eleven regressions of users fitted at most, five times each; texts have their vectors from
 * the first, and behaviour its encoder.
 */
function usefulnessSeconds(size: RunSize, { text, behaviour }: RunConfig["embedding"]): number {
  const once = textSeconds(size.texts, text) + behaviourSeconds(size, behaviour);
  return startSeconds + once + cutsInTime * (startSeconds + size.rows / 1_500_000 + 55 * size.users * 20e-6);
}

/** Columns of the matrix that is clustered. */
export function columnsOf({ columns }: Pick<RunSize, "columns">, embedding: RunConfig["embedding"]): number {
  const { features, text, behaviour } = embedding;
  const own = usesBlocks(embedding) && features.weight === 0 ? 0 : columns;
  return own + (usesText(embedding) ? text.dimensions : 0) + (usesBehaviour(embedding) ? behaviour.dimensions : 0);
}

function textSeconds(texts: number, { encoder }: RunConfig["embedding"]["text"]): number {
  if (encoder === "none") return 0;
  const taught = encoder === "student" ? Math.min(texts, taughtTexts) / textsPerSecond.onnx : 0;
  return 2 * startSeconds + texts / textsPerSecond[encoder] + taught;
}

/**
 * Windows do not overlap. However few the users, a training plans some steps, and takes all of those; larger ones usually
 * end after half of what they planned, and none takes more than the most.
 */
function behaviourSeconds({ users, rows, events }: RunSize, config: RunConfig["embedding"]["behaviour"]): number {
  if (config.encoder === "none") return 0;
  const { batch, fewestSteps, mostSteps, validation, windows: most } = pretrainDefaults;
  const windows = Math.min(most * users, Math.max(users, (events || rows) / config.length));
  const planned = Math.ceil((windows * (1 - validation)) / batch) * config.epochs;
  const trained = config.from === null ? Math.min(mostSteps, Math.max(fewestSteps, planned / 2)) : 0;
  // To encode a user's newest window takes about a tenth of a step's share in it.
  const encoded = users / batch / 10;
  return 2 * startSeconds + (trained + encoded) * stepSeconds * (config.length / 32);
}

/** A stage that worked on this machine before, by its receipt. */
export interface PastStage {
  readonly stage: string;
  readonly seconds: number;
  readonly size: RunSize;
  readonly config: Work;
}

/** A single receipt of a machine that was busy, or of a disk that was cold, must not promise hours. */
const mostFactor = 20;

/**
 * By how much this machine takes longer than {@link stageSeconds} says (below 1: it is faster): the median over a stage's
 * receipts. A stage that never worked here is taken to be as the others are, by the median of theirs; 1 where none did.
 * Range 1/20…20.
 */
export function stageFactors(past: readonly PastStage[]): StageSeconds {
  const known = new Map(
    stages.flatMap(({ name }) => {
      const factor = median(ratiosOf(name, past));
      return factor === undefined ? [] : [[name, Math.min(mostFactor, Math.max(1 / mostFactor, factor))] as const];
    }),
  );
  const others = median([...known.values()]) ?? 1;
  return Object.fromEntries(stages.map(({ name }) => [name, known.get(name) ?? others])) as Record<StageName, number>;
}

function ratiosOf(stage: StageName, past: readonly PastStage[]): number[] {
  return past
    .filter((one) => one.stage === stage && one.seconds > 0)
    .map(({ seconds, size, config }) => seconds / stageSeconds(size, config)[stage])
    .filter(Number.isFinite);
}

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
