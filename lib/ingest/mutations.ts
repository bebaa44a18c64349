import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm, stat, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CladeError } from "../core/errors.ts";
import type { WorkspaceScope } from "../core/scope.ts";
import { db, type Transaction } from "../platform/db.ts";
import { env } from "../platform/env.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { publish } from "../platform/notify.ts";
import { enqueue } from "../platform/outbox.ts";
import { getDataset } from "./data.ts";
import { notFound, uploadDto } from "./dataset-rows.ts";
import type {
  CreateDataset,
  CreateSampleDataset,
  DatasetDetailDto,
  DescribeDataset,
  TableConfig,
  UploadDto,
} from "./schema.ts";
import { fileName, uploadFolder, uploadPath } from "./stored-uploads.ts";

export const mostUploadBytes = 64 * 1024 ** 3;

export async function createDataset(scope: WorkspaceScope, { name }: CreateDataset): Promise<DatasetDetailDto> {
  const { workspaceId, userId } = scope;
  const row = await db().dataset.create({ data: { workspaceId, name, createdById: userId } });
  return getDataset(scope, row.id);
}

/** The sample shop as a dataset of its own: a job writes its files, and reads or analyses them. */
export async function createSampleDataset(
  scope: WorkspaceScope,
  { language, users, run }: CreateSampleDataset,
): Promise<DatasetDetailDto> {
  const { workspaceId, userId: createdById } = scope;
  const name = language === "zh" ? "示例店铺 Lumen" : "Sample shop Lumen";
  const id = await db().$transaction(async (within) => {
    const data = { workspaceId, name, createdById, status: "preparing", isSample: true };
    const row = await within.dataset.create({ data });
    await enqueue(within, "make-sample", { datasetId: row.id, language, users, run });
    return row.id;
  });
  return getDataset(scope, id);
}

/**
 * A new name, other tables, or both. Tables are looked at by a job (`previewState`); an empty list asks for those that
 * the uploads seem to hold. @throws NOT_FOUND, IN_USE, BAD_REQUEST where a file is no complete upload of the dataset
 */
export async function describeDataset(
  scope: WorkspaceScope,
  id: string,
  { name, tables }: DescribeDataset,
): Promise<DatasetDetailDto> {
  await db().$transaction(async (within) => {
    const row = await lockDataset(within, scope, id);
    if (name !== undefined) await within.dataset.update({ where: { id }, data: { name } });
    if (tables === undefined) return;
    if (row.status === "reading" || row.status === "preparing") throw new CladeError("IN_USE", { name: row.name });
    await requireUploads(within, id, tables);
    await describeTables(within, id, tables);
  });
  return getDataset(scope, id);
}

/** The next revision of a dataset's tables, and the job that looks at it. */
async function describeTables(within: Transaction, id: string, tables: readonly TableConfig[]): Promise<void> {
  const row = await within.dataset.update({
    where: { id },
    data: {
      revision: { increment: 1 },
      previewState: "queued",
      status: "draft",
      tables: jsonColumn(tables),
    },
  });
  await enqueue(within, "preview-file", { datasetId: id, revision: row.revision });
  await publish("datasets", { workspaceId: row.workspaceId, datasetId: id }, within);
}

async function requireUploads(within: Transaction, datasetId: string, tables: readonly TableConfig[]): Promise<void> {
  const complete = await within.upload.findMany({ where: { datasetId, status: "complete" }, select: { id: true } });
  const known = new Set(complete.map(({ id }) => id));
  if (known.size === 0) throw new CladeError("BAD_REQUEST", { path: "tables", problem: "no file is complete yet" });
  const files = tables.flatMap((table) => table.files);
  const unknown = files.find((file, index) => !known.has(file) || files.indexOf(file) !== index);
  if (unknown === undefined) return;
  throw new CladeError("BAD_REQUEST", { path: "tables.files", problem: "not a complete upload, or named twice" });
}

