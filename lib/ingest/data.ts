import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StageKey } from "../core/ids.ts";
import { demandRole, type Role, type WorkspaceScope } from "../core/scope.ts";
import { artefacts } from "../platform/artefacts.ts";
import { db } from "../platform/db.ts";
import { datasetDetailDto, datasetDto, notFound, uploadDto, versionDetailDto, versionDto } from "./dataset-rows.ts";
import type { DatasetDetailDto, DatasetDto, UploadDto, VersionDetailDto, VersionDto } from "./dataset-schema.ts";
import type { Preview } from "./schema.ts";

const uploads = { orderBy: [{ createdAt: "asc" as const }, { id: "asc" as const }] };
const whole = { include: { uploads, versions: { orderBy: { number: "desc" as const }, take: 1 } } };
const ofVersion = { include: { uploads, _count: { select: { runs: { where: { kind: "segment" } } } } } };

/** Newest first, at most 500. */
export async function listDatasets(scope: WorkspaceScope): Promise<DatasetDto[]> {
  const rows = await db().dataset.findMany({
    where: { workspaceId: scope.workspaceId },
    orderBy: { createdAt: "desc" },
    take: 500,
    ...whole,
  });
  return rows.map(datasetDto);
}

/** @throws NOT_FOUND */
export async function getDataset(scope: WorkspaceScope, id: string): Promise<DatasetDetailDto> {
  const row = await db().dataset.findFirst({ where: { id, workspaceId: scope.workspaceId }, ...whole });
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

/** What was read, newest first. @throws NOT_FOUND */
export async function listVersions(scope: WorkspaceScope, id: string): Promise<VersionDto[]> {
  await findDataset(scope, id);
  const rows = await db().datasetVersion.findMany({
    where: { datasetId: id },
    orderBy: { number: "desc" },
    take: 200,
    ...ofVersion,
  });
  const names = await namesOf(rows);
  return rows.map((row) => versionDto(row, names.get(row.createdById) ?? null));
}

/** @throws NOT_FOUND */
export async function getVersion(scope: WorkspaceScope, id: string, number: number): Promise<VersionDetailDto> {
  const where = { datasetId: id, number, dataset: { workspaceId: scope.workspaceId } };
  const row = await db().datasetVersion.findFirst({ where, ...ofVersion });
  if (!row) throw notFound();
  return versionDetailDto(row, (await namesOf([row])).get(row.createdById) ?? null);
}

/** The preview that a version was read by. @throws NOT_FOUND */
export async function getVersionPreview(scope: WorkspaceScope, id: string, number: number): Promise<Preview> {
  const { previewKey } = await findVersion(scope, id, number);
  const preview = readPreview(scope.workspaceId, previewKey);
  if (!preview) throw notFound();
  return preview;
}

/** What the read of a version left on this machine. @throws NOT_FOUND */
export async function findIngested(
  scope: WorkspaceScope,
  id: string,
  number: number,
): Promise<{ readonly folder: string; readonly key: StageKey; readonly name: string }> {
  const version = await findVersion(scope, id, number);
  const key = version.ingestKey as StageKey;
  const artefact = artefacts().find(scope.workspaceId, "ingest", key);
  if (!artefact) throw notFound();
  return { folder: artefact.folder, key, name: version.dataset.name };
}

async function findVersion(scope: WorkspaceScope, id: string, number: number) {
  const row = await db().datasetVersion.findFirst({
    where: { datasetId: id, number, dataset: { workspaceId: scope.workspaceId } },
    include: { dataset: { select: { name: true } } },
  });
  if (!row) throw notFound();
  return row;
}

async function namesOf(rows: readonly { readonly createdById: string }[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.map(({ createdById }) => createdById))];
  const people = await db().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** @throws NOT_FOUND, FORBIDDEN */
export async function getUpload(scope: WorkspaceScope, id: string): Promise<UploadDto> {
  const row = await db().upload.findFirst({ where: { id, workspaceId: scope.workspaceId } });
  if (!row) throw notFound();
  demandRole(scope, leastToUpload(row.datasetId));
  return uploadDto(row);
}

/** Datasets are analysts' work; the results of a test are uploaded by whoever ran it. */
export function leastToUpload(datasetId: string | null): Role {
  return datasetId === null ? "marketer" : "analyst";
}

async function findDataset(scope: WorkspaceScope, id: string) {
  const row = await db().dataset.findFirst({ where: { id, workspaceId: scope.workspaceId } });
  if (!row) throw notFound();
  return row;
}
