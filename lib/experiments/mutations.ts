import { rm } from "node:fs/promises";
import type { Experiment } from "../../.build/prisma/client.ts";
import { CladeError } from "../core/errors.ts";
import { demandRole, type WorkspaceScope } from "../core/scope.ts";
import { uploadFolder } from "../ingest/stored-uploads.ts";
import { db, type Transaction } from "../platform/db.ts";
import { emptyJson, jsonColumn } from "../platform/json-column.ts";
import { publish } from "../platform/notify.ts";
import { enqueue } from "../platform/outbox.ts";
import { recordAudit } from "../workspace/audit.ts";
import { ExperimentConfig } from "./config-schema.ts";
import { findExperiment, getExperiment } from "./data.ts";
import { configOf, designOf } from "./experiment-rows.ts";
import { leadingMetric } from "./reduced.ts";
import { sampleConfig } from "./sample-config.ts";
import type {
  CommentDto,
  Decide,
  ExperimentChange,
  ExperimentDesign,
  ExperimentDetailDto,
  NewComment,
  NewExperiment,
} from "./schema.ts";
import { exportExperiment } from "./stored-export.ts";
import { hasOrdersSince, isLookNow } from "./stored-looks.ts";
import { openPopulation } from "./stored-population.ts";
import { readReport } from "./stored-report.ts";
import { demandOneDataset } from "./stored-targeting.ts";

/** A new experiment: to be started, or of a test that has ended. @throws NOT_FOUND, NOT_READ_YET, FORBIDDEN, BAD_REQUEST */
export async function createExperiment(scope: WorkspaceScope, asked: NewExperiment): Promise<ExperimentDetailDto> {
  demandRole(scope, "marketer");
  const known = asked.source === "export" ? await findOfExport(db(), scope, asked.exportId) : null;
  if (known !== null) return getExperiment(scope, known);
  const data = await columnsOf(scope, asked);
  const id = await db().$transaction(async (within) => {
    // Asked twice at once, a list is one experiment.
    if (asked.source === "export") {
      await within.$executeRaw`SELECT 1 FROM export WHERE id = ${asked.exportId} FOR UPDATE`;
      const meanwhile = await findOfExport(within, scope, asked.exportId);
      if (meanwhile !== null) return meanwhile;
    }
    const { workspaceId, userId, userName } = scope;
    const owner = { workspaceId, createdById: userId, createdByName: userName };
    const row = await within.experiment.create({ data: { ...owner, ...data, config: jsonColumn(data.config) } });
    if (asked.source === "upload") await takeUploads(within, scope, row.id, asked.files);
    if (asked.source === "sample") await enqueue(within, "make-sample-experiment", { experimentId: row.id });
    const isReadNow = asked.source === "export" ? await hasOrdersSince(within, row) : asked.source === "aggregates";
    if (isReadNow) await askForAnalysis(within, row, scope.userId);
    const details = { source: asked.source };
    await recordAudit(within, scope, { action: "experiment.created", subject: data.config.name, details });
    await tellOf(within, row);
    return row.id;
  });
  return getExperiment(scope, id);
}

async function findOfExport(
  within: Transaction,
  { workspaceId }: WorkspaceScope,
  exportId: string,
): Promise<string | null> {
  const row = await within.experiment.findFirst({ where: { exportId, workspaceId }, select: { id: true } });
  return row?.id ?? null;
}

async function columnsOf(scope: WorkspaceScope, asked: NewExperiment) {
  switch (asked.source) {
    case "design": {
      demandFit(asked.config, asked.design);
      const { datasetId, runId, segmentId } = await openPopulation(scope, asked.people);
      if (asked.design.targeting) await demandOneDataset(scope, datasetId, asked.design.targeting);
      const config = withArms(asked.config, asked.design);
      const layer = asked.design.layer?.name ?? null;
      const people = { peopleKind: asked.people.kind, datasetId, runId, segmentId };
      return { source: asked.source, config, design: jsonColumn(asked.design), ...people, layer };
    }
    case "aggregates":
      return { source: asked.source, config: asked.config, status: "ended", endedAt: new Date() };
    case "upload": {
      const config = ExperimentConfig.parse({ name: asked.name ?? "" });
      return { source: asked.source, config, status: "ended", endedAt: new Date(), previewState: "queued" };
    }
    case "sample": {
      const ended = { status: "ended", endedAt: new Date(), previewState: "queued" };
      return { source: "upload", config: sampleConfig(), ...ended };
    }
    case "export":
      return exportExperiment(scope, asked);
  }
}

/** The design's arms are how it is read, too. */
function withArms(config: ExperimentConfig, { arms }: ExperimentDesign): ExperimentConfig {
  const control = arms[0]?.arm;
  return {
    ...config,
    ...(control === undefined ? {} : { control }),
    shares: Object.fromEntries(arms.map(({ arm, share }) => [arm, share])),
  };
}

