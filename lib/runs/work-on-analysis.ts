import { randomUUID } from "node:crypto";
import type { Analysis, Experiment, Upload } from "../../.build/prisma/client.ts";
import { asCladeError, CladeError } from "../core/errors.ts";
import type { StageKey, WorkspaceId } from "../core/ids.ts";
import type { ExperimentConfig } from "../experiments/config-schema.ts";
import { configOf, designOf, plannedLooks, readyAt, verdictOf } from "../experiments/experiment-rows.ts";
import { tellOf } from "../experiments/mutations.ts";
import { lookNumber } from "../experiments/sequential/look-plan.ts";
import { storeExposures } from "../experiments/stored-exposures.ts";
import { isSpent } from "../experiments/stored-looks.ts";
import { readReport } from "../experiments/stored-report.ts";
import { storedError } from "../ingest/dataset-rows.ts";
import { uploadPath } from "../ingest/stored-uploads.ts";
import { db } from "../platform/db.ts";
import { emptyJson, jsonColumn } from "../platform/json-column.ts";
import { analyseExperiment, type ExperimentRequest, type OrderResults } from "./analyse-experiment.ts";
import type { LoneHost } from "./work-alone.ts";

type Host = Pick<LoneHost, "store" | "threads" | "signal">;
type AnalysisRow = Analysis & { readonly experiment: Experiment & { readonly uploads: readonly Upload[] } };

/**
 * One look at an experiment's results: its report is the experiment's newest from then on. Delivered twice, the later attempt
 * wins and the earlier one publishes nothing.
 */
export async function workOnAnalysis(analysisId: string, host: Host): Promise<void> {
  const attempt = randomUUID();
  const isMine = { id: analysisId, status: "running", attempt };
  if (!(await takeAnalysis(analysisId, attempt))) return;
  const row = await db().analysis.findUniqueOrThrow({
    where: { id: analysisId },
    include: { experiment: { include: { uploads: { orderBy: [{ createdAt: "asc" }, { id: "asc" }] } } } },
  });
  const { experiment } = row;
  const beat = setInterval(() => void holdAnalysis(analysisId, attempt).catch(() => {}), leaseMs / 3);
  try {
    const look = await lookOf(row);
    const artefact = await analyseExperiment(await requestOf(row, look), { ...host, onProgress: () => {} });
    const reportKey = artefact.receipt.key;
    const report = readReport({ workspaceId: experiment.workspaceId, reportKey });
    if (!report) throw new CladeError("NOT_FOUND");
    await db().$transaction(async (within) => {
      const done = { status: "done", reportKey, look: look.number, error: emptyJson, finishedAt: new Date() };
      const published = await within.analysis.updateMany({ where: isMine, data: done });
      if (published.count === 0) throw new CladeError("FENCED");
      const newer = { experimentId: experiment.id, number: { gt: row.number }, status: "done" };
      if ((await within.analysis.count({ where: newer })) === 0)
        await within.experiment.update({
          where: { id: experiment.id },
          data: { reportKey, verdict: jsonColumn(verdictOf(report)) },
        });
      await tellOf(within, experiment);
    });
  } catch (error) {
    // A worker that ends gives back what it had begun.
    if (host.signal.aborted) await db().analysis.updateMany({ where: isMine, data: { attempts: { decrement: 1 } } });
    if (host.signal.aborted || (error instanceof CladeError && error.code === "FENCED")) throw error;
    const failed = { status: "failed", error: jsonColumn(storedError(asCladeError(error, "experiment"))) };
    await db().$transaction(async (within) => {
      await within.analysis.updateMany({ where: isMine, data: { ...failed, finishedAt: new Date() } });
      await tellOf(within, experiment);
    });
  } finally {
    clearInterval(beat);
  }
}

const leaseMs = 15_000;
/** What was begun so often without an end is given up. */
export const mostAttempts = 3;

/** False where it has ended, or another attempt is alive; should that one die, the reconciler asks again. */
async function takeAnalysis(id: string, attempt: string): Promise<boolean> {
  const taken = await db().$executeRaw`
    UPDATE analysis SET status = 'running', attempt = ${attempt}, attempts = attempts + 1,
      "leaseUntil" = timezone('utc', now()) + ${leaseMs}::int * interval '1 millisecond'
    WHERE id = ${id} AND attempts < ${mostAttempts}
      AND (status = 'queued' OR (status = 'running' AND "leaseUntil" < timezone('utc', now())))`;
  return taken === 1;
}

async function holdAnalysis(id: string, attempt: string): Promise<void> {
  await db().$executeRaw`
    UPDATE analysis SET "leaseUntil" = timezone('utc', now()) + ${leaseMs}::int * interval '1 millisecond'
    WHERE id = ${id} AND attempt = ${attempt} AND status = 'running'`;
}

