import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { asCladeError, CladeError } from "../core/errors.ts";
import type { WorkspaceId } from "../core/ids.ts";
import { subscribe } from "../platform/notify.ts";
import type { ArtefactStore } from "../platform/store.ts";
import type { SegmentsSummary } from "../segments/schema.ts";
import {
  type Attempt,
  failRun,
  findReused,
  type LeaseTimes,
  publishStage,
  releaseStage,
  renewLease,
  rewindRun,
  type StageOutcome,
  saveProgress,
  takeStage,
} from "./attempts.ts";
import { findContinued } from "./continue-run.ts";
import { executeStage, type FinishedRun, type FinishedStage } from "./execute.ts";
import { summarise } from "./outputs.ts";
import { findEarlier, prepareStored } from "./prepare-stored.ts";
import type { RunConfig, RunProgress } from "./schema.ts";
import type { StageProcesses } from "./stage-processes.ts";
import { type StageName, stages } from "./stages.ts";

export interface StageWorker {
  readonly store: ArtefactStore;
  readonly processes: StageProcesses;
  readonly threads: number;
  readonly times: LeaseTimes;
  /** Aborted where the worker must let go of everything. */
  readonly signal: AbortSignal;
}

/** Between two progress messages of a stage, at least. */
const progressMs = 200;

/**
 * One stage of a run, exactly once in effect: taken under a token, worked on in a process of its own while the lease is
 * renewed, and published in one transaction. Returns when there is nothing left to do for this delivery.
 * @throws what the database throws while it is away: the queue, or the reconciler, delivers again
 */
export async function workOnStage(runId: string, stageName: StageName, worker: StageWorker): Promise<void> {
  const attempt = await takeWhenFree(runId, stageName, worker);
  if (!attempt) return;
  const stop = new AbortController();
  const release = await watch(attempt, worker, stop);
  try {
    await attemptStage(attempt, worker, AbortSignal.any([worker.signal, stop.signal]));
  } catch (error) {
    // Fenced or cancelled: whoever did that has said so in the row.
    if (stop.signal.aborted || isFenced(error)) return;
    await settle(attempt, worker.signal.aborted ? undefined : asCladeError(error, stageName), worker);
  } finally {
    release();
  }
}

async function takeWhenFree(runId: string, stage: StageName, worker: StageWorker): Promise<Attempt | undefined> {
  while (!worker.signal.aborted) {
    const taking = await takeStage(runId, stage, worker.times);
    if (taking.state === "taken") return taking.attempt;
    if (taking.state === "over") return undefined;
    await wait(worker.times.leaseMs / 10);
  }
  return undefined;
}

async function attemptStage(attempt: Attempt, worker: StageWorker, signal: AbortSignal): Promise<void> {
  const { run, stage: name } = attempt;
  const stage = stages.find((entry) => entry.name === name);
  if (!stage) throw new CladeError("INTERNAL", { stage: name, problem: "no such stage" });
  const { finished, missing } = findEarlier(run, name, worker.store);
  if (missing) return rewindRun(attempt, missing);
  const prepared = await prepareStored(run);
  const report = progressReporter(attempt);
  const host = { ...worker, workspace: run.workspaceId as WorkspaceId, signal };
  const done = await executeStage(stage, prepared, finished, {
    ...host,
    onProgress: ({ name: at }, { fraction, sentence, rows, training }) =>
      report({ stage: at, fraction, sentence, rows: rows ?? null, training: training ?? null }),
  });
  const { key, milliseconds, peakRssBytes } = done.receipt;
  const outcome = await outcomeOf(attempt, finished, done, prepared.config);
  await publishStage(attempt, { key, milliseconds, peakRssBytes, reused: done.reused }, outcome);
}

/** A stage that may succeed another time is tried again; memory may have been short for a moment only. */
async function settle(attempt: Attempt, problem: CladeError | undefined, { times }: StageWorker): Promise<void> {
  try {
    if (!problem) return await releaseStage(attempt, undefined, times);
    const isLast = attempt.run.attempts >= (problem.code === "OUT_OF_MEMORY" ? 2 : times.mostAttempts);
    const mayRepeat = problem.retry || problem.code === "OUT_OF_MEMORY";
    await (mayRepeat && !isLast ? releaseStage(attempt, problem, times) : failRun(attempt, problem));
  } catch (error) {
    if (!isFenced(error)) throw error;
  }
}

/** Renews the lease, and stops the attempt when it is no longer the run's: at once when told, else by the renewal. */
async function watch(attempt: Attempt, { times }: StageWorker, stop: AbortController): Promise<() => void> {
  const check = async () => {
    if (!(await renewLease(attempt, times))) stop.abort();
  };
  // A database that is away for a moment takes nobody's lease: the next renewal tells.
  const quietly = () => void check().catch(() => undefined);
  const timer = setInterval(quietly, times.leaseMs / 3);
  const unsubscribe = await subscribe(
    "run-control",
    ({ runId }) => {
      if (runId === attempt.run.id) quietly();
    },
    quietly,
  );
  return () => {
    clearInterval(timer);
    unsubscribe();
  };
}

/** Keeps the newest progress and saves it when the one before is saved and a while has gone by. */
function progressReporter(attempt: Attempt): (progress: RunProgress) => void {
  let latest: RunProgress | undefined;
  let isSending = false;
  const send = async () => {
    isSending = true;
    while (latest) {
      const progress = latest;
      latest = undefined;
      await saveProgress(attempt, progress).catch(() => undefined);
      await wait(progressMs);
    }
    isSending = false;
  };
  return (progress) => {
    latest = progress;
    if (!isSending) void send();
  };
}

async function outcomeOf(
  { run }: Attempt,
  finished: ReadonlyMap<StageName, FinishedStage>,
  done: FinishedStage,
  config: RunConfig,
): Promise<StageOutcome> {
  const read = (file: string) => JSON.parse(readFileSync(join(done.folder, file), "utf8"));
  if (done.name === "ingest") return { ingest: read("ingest.json") };
  if (done.name !== "segments") return {};
  const reused = await findReused(run.id);
  const earlier = [...finished].map(([name, stage]) => [name, { ...stage, reused: reused.has(name) }]);
  const whole = Object.fromEntries([...earlier, [done.name, done]]) as FinishedRun;
  const summary = summarise(whole, {
    config,
    milliseconds: Date.now() - (run.startedAt ?? run.createdAt).getTime(),
    hostPeakRssBytes: process.resourceUsage().maxRSS * 1024,
  });
  const { segments, noise } = read("segments.json") as SegmentsSummary;
  const keys = { ...(run.keys as Record<string, string>), segments: done.receipt.key };
  const continued = await findContinued({ ...run, keys }, segments.length);
  return { summary, found: { segments, noise: noise?.size ?? 0, continued } };
}

function isFenced(error: unknown): boolean {
  return error instanceof CladeError && error.code === "FENCED";
}
