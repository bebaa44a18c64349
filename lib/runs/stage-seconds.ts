import type { RunConfig } from "./schema.ts";
import type { StageName } from "./stages.ts";

/** What a run's work depends on beside its config. */
export interface RunSize {
  /** Read from the files. */
  readonly rows: number;
  readonly users: number;
  /** Of the matrix. */
  readonly columns: number;
}

type Work = Pick<RunConfig, "clustering" | "evaluation">;
export type StageSeconds = Readonly<Record<StageName, number>>;

/** A process begins, loads its engine and ends. */
const startSeconds = 0.25;
const multiplicationsPerSecond = 2e9;
/** Passes over the rows that a fit takes in all, restarts and bounds included. */
const passes = 40;
/** A null cloud has so many rows at most, and from so many rows on a fit starts on a sample (DECISIONS.md, 8 and 15). */
const cloudRows = 2_000;
const sampledFrom = 32_768;
/** Passes that a fit takes over the rows beyond its sample. */
const wholePasses = 4;

/**
 * Seconds of every stage as two cores were measured to take, each at least the start of a process. Rows are read at about
 * 400,000 a second and become features at 1,500,000; a fit of k costs rows · columns · k a pass, a silhouette users ·
 * compared users · columns. Within a factor of two on shop data of that machine.
 */
export function stageSeconds({ rows, users, columns }: RunSize, { clustering, evaluation }: Work): StageSeconds {
  const { k, kMin, kMax } = clustering;
  const ks = k === "auto" ? Array.from({ length: kMax - kMin + 1 }, (_, i) => kMin + i) : [k];
  const centres = ks.reduce((sum, one) => sum + one, 0);
  const fitOf = (count: number) =>
    centres * columns * (Math.min(count, sampledFrom) * passes + Math.max(0, count - sampledFrom) * wholePasses);
  const compared = users <= evaluation.exactUpTo ? users / 2 : evaluation.sampleSize;
  const cloud = Math.min(users, cloudRows);
  const clouds = evaluation.nullClouds * (fitOf(cloud) + ks.length * ((cloud * cloud) / 2) * columns);
  return {
    ingest: startSeconds + rows / 400_000,
    features: startSeconds + rows / 1_500_000 + (users * columns) / 20e6,
    clustering: startSeconds + fitOf(users) / multiplicationsPerSecond,
    evaluation: startSeconds + (users * compared * columns + clouds) / multiplicationsPerSecond,
    segments: startSeconds + (users * columns) / 5e6,
  };
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
 * receipts, 1 where there is none. Range 1/20…20.
 */
export function stageFactors(past: readonly PastStage[]): StageSeconds {
  const of = (stage: StageName) => {
    const ratios = past
      .filter((one) => one.stage === stage && one.seconds > 0)
      .map(({ seconds, size, config }) => seconds / stageSeconds(size, config)[stage])
      .sort((a, b) => a - b);
    const middle = (ratios.length - 1) / 2;
    const median = ((ratios[Math.floor(middle)] ?? 1) + (ratios[Math.ceil(middle)] ?? 1)) / 2;
    return Math.min(mostFactor, Math.max(1 / mostFactor, median));
  };
  return {
    ingest: of("ingest"),
    features: of("features"),
    clustering: of("clustering"),
    evaluation: of("evaluation"),
    segments: of("segments"),
  };
}
