import { randomUUID } from "node:crypto";
import { mkdir, rm, statfs, writeFile } from "node:fs/promises";
import type { Prisma } from "../../.build/prisma/client.ts";
import { CladeError } from "../core/errors.ts";
import { sampleName } from "../core/sample-shop.ts";
import { demandRole, type WorkspaceScope } from "../core/scope.ts";
import { db, type Transaction } from "../platform/db.ts";
import { env } from "../platform/env.ts";
import { emptyJson, jsonColumn } from "../platform/json-column.ts";
import { publish } from "../platform/notify.ts";
import { enqueue } from "../platform/outbox.ts";
import { recordAudit } from "../workspace/audit.ts";
import { getDataset, leastToUpload } from "./data.ts";
import { notFound, uploadDto } from "./dataset-rows.ts";
import type {
  CreateDataset,
  CreateSampleDataset,
  DatasetDetailDto,
  DescribeDataset,
  UploadDto,
} from "./dataset-schema.ts";
import type { TableConfig } from "./schema.ts";
import { fileName, uploadFolder, uploadPath } from "./stored-uploads.ts";

export const mostUploadBytes = 64 * 1024 ** 3;

export async function createDataset(scope: WorkspaceScope, { name }: CreateDataset): Promise<DatasetDetailDto> {
  const { workspaceId, userId } = scope;
  const id = await db().$transaction(async (within) => {
    const row = await within.dataset.create({ data: { workspaceId, name, createdById: userId } });
    await recordAudit(within, scope, { action: "dataset.created", subject: name });
    return row.id;
  });
  return getDataset(scope, id);
}

/** The sample shop as a dataset of its own: a job writes its files, and reads or analyses them. */
export async function createSampleDataset(
  scope: WorkspaceScope,
  { language, users, run }: CreateSampleDataset,
): Promise<DatasetDetailDto> {
  const { workspaceId, userId: createdById } = scope;
  const name = sampleName.en;
  const id = await db().$transaction(async (within) => {
    const data = { workspaceId, name, createdById, status: "preparing", isSample: true };
    const row = await within.dataset.create({ data });
    await recordAudit(within, scope, { action: "dataset.created", subject: name });
    await enqueue(within, "make-sample", { datasetId: row.id, language, users, run });
    return row.id;
  });
  return getDataset(scope, id);
}

/**
 * A new name, other files, other tables. Tables are looked at by a job (`previewState`); an empty list asks for those that
 * the uploads seem to hold. Versions that were read stay as they are. @throws NOT_FOUND, IN_USE, BAD_REQUEST where a file
 * is no complete upload of the dataset
 */
export async function describeDataset(
  scope: WorkspaceScope,
  id: string,
  { name, tables, files }: DescribeDataset,
): Promise<DatasetDetailDto> {
  const removed = await db().$transaction(async (within) => {
    const row = await lockDataset(within, scope, id);
    if (name !== undefined) await within.dataset.update({ where: { id }, data: { name } });
    if (tables === undefined) {
      if (files !== undefined)
        throw new CladeError("BAD_REQUEST", {
          path: "files",
          problem: { en: "files come with tables", zh: "files 须与 tables 一同给出" },
        });
      return [];
    }
    if (row.status === "reading" || row.status === "preparing") throw new CladeError("IN_USE", { name: row.name });
    const dropped = files === undefined ? [] : await keepUploads(within, id, files);
    await requireUploads(within, id, tables);
    await describeTables(within, id, tables);
    return dropped;
  });
  await removeFiles(removed);
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
  const where = { datasetId, status: "complete", isCurrent: true };
  const complete = await within.upload.findMany({ where, select: { id: true } });
  const known = new Set(complete.map(({ id }) => id));
  if (known.size === 0)
    throw new CladeError("BAD_REQUEST", {
      path: "tables",
      problem: { en: "no file is complete yet", zh: "还没有上传完成的文件" },
    });
  requireKnown(
    known,
    tables.flatMap((table) => table.files),
    "tables.files",
  );
}

function requireKnown(known: ReadonlySet<string>, files: readonly string[], path: string): void {
  const unknown = files.find((file, index) => !known.has(file) || files.indexOf(file) !== index);
  if (unknown !== undefined)
    throw new CladeError("BAD_REQUEST", {
      path,
      problem: { en: "not a complete upload, or named twice", zh: "不是已完成的上传文件，或重复出现" },
    });
}

/** Makes these uploads the current ones. Those still on their way stay. Answers with those that nothing
 * needs any more; their rows are gone. */
async function keepUploads(within: Transaction, datasetId: string, files: readonly string[]): Promise<string[]> {
  const complete = await within.upload.findMany({ where: { datasetId, status: "complete" }, select: { id: true } });
  requireKnown(new Set(complete.map(({ id }) => id)), files, "files");
  await within.upload.updateMany({ where: { datasetId, id: { in: [...files] } }, data: { isCurrent: true } });
  return dropUploads(within, { datasetId, status: { not: "uploading" }, id: { notIn: [...files] } });
}

