import { randomUUID } from "node:crypto";
import type { Run } from "../../.build/prisma/client.ts";
import { CladeError } from "../core/errors.ts";
import { type StoredError, storedError } from "../ingest/dataset-rows.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import { db, type Transaction } from "../platform/db.ts";
import { emptyJson, jsonColumn } from "../platform/json-column.ts";
import { publish } from "../platform/notify.ts";
import { assignColours } from "../segments/continuity.ts";
import { noSegment, noSegmentName } from "../segments/no-segment.ts";
import type { SegmentsSummary } from "../segments/schema.ts";
import { keepVersion } from "./keep-version.ts";
import { askForStage } from "./mutations.ts";
import { eventOf } from "./run-rows.ts";
import type { RunConfig, RunProgress, Summary } from "./schema.ts";
import { type RunKind, type StageName, stageAfter } from "./stages.ts";

/** How a worker holds a stage. Shorter in tests. */
export interface LeaseTimes {
  /** A worker that says nothing for so long may lose its stage to another one. */
  readonly leaseMs: number;
  /** A stage that was begun so often without an end is given up. */
  readonly mostAttempts: number;
  readonly retryMs: number;
}

export const usualTimes: LeaseTimes = { leaseMs: 6_000, mostAttempts: 3, retryMs: 1_000 };

/** The right to work on a stage: every write names the token, and a newer token makes them all void. */
export interface Attempt {
  readonly run: Run;
  readonly stage: StageName;
  readonly token: string;
}

export type Taking =
  | { readonly state: "taken"; readonly attempt: Attempt }
  /** Somebody else works on it and was heard of lately. */
  | { readonly state: "busy" }
  /** Nothing to do: done, cancelled, failed, or another stage's turn. */
  | { readonly state: "over" };

/** Takes a stage under a new token, unless a living attempt holds it. Leases are judged by the database's clock. */
export function takeStage(runId: string, stage: StageName, times: LeaseTimes): Promise<Taking> {
  return db().$transaction(async (within): Promise<Taking> => {
    const [row] = await within.$queryRaw<{ held: boolean; status: string; stage: string; attempts: number }[]>`
      SELECT coalesce("leaseUntil" > timezone('utc', now()), false) AS held, status, stage, attempts
      FROM run WHERE id = ${runId} FOR UPDATE`;
    if (!row || (row.status !== "queued" && row.status !== "running") || row.stage !== stage) return { state: "over" };
    if (row.held) return { state: "busy" };
    if (row.attempts >= times.mostAttempts) {
      await endFailed(within, runId, { code: "GAVE_UP", details: { stage, attempts: row.attempts } });
      return { state: "over" };
    }
    const token = randomUUID();
    await within.$executeRaw`
      UPDATE run SET attempt = ${token}, attempts = attempts + 1, status = 'running',
        "leaseUntil" = timezone('utc', now()) + ${times.leaseMs}::int * interval '1 millisecond',
        "startedAt" = coalesce("startedAt", timezone('utc', now()))
      WHERE id = ${runId}`;
    const run = await within.run.findUniqueOrThrow({ where: { id: runId } });
    await announce(within, run);
    return { state: "taken", attempt: { run, stage, token } };
  });
}

/** Says that the attempt lives; false where a newer one, or a cancel, has ended it. */
export async function renewLease({ run, token }: Attempt, { leaseMs }: LeaseTimes): Promise<boolean> {
  const renewed = await db().$executeRaw`
    UPDATE run SET "leaseUntil" = timezone('utc', now()) + ${leaseMs}::int * interval '1 millisecond'
    WHERE id = ${run.id} AND attempt = ${token}`;
  return renewed === 1;
}

export async function saveProgress({ run, token }: Attempt, progress: RunProgress): Promise<void> {
  const data = { progress: jsonColumn(progress) };
  const { count } = await db().run.updateMany({ where: { id: run.id, attempt: token }, data });
  if (count === 1)
    await announce(db(), { ...run, status: "running", progress: progress as unknown as Run["progress"] });
}

export interface PublishedStage {
  readonly key: string;
  readonly reused: boolean;
  readonly milliseconds: number;
  readonly peakRssBytes: number;
}

/** What the end of a run brings into the database beside its receipts. */
export interface StageOutcome {
  readonly ingest?: IngestSummary;
  readonly summary?: Summary;
  readonly found?: FoundSegments;
}

interface FoundSegments extends Pick<SegmentsSummary, "segments"> {
  /** Users in none. */
  readonly noise: number;
  /** Of segment 0, 1, …: the earlier one that it goes on from (lib/runs/continue-run.ts). */
  readonly continued: readonly (string | null)[];
}

/**
 * One transaction: receipt, key, what the stage found, and the next stage's job or the end.
 * @throws FENCED where the attempt is no longer the run's: nothing is written
 */
