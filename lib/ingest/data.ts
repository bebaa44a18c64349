import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StageKey } from "../core/ids.ts";
import type { WorkspaceScope } from "../core/scope.ts";
import { artefacts } from "../platform/artefacts.ts";
import { db } from "../platform/db.ts";
import { datasetDetailDto, datasetDto, notFound, uploadDto } from "./dataset-rows.ts";
import type { DatasetDetailDto, DatasetDto, Preview, UploadDto } from "./schema.ts";

const withUploads = { include: { uploads: { orderBy: [{ createdAt: "asc" as const }, { id: "asc" as const }] } } };

/** Newest first, at most 500. */
export async function listDatasets(scope: WorkspaceScope): Promise<DatasetDto[]> {
  const rows = await db().dataset.findMany({
    where: { workspaceId: scope.workspaceId },
    orderBy: { createdAt: "desc" },
    take: 500,
    ...withUploads,
  });
  return rows.map(datasetDto);
}

/** @throws NOT_FOUND */
export async function getDataset(scope: WorkspaceScope, id: string): Promise<DatasetDetailDto> {
  const row = await db().dataset.findFirst({ where: { id, workspaceId: scope.workspaceId }, ...withUploads });
  if (!row) throw notFound();
  const reading = await db().run.findFirst({
    where: { datasetId: id, kind: "ingest", status: { in: ["queued", "running"] } },
    select: { id: true },
  });
  return datasetDetailDto(row, reading?.id ?? null);
}

/** @throws NOT_FOUND where there is none yet */
export async function getPreview(scope: WorkspaceScope, id: string): Promise<Preview> {
  const row = await findDataset(scope, id);
  const preview = row.previewKey === null ? undefined : readPreview(scope.workspaceId, row.previewKey);
  if (!preview) throw notFound();
  return preview;
}

/** The preview of a key, as the stage left it. */
export function readPreview(workspace: WorkspaceScope["workspaceId"], key: string): Preview | undefined {
  const artefact = artefacts().find(workspace, "preview", key as StageKey);
  return artefact && (JSON.parse(readFileSync(join(artefact.folder, "preview.json"), "utf8")) as Preview);
}

/** The rows that were set aside when the dataset was read, as a file on this machine. @throws NOT_FOUND */
export async function findSetAside(scope: WorkspaceScope, id: string): Promise<{ path: string; name: string }> {
  const row = await findDataset(scope, id);
  const artefact = row.ingestKey && artefacts().find(scope.workspaceId, "ingest", row.ingestKey as StageKey);
  if (!artefact) throw notFound();
  return { path: join(artefact.folder, "set-aside.csv"), name: row.name };
}

/** @throws NOT_FOUND */
export async function getUpload(scope: WorkspaceScope, id: string): Promise<UploadDto> {
  const row = await db().upload.findFirst({ where: { id, workspaceId: scope.workspaceId } });
  if (!row) throw notFound();
  return uploadDto(row);
}

async function findDataset(scope: WorkspaceScope, id: string) {
  const row = await db().dataset.findFirst({ where: { id, workspaceId: scope.workspaceId } });
  if (!row) throw notFound();
  return row;
}
