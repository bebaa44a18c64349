import { asCladeError } from "../core/errors.ts";
import { hashValue } from "../core/hash.ts";
import type { StageKey, WorkspaceId } from "../core/ids.ts";
import { configOf } from "../experiments/experiment-rows.ts";
import { tellOf } from "../experiments/mutations.ts";
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
  let data: Parameters<ReturnType<typeof db>["experiment"]["updateMany"]>[0]["data"];
  try {
    const params = { files: row.uploads.map((upload) => uploadPath(upload.id, upload.name)), config };
    const hashes = row.uploads.map((upload) => upload.sha256);
    const previewKey = await findPreview(workspace, params, hashes, host);
    const suggestion = readTestPreview({ workspaceId: workspace, previewKey })?.suggestion ?? config;
    const name = config.name || (row.uploads[0]?.name.replace(/(\.(csv|tsv|txt|xlsx|parquet|gz|zip))+$/i, "") ?? "");
    const next = { ...suggestion, name, hypothesis: config.hypothesis };
    data = { previewState: "ready", previewKey, previewError: emptyJson, config: jsonColumn(next) };
  } catch (error) {
    if (host.signal.aborted) throw error;
    data = { previewState: "failed", previewError: jsonColumn(storedError(asCladeError(error, "preview"))) };
  }
  await db().$transaction(async (within) => {
    const where = { id: experimentId, previewState: "queued" };
    const { count } = await within.experiment.updateMany({ where, data });
    if (count === 1) await tellOf(within, row);
  });
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