/** Removes a dataset with its files and runs. Artefacts stay until they are swept. @throws NOT_FOUND, IN_USE */
export async function deleteDataset(scope: WorkspaceScope, id: string): Promise<void> {
  const uploads = await db().$transaction(async (within) => {
    const { name } = await lockDataset(within, scope, id);
    const busy = await within.run.count({ where: { datasetId: id, status: { in: ["queued", "running"] } } });
    if (busy > 0) throw new CladeError("IN_USE", { name });
    const rows = await within.upload.findMany({ where: { datasetId: id }, select: { id: true } });
    await within.dataset.delete({ where: { id } });
    return rows;
  });
  await Promise.all(uploads.map((upload) => rm(uploadFolder(upload.id), { recursive: true, force: true })));
}

export interface NewUpload {
  readonly name: string;
  readonly size: number;
  readonly datasetId: string;
  /** Of the whole file, where the sender knows it. */
  readonly sha256: string | null;
}

/** Announces a file; its bytes follow (stored-uploads.ts). @throws NOT_FOUND, IN_USE, BODY_TOO_LARGE, DISK_FULL */
export async function createUpload(scope: WorkspaceScope, upload: NewUpload): Promise<UploadDto> {
  const { size, datasetId, sha256 } = upload;
  const name = fileName(upload.name);
  if (size > mostUploadBytes) throw new CladeError("BODY_TOO_LARGE", { limit: mostUploadBytes });
  const { uploads } = env().dataFolder;
  await mkdir(uploads, { recursive: true, mode: 0o700 });
  const { bavail, bsize } = await statfs(uploads);
  if (bavail * bsize < size) throw new CladeError("DISK_FULL");
  const id = randomUUID();
  // The file first: a row without its file is a bug, a file without its row is swept.
  await mkdir(uploadFolder(id), { recursive: true, mode: 0o700 });
  await writeFile(uploadPath(id, name), "", { mode: 0o600 });
  const row = await db().$transaction(async (within) => {
    const dataset = await lockDataset(within, scope, datasetId);
    if (dataset.status === "reading") throw new CladeError("IN_USE", { name: dataset.name });
    const { workspaceId, userId } = scope;
    return within.upload.create({ data: { id, workspaceId, datasetId, name, size, sha256, createdById: userId } });
  });
  return uploadDto(row);
}

/** Stops and removes an upload. @throws NOT_FOUND, IN_USE */
export async function deleteUpload(scope: WorkspaceScope, id: string): Promise<void> {
  await db().$transaction(async (within) => {
    const upload = await within.upload.findFirst({ where: { id, workspaceId: scope.workspaceId } });
    if (!upload) throw notFound();
    const busy = await within.run.count({
      where: { datasetId: upload.datasetId ?? "", status: { in: ["queued", "running"] } },
    });
    if (busy > 0) throw new CladeError("IN_USE", { name: upload.name });
    await within.upload.delete({ where: { id } });
  });
  await rm(uploadFolder(id), { recursive: true, force: true });
}

/** Removes folders of uploads that no row knows and nobody wrote into for a day: announced, but never kept. */
export async function sweepUploads(now: Date): Promise<number> {
  const { uploads } = env().dataFolder;
  const names = await readdir(uploads).catch(() => []);
  const rows = await db().upload.findMany({ where: { id: { in: names } }, select: { id: true } });
  const known = new Set(rows.map(({ id }) => id));
  let swept = 0;
  for (const name of names.filter((folder) => !known.has(folder))) {
    const { mtimeMs } = await stat(join(uploads, name));
    if (now.getTime() - mtimeMs < 24 * 3_600_000) continue;
    await rm(join(uploads, name), { recursive: true, force: true });
    swept++;
  }
  return swept;
}

async function lockDataset(within: Transaction, scope: WorkspaceScope, id: string) {
  const [row] = await within.$queryRaw<{ name: string; status: string }[]>`
    SELECT name, status FROM dataset WHERE id = ${id} AND "workspaceId" = ${scope.workspaceId} FOR UPDATE`;
  if (!row) throw notFound();
  return row;
}
