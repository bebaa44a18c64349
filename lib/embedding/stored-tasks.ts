import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { asCladeError, CladeError } from "../core/errors.ts";
import { db } from "../platform/db.ts";
import { env } from "../platform/env.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { findEncoder } from "./catalogue.ts";
import { modelPlaces } from "./data.ts";
import { checkRecord } from "./download.ts";
import type { CheckResult, MeasureResult, ModelTaskKey } from "./model-schema.ts";
import { checkModelFolder, measureModelFolder } from "./onnx/check-folder.ts";
import { fetchModel } from "./stored-encoders.ts";
import { findStoredModel } from "./stored-models.ts";

export interface ModelWorker {
  readonly threads: number;
  /** Aborted where the worker must let go: another one goes on. */
  readonly signal: AbortSignal;
}

/** Between two looks at the row: is this still wanted? */
const lookMs = 500;

/** Does what a row of model_task asks for. Returns when it is done, failed for good, or no longer wanted. */
export async function workOnModel(key: ModelTaskKey, { threads, signal }: ModelWorker): Promise<void> {
  const where = { modelId_precision_kind: key };
  const attempt = randomUUID();
  const open = { ...key, status: { in: ["queued", "running"] } };
  const taken = await db().modelTask.updateMany({ where: open, data: { status: "running", attempt } });
  if (taken.count === 0) return;
  const own = { ...key, attempt, status: "running" };
  const stop = new AbortController();
  const said: { file?: string; bytes: number; total: number | null } = { bytes: 0, total: null };
  const timer = setInterval(() => {
    db()
      .modelTask.updateMany({ where: own, data: said })
      .then(({ count }) => count === 0 && stop.abort())
      .catch(() => undefined);
  }, lookMs);
  try {
    const result = await perform(key, threads, AbortSignal.any([signal, stop.signal]), (file, bytes, total) =>
      Object.assign(said, { file, bytes, total: total ?? null }),
    );
    const done = { ...said, status: "done", attempt: null, finishedAt: new Date(), result: jsonColumn(result) };
    await db().modelTask.updateMany({ where: own, data: done });
  } catch (error) {
    if (stop.signal.aborted) return;
    if (signal.aborted) throw error;
    const { code, details } = asCladeError(error, "embedding");
    const failed = { status: "failed", attempt: null, finishedAt: new Date(), error: jsonColumn({ code, details }) };
    await db().modelTask.update({ where, data: failed });
  } finally {
    clearInterval(timer);
  }
}

type Told = (file: string, bytes: number, total: number | undefined) => void;

async function perform(
  { modelId, precision, kind }: ModelTaskKey,
  threads: number,
  signal: AbortSignal,
  told: Told,
): Promise<object> {
  if (kind === "download") {
    const { dataFolder, models } = env();
    await mkdir(dataFolder.models, { recursive: true, mode: 0o700 });
    const places = { folders: [dataFolder.models], hub: models.hub, allowedHosts: models.allowedHosts };
    await fetchModel(modelId, precision, places, signal, told);
    return {};
  }
  const folder = findStoredModel(modelPlaces(), modelId)?.folder;
  if (folder === undefined) throw new CladeError("MODEL_MISSING", { model: modelId });
  if (kind === "measure")
    return measureModelFolder(folder, precision, threads, signal) satisfies Promise<MeasureResult>;
  const isAsRecorded = await checkRecord(folder, findEncoder(modelId)?.sha256 ?? {});
  const { dimension, maxTokens, sha256 } = await checkModelFolder(folder, precision, signal);
  return { dimension, maxTokens, sha256, isAsRecorded } satisfies CheckResult;
}