export async function publishStage(attempt: Attempt, published: PublishedStage, outcome: StageOutcome): Promise<void> {
  const { stage } = attempt;
  await db().$transaction(async (within) => {
    const run = await lockAttempt(within, attempt);
    const { key, reused, milliseconds, peakRssBytes } = published;
    const receipt = { key, reused, milliseconds, peakRssBytes: BigInt(Math.round(peakRssBytes)) };
    await within.receipt.upsert({
      where: { runId_stage: { runId: run.id, stage } },
      create: { runId: run.id, stage, ...receipt },
      update: { ...receipt, finishedAt: new Date() },
    });
    const versionId = outcome.ingest ? await keepVersion(within, run, key, outcome.ingest) : run.versionId;
    if (outcome.found) await keepSegments(within, run, outcome.found);
    const next = stageAfter(run.kind as RunKind, run.config as unknown as RunConfig, stage);
    const keys = { ...(run.keys as Record<string, string>), [stage]: key };
    const free = { keys, versionId, attempt: null, leaseUntil: null, attempts: 0, error: emptyJson };
    const changed = await within.run.update({
      where: { id: run.id },
      data: next
        ? { ...free, stage: next.name, progress: emptyJson }
        : {
            ...free,
            status: "done",
            finishedAt: new Date(),
            summary: jsonColumn(outcome.summary ?? null),
          },
    });
    if (next) await askForStage(within, run.id, next.name);
    await announce(within, changed);
  });
}

/**
 * Gives the stage back: with an error, to be tried again after a while, its reason kept for people; without one (the
 * worker ends), at once, and as if it had not been begun.
 */
export function releaseStage(attempt: Attempt, error: CladeError | undefined, { retryMs }: LeaseTimes): Promise<void> {
  return db().$transaction(async (within) => {
    const run = await lockAttempt(within, attempt);
    const free = { status: "queued", attempt: null, leaseUntil: null };
    const changed = await within.run.update({
      where: { id: run.id },
      data: error ? { ...free, error: jsonColumn(storedError(error)) } : { ...free, attempts: { decrement: 1 } },
    });
    await askForStage(within, run.id, attempt.stage, error ? retryMs * run.attempts : 0);
    await announce(within, changed);
  });
}

export function failRun(attempt: Attempt, error: CladeError): Promise<void> {
  return db().$transaction(async (within) => {
    const run = await lockAttempt(within, attempt);
    await endFailed(within, run.id, storedError(error));
  });
}

/** Which finished stages of a run were there already. */
export async function findReused(runId: string): Promise<ReadonlySet<string>> {
  const rows = await db().receipt.findMany({ where: { runId, reused: true }, select: { stage: true } });
  return new Set(rows.map(({ stage }) => stage));
}

/** Goes back to an earlier stage whose artefact is no longer there. */
export function rewindRun(attempt: Attempt, stage: StageName): Promise<void> {
  return db().$transaction(async (within) => {
    const run = await lockAttempt(within, attempt);
    const changed = await within.run.update({
      where: { id: run.id },
      data: { stage, attempt: null, leaseUntil: null, attempts: 0, progress: emptyJson },
    });
    await askForStage(within, run.id, stage);
    await announce(within, changed);
  });
}

/** The row of an attempt that may still write. @throws FENCED */
async function lockAttempt(within: Transaction, { run, token }: Attempt): Promise<Run> {
  const found = await within.$queryRaw<{ id: string }[]>`
    SELECT id FROM run WHERE id = ${run.id} AND attempt = ${token} FOR UPDATE`;
  if (found.length === 0) throw new CladeError("FENCED");
  return within.run.findUniqueOrThrow({ where: { id: run.id } });
}

async function endFailed(within: Transaction, runId: string, error: StoredError): Promise<void> {
  const stored = jsonColumn(error);
  const run = await within.run.update({
    where: { id: runId },
    data: { status: "failed", attempt: null, leaseUntil: null, error: stored, finishedAt: new Date() },
  });
  if (run.versionId === null) {
    const where = { id: run.datasetId, status: "reading" };
    await within.dataset.updateMany({ where, data: { status: "failed", error: stored } });
  }
  await announce(within, run);
}

/**
 * What people said of an earlier segment goes on with its people: name, colour, owner and plan as they stand now. Those in no
 * segment are a row too, so that they can be looked at and written to; nothing goes on from it.
 */
async function keepSegments(
  within: Transaction,
  run: Run,
  { segments, noise, continued }: FoundSegments,
): Promise<void> {
  const ids = continued.filter((id) => id !== null);
  const earlier = await within.segment.findMany({ where: { id: { in: ids }, workspaceId: run.workspaceId } });
  const before = segments.map(({ id }) => earlier.find((segment) => segment.id === continued[id]));
  const colours = assignColours(before.map((segment) => segment?.colour ?? null));
  const owner = { workspaceId: run.workspaceId, runId: run.id };
  const rows = segments.map(({ id, fixed, name, size }, i) => ({
    ...owner,
    index: id,
    name: { en: name.en, zh: name.zh },
    colour: colours[i] ?? 0,
    size,
    // The name of a fixed segment is its rule's.
    ownName: fixed ? null : (before[i]?.ownName ?? null),
    ownerId: before[i]?.ownerId ?? null,
    action: before[i]?.action ?? null,
    continuesId: before[i]?.id ?? null,
  }));
  const rest =
    noise > 0 ? [{ ...owner, index: noSegment, name: { ...noSegmentName }, colour: noSegment, size: noise }] : [];
  await within.segment.createMany({ data: [...rows, ...rest], skipDuplicates: true });
}

function announce(
  within: Transaction,
  run: Pick<Run, "id" | "workspaceId" | "kind" | "config" | "status" | "stage" | "progress">,
): Promise<void> {
  return publish("runs", { workspaceId: run.workspaceId, ...eventOf(run) }, within);
}
