import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CladeError } from "../core/errors.ts";
import { demandRole, type WorkspaceScope } from "../core/scope.ts";
import { db } from "../platform/db.ts";
import { emptyJson } from "../platform/json-column.ts";
import { enqueue } from "../platform/outbox.ts";
import { recordAudit } from "../workspace/audit.ts";
import { findEncoder } from "./catalogue.ts";
import { listModels, modelPlaces } from "./data.ts";
import type { ModelList, NewModelTask } from "./model-schema.ts";
import { findStoredModel } from "./stored-models.ts";

const atWork = { in: ["queued", "running"] };

/**
 * Asks for a download, a check or a measurement of one file of a model; a worker does it.
 * @throws NOT_FOUND where there is nothing to do it with, IN_USE while the same is done already
 */
export async function startModelTask(scope: WorkspaceScope, modelId: string, task: NewModelTask): Promise<ModelList> {
  demandRole(scope, "admin");
  const { kind, precision } = task;
  const stored = findStoredModel(modelPlaces(), modelId);
  const isPossible = kind === "download" ? findEncoder(modelId) && !stored?.isShared : stored;
  if (!isPossible) throw new CladeError("NOT_FOUND");
  const key = { modelId, precision, kind };
  await db().$transaction(async (within) => {
    await within.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`model ${modelId}`}))`;
    const before = await within.modelTask.findUnique({ where: { modelId_precision_kind: key } });
    if (before && atWork.in.includes(before.status)) throw new CladeError("IN_USE", { name: modelId });
    const fresh = { status: "queued", attempt: null, file: null, bytes: 0, total: null, finishedAt: null } as const;
    const data = { ...fresh, result: emptyJson, error: emptyJson };
    await within.modelTask.upsert({
      where: { modelId_precision_kind: key },
      create: { ...key, ...data },
      update: data,
    });
    await enqueue(within, "work-on-model", key);
    const action = kind === "download" ? "model.downloaded" : "model.checked";
    await recordAudit(within, scope, { action, subject: modelId, details: { kind, precision } });
  });
  return listModels(scope);
}

/** Ends what is done with a model; what a download has fetched stays for the next one. @throws NOT_FOUND where nothing is */
export async function cancelModelTasks(scope: WorkspaceScope, modelId: string): Promise<ModelList> {
  demandRole(scope, "admin");
  const ended = { status: "cancelled", attempt: null, finishedAt: new Date() };
  const { count } = await db().modelTask.updateMany({ where: { modelId, status: atWork }, data: ended });
  if (count === 0) throw new CladeError("NOT_FOUND");
  return listModels(scope);
}

/** Removes a downloaded model with its records. Runs that used it stay as they are. @throws NOT_FOUND, IN_USE */
export async function removeModel(scope: WorkspaceScope, modelId: string): Promise<void> {
  demandRole(scope, "admin");
  const { own } = modelPlaces();
  const isName = /^[\w.-]+$/.test(modelId) && !/^\.+$/.test(modelId);
  const folder = own !== undefined && isName ? join(own, modelId) : undefined;
  if (folder === undefined || !existsSync(folder)) throw new CladeError("NOT_FOUND");
  await db().$transaction(async (within) => {
    await within.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`model ${modelId}`}))`;
    const busy = await within.modelTask.count({ where: { modelId, status: atWork } });
    if (busy > 0) throw new CladeError("IN_USE", { name: modelId });
    await within.modelTask.deleteMany({ where: { modelId } });
    await recordAudit(within, scope, { action: "model.removed", subject: modelId });
    // Out of sight at once; half a folder would be taken for a model.
    const grave = join(dirname(folder), `.removed-${modelId}-${process.pid}`);
    await rename(folder, grave);
    await rm(grave, { recursive: true, force: true });
  });
}