/** @throws BAD_REQUEST */
function demandFit(
  { metrics, money }: ExperimentConfig,
  { arms, stratified, entry, targeting, learns }: ExperimentDesign,
): void {
  const refuse = (path: string, en: string, zh: string) => {
    throw new CladeError("BAD_REQUEST", { path, problem: { en, zh } });
  };
  if (metrics.length === 0) refuse("config.metrics", "choose at least one metric", "请至少选择一个指标");
  if (new Set(arms.map(({ arm }) => arm)).size < arms.length)
    refuse("design.arms", "two variants have one name", "有两组同名");
  const sum = arms.reduce((total, { share }) => total + share, 0);
  if (Math.abs(sum - 1) > 1e-6) refuse("design.arms", "shares do not add up to 1", "各组比例之和不为 1");
  if (targeting && targeting.length !== arms.length)
    refuse("design.targeting", "each variant needs its segmentation", "每一组须指定一种分群");
  if (targeting && new Set(targeting.map((one) => (one.kind === "run" ? one.id : "rfm"))).size < targeting.length)
    refuse("design.targeting", "two variants have one segmentation", "有两组使用同一种分群");
  if (targeting && entry === "arrival")
    refuse("design.targeting", "segmentations are compared on everybody at once", "比较分群须一次分完");
  const learnt = metrics.find(({ name }) => name === (money?.metric ?? leadingMetric(metrics)?.name));
  if (learns && learnt?.type !== "proportion" && learnt?.type !== "mean")
    refuse("design.learns", "whom to treat is learnt from a share or a mean", "学习触达对象须以比例或均值为指标");
  if (stratified && entry === "arrival")
    refuse("design.stratified", "exact shares need everybody at once", "按人群精确分配须一次分完");
}

/** @throws BAD_REQUEST where one of them is no complete upload that is free to take */
async function takeUploads(
  within: Transaction,
  { workspaceId }: WorkspaceScope,
  experimentId: string,
  files: readonly string[],
): Promise<void> {
  const where = { id: { in: [...files] }, workspaceId, status: "complete", datasetId: null, experimentId: null };
  const { count } = await within.upload.updateMany({ where, data: { experimentId } });
  if (count !== new Set(files).size || count !== files.length)
    throw new CladeError("BAD_REQUEST", {
      path: "files",
      problem: { en: "not a complete upload, or taken already", zh: "不是已完成的上传文件，或已被使用" },
    });
  await enqueue(within, "preview-experiment", { experimentId });
}

/**
 * Another name or hypothesis at any time; another design before the start; another reading of a finished test, which is
 * analysed anew. @throws NOT_FOUND, FORBIDDEN, EXPERIMENT_STARTED, BAD_REQUEST
 */
export async function changeExperiment(
  scope: WorkspaceScope,
  id: string,
  { name, hypothesis, config, design }: ExperimentChange,
): Promise<ExperimentDetailDto> {
  demandRole(scope, "marketer");
  await db().$transaction(async (within) => {
    const row = await lockExperiment(within, scope, id);
    const before = configOf(row);
    const isElsewhere = row.source === "upload" || row.source === "aggregates";
    if ((config || design) && !isElsewhere && row.status !== "draft")
      throw new CladeError("EXPERIMENT_STARTED", { name: before.name });
    const planned = isElsewhere ? null : (design ?? designOf(row));
    if (planned) demandFit(config ?? before, planned);
    if (design?.targeting) await demandOneDataset(scope, row.datasetId ?? "", design.targeting);
    const next = {
      ...(planned ? withArms(config ?? before, planned) : (config ?? before)),
      ...(name === undefined ? {} : { name }),
      ...(hypothesis === undefined ? {} : { hypothesis }),
    };
    const data = {
      config: jsonColumn(next),
      ...(planned ? { design: jsonColumn(planned), layer: planned.layer?.name ?? null } : {}),
      // A start that is at work on what was planned before finds its plan gone, and lets nobody in.
      ...((config || design) && planned ? { plan: emptyJson } : {}),
    };
    const changed = await within.experiment.update({ where: { id }, data });
    if (config && isElsewhere) await askForAnalysis(within, changed, scope.userId);
    if (config || design) await recordAudit(within, scope, { action: "experiment.changed", subject: next.name });
    await tellOf(within, changed);
  });
  return getExperiment(scope, id);
}

/** No more users are let in. @throws NOT_FOUND, FORBIDDEN, EXPERIMENT_NOT_STARTED */
export async function endExperiment(scope: WorkspaceScope, id: string): Promise<ExperimentDetailDto> {
  demandRole(scope, "marketer");
  await db().$transaction(async (within) => {
    const row = await lockExperiment(within, scope, id);
    const { name } = configOf(row);
    if (row.status === "draft") throw new CladeError("EXPERIMENT_NOT_STARTED", { name });
    if (row.status !== "running") return;
    await within.experiment.update({ where: { id }, data: { status: "ended", endedAt: new Date() } });
    await recordAudit(within, scope, { action: "experiment.ended", subject: name });
    await tellOf(within, row);
  });
  return getExperiment(scope, id);
}