interface Look {
  /** Which of the planned looks this is; null where the design plans none now. */
  readonly number: number | null;
  /** Looks so far, this one among them where it is one. */
  readonly taken: number;
  readonly isEnded: boolean;
  readonly isSpent: boolean;
}

/** Looks that failed showed nothing to anybody, and do not count. */
async function lookOf({ experimentId, number, isLook, experiment, createdAt }: AnalysisRow): Promise<Look> {
  const before = { experimentId, number: { lt: number }, isLook: true, status: { not: "failed" } };
  const taken = Math.max(1, (await db().analysis.count({ where: before })) + Number(isLook));
  const ready = readyAt(experiment);
  const isEnded = ready === null ? experiment.status !== "running" : ready <= createdAt;
  const config = configOf(experiment);
  const planned = plannedLooks(config);
  const isOneMore = config.mode === "group-sequential" && (await isSpent(db(), experiment, number));
  const isPlanned = config.mode === "fixed" ? isEnded : planned === null || (taken <= planned && !isOneMore);
  return { number: isPlanned ? taken : null, taken, isEnded, isSpent: isOneMore };
}

async function requestOf(row: AnalysisRow, look: Look): Promise<ExperimentRequest> {
  const { experiment } = row;
  const config = configOf(experiment);
  const workspace = experiment.workspaceId as WorkspaceId;
  if (experiment.source === "upload" || experiment.source === "aggregates") {
    const files = experiment.uploads.map(({ id, name, size, sha256 }) => ({
      ...{ path: uploadPath(id, name), bytes: Number(size), sha256: sha256 ?? "" },
    }));
    return { workspace, config, files, isUnitOpen: false, looks: null };
  }
  const placed = config.mode === "group-sequential" ? await placeLook(row, config, look) : config;
  return {
    ...{ workspace, config: placed, files: [], isUnitOpen: false, orders: await ordersOf(row) },
    looks: { taken: look.taken, isEnded: look.isEnded, ...(look.isSpent ? { isSpent: true } : {}) },
  };
}

/**
 * A group sequential look among those before it. Of a list everybody is there from the first one on: there it is time that adds
 * information, and looks are as far apart as planned.
 */
async function placeLook(row: AnalysisRow, config: ExperimentConfig, look: Look): Promise<ExperimentConfig> {
  const { plannedUsers, ...rest } = config;
  const placed = { ...rest, look: lookNumber(config, look) };
  if (designOf(row.experiment)?.entry === "start") return placed;
  const before = await db().analysis.findMany({
    where: { experimentId: row.experimentId, number: { lt: row.number }, isLook: true, status: "done" },
    orderBy: { number: "asc" },
    select: { reportKey: true, versionId: true, createdAt: true },
  });
  // What was read after the end, and is read from the same orders once more, is the look that it was.
  const [last, ready] = [before.at(-1), readyAt(row.experiment)];
  const isSame = !row.isLook && ready !== null && last !== undefined && last.createdAt >= ready;
  const looks = isSame && last.versionId === (await newestVersion(row.experiment))?.id ? before.slice(0, -1) : before;
  const { workspaceId } = row.experiment;
  const users = looks.flatMap(({ reportKey }) => readReport({ workspaceId, reportKey })?.users ?? []);
  const lookUsers = users.filter((n, at) => n > Math.max(0, ...users.slice(0, at)));
  return {
    ...placed,
    ...(plannedUsers ? { plannedUsers } : {}),
    ...(lookUsers.length === looks.length ? { lookUsers } : {}),
  };
}

/** The newest orders of its shop, and who was in which variant: as frozen at the start, or as people came. */
async function ordersOf({ id, experiment }: AnalysisRow): Promise<OrderResults> {
  const design = designOf(experiment);
  const version = await newestVersion(experiment);
  if (!version || !design) throw new CladeError("NOT_FOUND");
  const assignmentKey = design.entry === "arrival" ? await storeExposures(experiment, id) : experiment.assignmentKey;
  if (assignmentKey === null) throw new CladeError("EXPERIMENT_NOT_STARTED", { name: configOf(experiment).name });
  await db().analysis.update({ where: { id }, data: { versionId: version.id } });
  const tables = version.tables as unknown as readonly { readonly kind: string; readonly timeZone?: string }[];
  return {
    ingestKey: version.ingestKey as StageKey,
    assignmentKey: assignmentKey as StageKey,
    windowDays: design.windowDays,
    timeZone: tables.find(({ kind }) => kind === "transactions")?.timeZone ?? "UTC",
  };
}

function newestVersion({ datasetId }: Experiment) {
  return db().datasetVersion.findFirst({ where: { datasetId: datasetId ?? "" }, orderBy: { number: "desc" } });
}
