import type { Prisma } from "../../.build/prisma/client.ts";
import { asCladeError } from "../core/errors.ts";
import { hashValue } from "../core/hash.ts";
import type { StageKey, WorkspaceId } from "../core/ids.ts";
import type { ExperimentConfig } from "../experiments/config-schema.ts";
import { configOf } from "../experiments/experiment-rows.ts";
import { lockExperiment, tellOf } from "../experiments/mutations.ts";
import { readTestPreview, type TestPreviewParams } from "../experiments/stored-preview.ts";
import { storedError } from "../ingest/dataset-rows.ts";
import { uploadPath } from "../ingest/stored-uploads.ts";
import { db } from "../platform/db.ts";
import { emptyJson, jsonColumn } from "../platform/json-column.ts";
import type { PreviewHost } from "./preview-dataset.ts";
import { testPreviewEntry } from "./stages.ts";
import { workAlone } from "./work-alone.ts";

/** Heads of a hundred files; a hostile one does not hold a worker. */
const patienceMs = 60_000;

/** Looks at a finished test's files in a limited process; how they seem to be read becomes its config, until somebody says otherwise. */
export async function previewExperiment(experimentId: string, host: PreviewHost): Promise<void> {
  const row = await db().experiment.findUnique({
    where: { id: experimentId },
    include: { uploads: { orderBy: [{ createdAt: "asc" }, { id: "asc" }] } },
  });
  if (row?.previewState !== "queued") return;
  const config = configOf(row);
  const workspace = row.workspaceId as WorkspaceId;
  let suggestion: ExperimentConfig | undefined;
  let data: Pick<Prisma.ExperimentUpdateManyMutationInput, "previewState" | "previewKey" | "previewError">;
  try {
    const params = { files: row.uploads.map((upload) => uploadPath(upload.id, upload.name)), config };
    const hashes = row.uploads.map((upload) => upload.sha256);
    const previewKey = await findPreview(workspace, params, hashes, host);
    suggestion = readTestPreview({ workspaceId: workspace, previewKey })?.suggestion ?? config;
    data = { previewState: "ready", previewKey, previewError: emptyJson };
  } catch (error) {
    if (host.signal.aborted) throw error;
    data = { previewState: "failed", previewError: jsonColumn(storedError(asCladeError(error, "preview"))) };
  }
  await db().$transaction(async (within) => {
    const now = await lockExperiment(within, row, experimentId);
    if (now.previewState !== "queued") return;
    const next = suggestion && { config: jsonColumn(readAs(suggestion, config, configOf(now), row.uploads[0]?.name)) };
    await within.experiment.update({ where: { id: experimentId }, data: { ...data, ...next } });
    await tellOf(within, row);
  });
}

/** What somebody said while it was looked at stands. */
function readAs(
  suggestion: ExperimentConfig,
  before: ExperimentConfig,
  now: ExperimentConfig,
  file = "",
): ExperimentConfig {
  const unnamed = (config: ExperimentConfig) => hashValue({ ...config, name: "", hypothesis: "" });
  const name = now.name || file.replace(/(\.(csv|tsv|txt|xlsx|parquet|gz|zip))+$/i, "");
  return { ...(unnamed(now) === unnamed(before) ? suggestion : now), name, hypothesis: now.hypothesis };
}

async function findPreview(
  workspace: WorkspaceId,
  params: TestPreviewParams,
  hashes: readonly (string | null)[],
  { store, signal }: PreviewHost,
): Promise<string> {
  const { name, version, limitMb } = testPreviewEntry;
  const kept = { config: params.config, hashes };
  const key = hashValue({ workspace, name, version, ...kept }) as StageKey;
  const host = { store, threads: 1, signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]) };
  const task = { workspace, key, params, kept, limitMb };
  return (await workAlone(testPreviewEntry, task, { ...host, onProgress: () => {} })).receipt.key;
}
