import { CladeError } from "../core/errors.ts";
import type { WorkspaceId } from "../core/ids.ts";
import { demandRole, type WorkspaceScope } from "../core/scope.ts";
import { readPreview } from "../ingest/data.ts";
import { db, type Transaction } from "../platform/db.ts";
import { emptyJson, jsonColumn } from "../platform/json-column.ts";
import { publish } from "../platform/notify.ts";
import { enqueue } from "../platform/outbox.ts";
import type { FixSegment } from "../segments/segment-schema.ts";
import { segmentAsFixed } from "../segments/stored-as-fixed.ts";
import { getRun } from "./data.ts";
import { decideLabels } from "./decide-labels.ts";
import { houseModels } from "./house-models.ts";
import { mergeChanges, withFixed } from "./merge-changes.ts";
import { parseConfig } from "./read-config.ts";
import { eventOf } from "./run-rows.ts";
import type { CreateRun, RerunRun, RunConfig, RunDetailDto } from "./schema.ts";
import { restoreIds } from "./seen-rules.ts";
import { needEndpoint, needModel } from "./text-source.ts";

/** A new analysis, on the queue. @throws NOT_FOUND, NOT_READ_YET, MODEL_MISSING, NO_ENDPOINT */
export async function createRun(scope: WorkspaceScope, { datasetId, config }: CreateRun): Promise<RunDetailDto> {
  demandTexts(scope, config);
  const id = await db().$transaction(async (within) => {
    const dataset = await lockDataset(within, scope.workspaceId, datasetId);
    const version = await newestVersion(within, dataset);
    return insertRun(within, { ...dataset, ...version }, { kind: "segment", config, createdById: scope.userId });
  });
  return getRun(scope, id);
}

/** Reads a dataset as it is described now. @throws NOT_FOUND, NOT_DESCRIBED, IN_USE */
export async function readDataset(scope: WorkspaceScope, datasetId: string): Promise<RunDetailDto> {
  const id = await db().$transaction(async (within) => {
    const dataset = await lockDataset(within, scope.workspaceId, datasetId);
    if (dataset.status === "reading") throw new CladeError("IN_USE", { name: dataset.name });
    const reading = { kind: "ingest", config: parseConfig({}), createdById: scope.userId } as const;
    return startReading(within, dataset, reading);
  });
  return getRun(scope, id);
}

/** As somebody asked, or as the sample shop's job goes on: a run of the dataset's first stage, or of all of them. */
export async function startReading(
  within: Transaction,
  dataset: LockedDataset,
  { kind, config, createdById }: Pick<NewRun, "kind" | "createdById"> & { readonly config: RunConfig },
): Promise<string> {
  const preview = dataset.previewState === "ready" && readPreview(dataset.workspaceId, dataset.previewKey ?? "");
  if (!preview || preview.tables.some(({ problem }) => problem !== null))
    throw new CladeError("NOT_DESCRIBED", { name: dataset.name });
  await within.dataset.update({ where: { id: dataset.id }, data: { status: "reading" } });
  return insertRun(within, dataset, { kind, config, createdById });
}

/** Ends a run at once: from now on no attempt may publish, and the worker that hears of it kills its process. */
export async function cancelRun(scope: WorkspaceScope, id: string): Promise<RunDetailDto> {
  await db().$transaction(async (within) => {
    const run = await lockRun(within, scope, id);
    if (!isActive(run.status)) throw new CladeError("RUN_ENDED", { number: run.number, status: run.status });
    const ended = await within.run.update({
      where: { id },
      data: {
        status: "cancelled",
        attempt: null,
        leaseUntil: null,
        cancelAskedAt: new Date(),
        finishedAt: new Date(),
        error: { code: "CANCELLED", details: {} },
      },
    });
    if (run.versionId === null) await freeDataset(within, run.datasetId);
    await publish("run-control", { runId: id }, within);
    await publish("runs", { workspaceId: scope.workspaceId, ...eventOf(ended) }, within);
  });
  return getRun(scope, id);
}