/** What people make of the report; it ends the experiment. @throws NOT_FOUND, NO_REPORT, BAD_REQUEST */
export async function decide(scope: WorkspaceScope, id: string, asked: Decide): Promise<ExperimentDetailDto> {
  demandRole(scope, "manager");
  const { decision, arm = null, note } = asked;
  await db().$transaction(async (within) => {
    const row = await lockExperiment(within, scope, id);
    const { name } = configOf(row);
    const report = readReport(row);
    if (!report) throw new CladeError("NO_REPORT", { name });
    if ((decision === "ship") !== (arm !== null))
      throw new CladeError("BAD_REQUEST", {
        path: "arm",
        problem: { en: "shipping names a variant, other decisions none", zh: "上线须指明实验组，其他决定不填" },
      });
    if (arm !== null && !report.arms.some((one) => one.arm === arm && arm !== report.control))
      throw new CladeError("BAD_REQUEST", {
        path: "arm",
        problem: { en: "the report has no such variant to ship", zh: "报告中没有可上线的这一组" },
      });
    const now = new Date();
    const by = { decidedById: scope.userId, decidedByName: scope.userName, decidedAt: now };
    const data = { decision, decisionArm: arm, decisionNote: note, ...by };
    await within.experiment.update({
      where: { id },
      data: { ...data, status: "decided", endedAt: row.endedAt ?? now },
    });
    await recordAudit(within, scope, { action: "experiment.decided", subject: name, details: { decision } });
    await tellOf(within, row);
  });
  return getExperiment(scope, id);
}

/** @throws NOT_FOUND */
export async function addComment(scope: WorkspaceScope, id: string, { text }: NewComment): Promise<CommentDto> {
  demandRole(scope, "manager");
  const experiment = await findExperiment(scope, id);
  const data = { experimentId: id, authorId: scope.userId, authorName: scope.userName, text };
  const row = await db().experimentComment.create({ data });
  await tellOf(db(), experiment);
  return { id: row.id, author: row.authorName, isOwn: true, text, createdAt: row.createdAt.toISOString() };
}

/** Removes an experiment with its files, looks, links and comments. @throws NOT_FOUND, FORBIDDEN */
export async function deleteExperiment(scope: WorkspaceScope, id: string): Promise<void> {
  demandRole(scope, "marketer");
  const files = await db().$transaction(async (within) => {
    const row = await lockExperiment(within, scope, id);
    const uploads = await within.upload.findMany({ where: { experimentId: id }, select: { id: true } });
    await within.experiment.delete({ where: { id } });
    await recordAudit(within, scope, { action: "experiment.deleted", subject: configOf(row).name });
    await tellOf(within, row);
    return uploads;
  });
  await Promise.all(files.map((file) => rm(uploadFolder(file.id), { recursive: true, force: true })));
}

/** Reads the results as they are now: a look, where they still come in. @throws NOT_FOUND, FORBIDDEN, EXPERIMENT_NOT_STARTED */
export async function analyseExperiment(scope: WorkspaceScope, id: string): Promise<ExperimentDetailDto> {
  demandRole(scope, "marketer");
  await db().$transaction(async (within) => {
    const row = await lockExperiment(within, scope, id);
    const { name } = configOf(row);
    if (row.status === "draft") throw new CladeError("EXPERIMENT_NOT_STARTED", { name });
    await askForAnalysis(within, row, scope.userId);
    await recordAudit(within, scope, { action: "experiment.analysed", subject: name });
    await tellOf(within, row);
  });
  return getExperiment(scope, id);
}

/** Puts the next analysis of a locked experiment on the queue; one that waits already is that one. `by`: null where a new version of the data asks. */
export async function askForAnalysis(
  within: Transaction,
  row: Pick<Experiment, "id" | "source" | "status" | "design" | "startedAt" | "endedAt" | "datasetId">,
  by: string | null,
): Promise<void> {
  const { id: experimentId } = row;
  // Locked, so that no worker takes it before what it is to read is written.
  const waiting = await within.$executeRaw`
    SELECT 1 FROM analysis WHERE "experimentId" = ${experimentId} AND status = 'queued' FOR UPDATE`;
  if (waiting > 0) return;
  const isLook = await isLookNow(within, row);
  const { _max } = await within.analysis.aggregate({ where: { experimentId }, _max: { number: true } });
  const number = (_max.number ?? 0) + 1;
  const made = await within.analysis.create({ data: { experimentId, number, isLook, createdById: by } });
  await enqueue(within, "analyse-experiment", { analysisId: made.id });
}

/** @throws NOT_FOUND */
export async function lockExperiment(
  within: Transaction,
  { workspaceId }: { readonly workspaceId: string },
  id: string,
): Promise<Experiment> {
  await within.$executeRaw`SELECT 1 FROM experiment WHERE id = ${id} AND "workspaceId" = ${workspaceId} FOR UPDATE`;
  const row = await within.experiment.findFirst({ where: { id, workspaceId } });
  if (!row) throw new CladeError("NOT_FOUND");
  return row;
}

/** A hint to everybody who looks at it. */
export async function tellOf(within: Transaction, { id, workspaceId }: Pick<Experiment, "id" | "workspaceId">) {
  await publish("experiments", { workspaceId, experimentId: id }, within);
}
