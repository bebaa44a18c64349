import type { Upload } from "../../.build/prisma/client.ts";
import { asCladeError } from "../core/errors.ts";
import { hashValue } from "../core/hash.ts";
import type { StageKey, WorkspaceId } from "../core/ids.ts";
import { storedError } from "../ingest/dataset-rows.ts";
import type { PreviewParams } from "../ingest/preview.ts";
import type { TableConfig } from "../ingest/schema.ts";
import { uploadPath } from "../ingest/stored-uploads.ts";
import { db } from "../platform/db.ts";
import { emptyJson, jsonColumn } from "../platform/json-column.ts";
import { publish } from "../platform/notify.ts";
import type { ArtefactStore } from "../platform/store.ts";
import { spawnStage } from "./spawn-stage.ts";
import { previewEntry } from "./stages.ts";

export interface PreviewHost {
  readonly store: ArtefactStore;
  readonly signal: AbortSignal;
}

/** Long enough for heads of a hundred files; a hostile one does not hold a worker. */
const patienceMs = 60_000;

/** Looks at a dataset's files in a limited process, and shows what they seem to be; an older revision is passed over. */
export async function previewDataset(datasetId: string, revision: number, host: PreviewHost): Promise<void> {
  const dataset = await db().dataset.findUnique({
    where: { id: datasetId },
    include: { uploads: true, versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  if (!dataset || dataset.revision !== revision || dataset.previewState !== "queued") return;
  const uploads = dataset.uploads
    .filter(({ status, isCurrent }) => status === "complete" && isCurrent)
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
  const workspace = dataset.workspaceId as WorkspaceId;
  let outcome: { previewState: string; previewKey?: string; error: ReturnType<typeof jsonColumn> | typeof emptyJson };
  try {
    const before = (dataset.versions[0]?.tables ?? []) as TableConfig[];
    const key = await findPreview(workspace, { tables: dataset.tables as TableConfig[], before }, uploads, host);
    outcome = { previewState: "ready", previewKey: key, error: emptyJson };
  } catch (error) {
    if (host.signal.aborted) throw error;
    outcome = { previewState: "failed", error: jsonColumn(storedError(asCladeError(error, "preview"))) };
  }
  await db().$transaction(async (within) => {
    const where = { id: datasetId, revision, previewState: "queued" };
    const { count } = await within.dataset.updateMany({ where, data: outcome });
    if (count === 1) await publish("datasets", { workspaceId: workspace, datasetId }, within);
  });
}

/** The key of the preview's artefact; equal files and descriptions give one that is there already. */
async function findPreview(
  workspace: WorkspaceId,
  described: Pick<PreviewParams, "tables" | "before">,
  uploads: readonly Upload[],
  { store, signal }: PreviewHost,
): Promise<StageKey> {
  const { name, version, limitMb } = previewEntry;
  const hashes = uploads.map((upload) => [upload.id, upload.sha256]);
  const key = hashValue({ workspace, name, version, ...described, hashes }) as StageKey;
  if (store.find(workspace, name, key)) return key;
  const params: PreviewParams = {
    ...described,
    files: uploads.map((upload) => ({ id: upload.id, path: uploadPath(upload.id, upload.name) })),
  };
  const draft = await store.begin(workspace, name, key);
  const child = spawnStage(name, limitMb);
  try {
    const request = { params, inputs: {}, out: draft.folder, threads: 1 };
    const end = await child.run(request, () => {}, AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]));
    await draft.publish({ stage: name, version, key, params: { ...described, hashes }, inputs: {}, ...end });
    return key;
  } catch (error) {
    child.kill();
    await draft.discard();
    throw error;
  }
}