/** Goes on where a failed or cancelled run stopped. @throws NOT_FOUND, RUN_ENDED where it is done or still at work */
export async function retryRun(scope: WorkspaceScope, id: string): Promise<RunDetailDto> {
  await db().$transaction(async (within) => {
    const run = await lockRun(within, scope, id);
    if (run.status !== "failed" && run.status !== "cancelled")
      throw new CladeError("RUN_ENDED", { number: run.number, status: run.status });
    if (run.versionId === null) {
      const dataset = await lockDataset(within, scope.workspaceId, run.datasetId);
      if (dataset.status === "reading") throw new CladeError("IN_USE", { name: dataset.name });
      await within.dataset.update({ where: { id: run.datasetId }, data: { status: "reading" } });
    }
    const fresh = { status: "queued", attempts: 0, error: emptyJson, cancelAskedAt: null, finishedAt: null };
    await within.run.update({ where: { id }, data: fresh });
    await askForStage(within, id, run.stage ?? "ingest");
  });
  return getRun(scope, id);
}

/** A new run over the same tables with some settings changed; stages that they do not touch are found there. */
export async function rerunRun(
  scope: WorkspaceScope,
  id: string,
  { changes, newest }: RerunRun,
): Promise<RunDetailDto> {
  const newId = await db().$transaction(async (within) => {
    const run = await lockRun(within, scope, id);
    const before = run.config as unknown as RunConfig;
    const merged = parseConfig(mergeChanges(before, restoreIds(changes, before)));
    demandTexts(scope, merged);
    const dataset = await lockDataset(within, scope.workspaceId, run.datasetId);
    const created = { kind: "segment", config: merged, createdById: scope.userId, rerunOf: id } as const;
    const source =
      newest || run.versionId === null
        ? await newestVersion(within, dataset)
        : { versionId: run.versionId, previewKey: (run.keys as Record<string, string>).preview ?? null };
    return insertRun(within, { ...dataset, ...source }, created);
  });
  return getRun(scope, newId);
}

/**
 * A new run over the same tables with a segment of another one fixed in it, and everybody else segmented anew.
 * @throws NOT_FOUND, FORBIDDEN, BAD_REQUEST and BAD_CONFIG where it cannot be fixed
 */
export async function fixSegment(scope: WorkspaceScope, segmentId: string, asked: FixSegment): Promise<RunDetailDto> {
  demandRole(scope, "marketer");
  const { runId, fixed } = await segmentAsFixed(scope, segmentId, asked);
  const run = await db().run.findFirstOrThrow({ where: { id: runId, workspaceId: scope.workspaceId } });
  const { clustering } = run.config as unknown as RunConfig;
  return rerunRun(scope, runId, { changes: { clustering: withFixed(clustering, fixed) } });
}

/**
 * A model that is not here is said before the start, not in the middle of a run; and a file of labels, which the command
 * line reads, is no setting of a house that has people's own tags.
 * @throws MODEL_MISSING, NO_ENDPOINT, BAD_CONFIG
 */
function demandTexts({ workspaceId }: WorkspaceScope, { embedding: { text } }: Pick<RunConfig, "embedding">): void {
  if (text.labels !== null) {
    const problem = {
      en: "files of labels are for the command line; here people's tags are learnt from",
      zh: "标签文件仅用于命令行；此处使用用户标签",
    };
    throw new CladeError("BAD_CONFIG", { path: "embedding.text.labels", problem });
  }
  const { settings, places } = houseModels(workspaceId);
  if (text.encoder === "endpoint") needEndpoint(settings.endpoint);
  needModel(text, { places });
}

/** @throws NOT_READ_YET */
async function newestVersion(within: Transaction, { id, name }: LockedDataset) {
  const version = await within.datasetVersion.findFirst({ where: { datasetId: id }, orderBy: { number: "desc" } });
  if (!version) throw new CladeError("NOT_READ_YET", { name });
  return { versionId: version.id, previewKey: version.previewKey };
}