/** Takes uploads out of the description. Those of no version go; answers with their ids. */
async function dropUploads(within: Transaction, where: Prisma.UploadWhereInput): Promise<string[]> {
  const unread = await within.upload.findMany({ where: { ...where, versions: { none: {} } }, select: { id: true } });
  const ids = unread.map(({ id }) => id);
  await within.upload.deleteMany({ where: { id: { in: ids } } });
  await within.upload.updateMany({ where, data: { isCurrent: false } });
  return ids;
}

/** Goes back to the newest version: its files and its description stand again. @throws NOT_FOUND, IN_USE */
export async function discardDescription(scope: WorkspaceScope, id: string): Promise<DatasetDetailDto> {
  const removed = await db().$transaction(async (within) => {
    const { name, status } = await lockDataset(within, scope, id);
    if (status === "reading" || status === "preparing") throw new CladeError("IN_USE", { name });
    const version = await within.datasetVersion.findFirst({
      where: { datasetId: id },
      orderBy: { number: "desc" },
      include: { uploads: { select: { id: true } } },
    });
    if (!version) throw notFound();
    const files = version.uploads.map((upload) => upload.id);
    await within.upload.updateMany({ where: { id: { in: files } }, data: { isCurrent: true } });
    const dropped = await dropUploads(within, { datasetId: id, id: { notIn: files } });
    await within.dataset.update({
      where: { id },
      data: {
        revision: { increment: 1 },
        previewState: "ready",
        previewKey: version.previewKey,
        status: "ready",
        tables: jsonColumn(version.tables),
        error: emptyJson,
      },
    });
    await publish("datasets", { workspaceId: scope.workspaceId, datasetId: id }, within);
    return dropped;
  });
  await removeFiles(removed);
  return getDataset(scope, id);
}

/** Removes a dataset with its files and runs. Artefacts stay until they are swept. @throws NOT_FOUND, IN_USE */
export async function deleteDataset(scope: WorkspaceScope, id: string): Promise<void> {
  const uploads = await db().$transaction(async (within) => {
    const { name } = await lockDataset(within, scope, id);
    const busy = await within.run.count({ where: { datasetId: id, status: { in: ["queued", "running"] } } });
    if (busy > 0) throw new CladeError("IN_USE", { name });
    const rows = await within.upload.findMany({ where: { datasetId: id }, select: { id: true } });
    await within.dataset.delete({ where: { id } });
    await recordAudit(within, scope, { action: "dataset.deleted", subject: name });
    return rows;
  });
  await removeFiles(uploads.map((upload) => upload.id));
}

async function removeFiles(ids: readonly string[]): Promise<void> {
  await Promise.all(ids.map((id) => rm(uploadFolder(id), { recursive: true, force: true })));
}

export interface NewUpload {
  readonly name: string;
  readonly size: number;
  /** null: it belongs to nothing until somebody takes it (an experiment does), and is swept where nobody does. */
  readonly datasetId: string | null;
  /** Of the whole file, where the sender knows it. */
  readonly sha256: string | null;
}

/** Announces a file; its bytes follow (stored-uploads.ts). @throws NOT_FOUND, FORBIDDEN, IN_USE, BODY_TOO_LARGE, DISK_FULL */
export async function createUpload(scope: WorkspaceScope, upload: NewUpload): Promise<UploadDto> {
  const { size, datasetId, sha256 } = upload;
  demandRole(scope, leastToUpload(datasetId));
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
    const dataset = datasetId === null ? undefined : await lockDataset(within, scope, datasetId);
    if (dataset?.status === "reading") throw new CladeError("IN_USE", { name: dataset.name });
    const { workspaceId, userId } = scope;
    return within.upload.create({ data: { id, workspaceId, datasetId, name, size, sha256, createdById: userId } });
  });
  return uploadDto(row);
}

/** Stops an upload, or takes it out of the description; versions keep theirs. @throws NOT_FOUND, IN_USE */
export async function deleteUpload(scope: WorkspaceScope, id: string): Promise<void> {
  const removed = await db().$transaction(async (within) => {
    const upload = await within.upload.findFirst({ where: { id, workspaceId: scope.workspaceId } });
    if (!upload || upload.experimentId !== null) throw notFound();
    demandRole(scope, leastToUpload(upload.datasetId));
    if (upload.datasetId === null) return dropUploads(within, { id });
    const { name, status } = await lockDataset(within, scope, upload.datasetId);
    if (status === "reading" || status === "preparing") throw new CladeError("IN_USE", { name });
    return dropUploads(within, { id });
  });
  await removeFiles(removed);
}

async function lockDataset(within: Transaction, scope: WorkspaceScope, id: string) {
  const [row] = await within.$queryRaw<{ name: string; status: string }[]>`
    SELECT name, status FROM dataset WHERE id = ${id} AND "workspaceId" = ${scope.workspaceId} FOR UPDATE`;
  if (!row) throw notFound();
  return row;
}
