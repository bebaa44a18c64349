import { availableParallelism, totalmem } from "node:os";
import { CladeError } from "../core/errors.ts";
import type { StageKey } from "../core/ids.ts";
import type { WorkspaceScope } from "../core/scope.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import { artefacts } from "../platform/artefacts.ts";
import { db } from "../platform/db.ts";
import type { Artefact } from "../platform/store.ts";
import { decideLabels } from "./decide-labels.ts";
import { estimateRun, sizeOf } from "./estimate.ts";
import type { FinishedStage } from "./execute.ts";
import { unpackedBytes } from "./memory-limit.ts";
import { findingStages, type ReportedRun, renderRunReport, reportData } from "./outputs.ts";
import { type RunRow, runDetailDto, runDto } from "./run-rows.ts";
import type { CreateRun, ListRuns, RunConfig, RunDetailDto, RunEstimateDto, RunPage, RunResultsDto } from "./schema.ts";
import { seenConfig } from "./seen-rules.ts";
import type { PastStage } from "./stage-seconds.ts";
import { type StageName, stages } from "./stages.ts";

const newestNumber = { select: { number: true }, orderBy: { number: "desc" as const }, take: 1 };
const withDataset = {
  dataset: { select: { name: true, versions: newestNumber } },
  version: { select: { number: true } },
};

/** Analyses, newest first; those that only read a dataset where they are asked for. */
export async function listRuns(scope: WorkspaceScope, query: ListRuns): Promise<RunPage> {
  const { datasetId, status, kind, before, limit } = query;
  const rows = await db().run.findMany({
    where: {
      workspaceId: scope.workspaceId,
      ...(kind === "all" ? {} : { kind }),
      ...(datasetId === undefined ? {} : { datasetId }),
      ...(status === undefined ? {} : { status: { in: status === "active" ? ["queued", "running"] : [status] } }),
      ...(before === undefined ? {} : { number: { lt: before } }),
    },
    include: withDataset,
    orderBy: kind === "segment" ? { number: "desc" } : { createdAt: "desc" },
    take: limit + 1,
  });
  const items = rows.slice(0, limit).map(runDto);
  const last = items.at(-1);
  return rows.length > limit && last && kind === "segment" ? { items, next: last.number } : { items };
}

/** @throws NOT_FOUND */
export async function getRun(scope: WorkspaceScope, id: string): Promise<RunDetailDto> {
  const row = await db().run.findFirst({
    where: { id, workspaceId: scope.workspaceId },
    include: { ...withDataset, receipts: true },
  });
  if (!row) throw new CladeError("NOT_FOUND");
  const { config, ...run } = runDetailDto(row);
  return { ...run, config: seenConfig(scope, config) };
}

/** What the run page draws. @throws NOT_FOUND where the run is not done */
export async function getRunResults(scope: WorkspaceScope, id: string): Promise<RunResultsDto> {
  const row = await findDoneRun(scope, id);
  const segments = await db().segment.findMany({
    where: { runId: id, index: { not: null } },
    orderBy: { index: "asc" },
  });
  return {
    report: reportData(reportedRun(row), await reportContext(row)),
    segments: segments.map(({ id, index, name, ownName, colour, size }) => ({
      ...{ id, ownName, colour, size },
      index: index ?? 0,
      name: name as unknown as RunResultsDto["segments"][number]["name"],
    })),
  };
}

/** The command line's report.html of this run, whole. @throws NOT_FOUND where the run is not done */
export async function getRunReport(scope: WorkspaceScope, id: string): Promise<string> {
  const row = await findDoneRun(scope, id);
  return renderRunReport(reportedRun(row), await reportContext(row));
}

/** The finished files of a stage of a run, on this machine. @throws NOT_FOUND */
export async function findRunArtefact(scope: WorkspaceScope, id: string, stage: StageName): Promise<Artefact> {
  const row = await db().run.findFirst({
    where: { id, workspaceId: scope.workspaceId },
    select: { keys: true, workspaceId: true },
  });
  if (!row) throw new CladeError("NOT_FOUND");
  return artefactOf(row, stage);
}