/** Removes a run that has ended, with its segments' words. @throws NOT_FOUND, IN_USE */
export async function deleteRun(scope: WorkspaceScope, id: string): Promise<void> {
  await db().$transaction(async (within) => {
    const run = await lockRun(within, scope, id);
    if (isActive(run.status)) throw new CladeError("IN_USE", { name: String(run.number) });
    await within.run.delete({ where: { id } });
  });
}

/** Puts a stage of a run on the queue, and notes the ticket so that a lost one is noticed. */
export async function askForStage(within: Transaction, runId: string, stage: string, delayMs = 0): Promise<void> {
  const ticket = await enqueue(within, "run-stage", { runId, stage }, delayMs);
  await within.run.update({ where: { id: runId }, data: { ticket } });
}

export interface LockedDataset {
  readonly id: string;
  readonly workspaceId: WorkspaceId;
  readonly name: string;
  readonly status: string;
  readonly previewState: string;
  readonly previewKey: string | null;
}

async function lockDataset(within: Transaction, workspace: WorkspaceId, id: string): Promise<LockedDataset> {
  const [row] = await within.$queryRaw<LockedDataset[]>`
    SELECT id, "workspaceId", name, status, "previewState", "previewKey" FROM dataset
    WHERE id = ${id} AND "workspaceId" = ${workspace} FOR UPDATE`;
  if (!row) throw new CladeError("NOT_FOUND");
  return row;
}

interface NewRun {
  readonly kind: "ingest" | "segment";
  readonly config: Omit<RunConfig, "tables">;
  readonly createdById: string;
  readonly rerunOf?: string;
}

/** dataset: with the version that the run works on; without one, the run makes it. */
async function insertRun(
  within: Transaction,
  dataset: LockedDataset & { readonly versionId?: string },
  run: NewRun,
): Promise<string> {
  const { workspaceId, id: datasetId, previewKey, versionId = null } = dataset;
  const preview = readPreview(workspaceId, previewKey ?? "");
  if (!preview) throw new CladeError("NOT_DESCRIBED", { name: dataset.name });
  const tables = preview.tables.map(({ config }) => config);
  // Numbers follow each other without a gap, so only one run of a workspace is written at a time.
  await within.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`run-number ${workspaceId}`}))`;
  const { _max, _min } = await within.run.aggregate({
    where: { workspaceId },
    _max: { number: true },
    _min: { number: true },
  });
  const number = run.kind === "segment" ? Math.max(0, _max.number ?? 0) + 1 : Math.min(0, _min.number ?? 0) - 1;
  const row = await within.run.create({
    data: {
      ...{ workspaceId, datasetId, versionId, number },
      kind: run.kind,
      config: jsonColumn({
        ...decideLabels(
          run.config,
          preview.tables.map(({ table }) => table),
        ),
        tables,
      }),
      keys: { preview: previewKey ?? "" },
      stage: "ingest",
      createdById: run.createdById,
      rerunOf: run.rerunOf ?? null,
    },
  });
  await askForStage(within, row.id, "ingest");
  await publish("runs", { workspaceId, ...eventOf(row) }, within);
  return row.id;
}

/** A dataset whose reading was cancelled is a draft again. */
async function freeDataset(within: Transaction, id: string): Promise<void> {
  await within.dataset.updateMany({ where: { id, status: "reading" }, data: { status: "draft" } });
}

async function lockRun(within: Transaction, scope: WorkspaceScope, id: string) {
  await within.$executeRaw`SELECT 1 FROM run WHERE id = ${id} AND "workspaceId" = ${scope.workspaceId} FOR UPDATE`;
  const run = await within.run.findFirst({ where: { id, workspaceId: scope.workspaceId } });
  if (!run) throw new CladeError("NOT_FOUND");
  return run;
}

function isActive(status: string): boolean {
  return status === "queued" || status === "running";
}