/** What a run of this config over the newest version would take. @throws NOT_FOUND, NOT_READ_YET */
export async function getRunEstimate(scope: WorkspaceScope, { datasetId, config }: CreateRun): Promise<RunEstimateDto> {
  const { workspaceId } = scope;
  const newest = { orderBy: { number: "desc" as const }, take: 1, include: { uploads: true } };
  const row = await db().dataset.findFirst({
    where: { id: datasetId, workspaceId },
    include: { versions: newest },
  });
  if (!row) throw new CladeError("NOT_FOUND");
  const [version] = row.versions;
  if (!version) throw new CladeError("NOT_READ_YET", { name: row.name });
  const summary = version.summary as unknown as IngestSummary;
  return estimateRun(summary, decideLabels(config, summary.tables), {
    past: await listPastStages(scope),
    isRead: artefacts().find(workspaceId, "ingest", version.ingestKey as StageKey) !== undefined,
    inputBytes: unpackedBytes(version.uploads.map(({ name, size }) => ({ name, bytes: Number(size) }))),
    threads: availableParallelism(),
    machineBytes: totalmem(),
  });
}

/** Of each stage: enough for a median, few enough to follow a machine that gets busy. */
const newestReceipts = 9;

/** What this house's stages took lately, where they were not found in the store. */
async function listPastStages({ workspaceId }: WorkspaceScope): Promise<PastStage[]> {
  const receipts = await Promise.all(
    stages.map(({ name }) =>
      db().receipt.findMany({
        where: { stage: name, reused: false, run: { workspaceId, versionId: { not: null } } },
        orderBy: { finishedAt: "desc" },
        take: newestReceipts,
        include: { run: { select: { config: true, version: { select: { summary: true } } } } },
      }),
    ),
  );
  return receipts.flat().map(({ stage, milliseconds, run }) => {
    const config = run.config as unknown as RunConfig;
    const size = sizeOf(run.version?.summary as unknown as IngestSummary, config);
    return { stage, seconds: milliseconds / 1000, size, config };
  });
}

async function findDoneRun(scope: WorkspaceScope, id: string): Promise<RunRow> {
  const where = { id, workspaceId: scope.workspaceId, status: "done", kind: "segment" };
  const row = await db().run.findFirst({ where, include: withDataset });
  if (!row) throw new CladeError("NOT_FOUND");
  return row;
}

/** What others found is drawn where it is still there; the segments must be. */
function reportedRun(row: Pick<RunRow, "keys" | "workspaceId">): ReportedRun {
  const found = findingStages.flatMap((stage) => {
    const artefact = findArtefact(row, stage);
    return artefact ? [[stage, artefact] as const] : [];
  });
  return { ...Object.fromEntries(found), segments: artefactOf(row, "segments") };
}

function artefactOf(row: Pick<RunRow, "keys" | "workspaceId">, stage: StageName) {
  const artefact = findArtefact(row, stage);
  if (!artefact) throw new CladeError("NOT_FOUND");
  return artefact;
}

function findArtefact(row: Pick<RunRow, "keys" | "workspaceId">, stage: StageName): FinishedStage | undefined {
  const key = (row.keys as Record<string, string>)[stage];
  const workspace = row.workspaceId as WorkspaceScope["workspaceId"];
  const artefact = key === undefined ? undefined : artefacts().find(workspace, stage, key as StageKey);
  return artefact && { ...artefact, name: stage, reused: false };
}

/** Files of a run's config are ids of uploads; a report shows their names. */
async function reportContext(row: RunRow) {
  const config = row.config as unknown as RunConfig;
  const uploads = await db().upload.findMany({ where: { datasetId: row.datasetId }, select: { id: true, name: true } });
  const names = new Map(uploads.map(({ id, name }) => [id, name]));
  const tables = config.tables.map((table) => ({ ...table, files: table.files.map((id) => names.get(id) ?? id) }));
  const finished = row.finishedAt ?? row.createdAt;
  return {
    config: { ...config, tables },
    createdAt: finished.toISOString(),
    milliseconds: finished.getTime() - (row.startedAt ?? row.createdAt).getTime(),
  };
}
