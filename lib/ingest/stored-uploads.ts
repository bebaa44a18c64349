import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { CladeError } from "../core/errors.ts";
import type { WorkspaceScope } from "../core/scope.ts";
import { db } from "../platform/db.ts";
import { env } from "../platform/env.ts";
import { publish } from "../platform/notify.ts";
import { getUpload } from "./data.ts";
import type { UploadDto } from "./dataset-schema.ts";

export interface UploadPart {
  /** Where the part begins; must be where the file ends. */
  readonly offset: number;
  readonly body: AsyncIterable<Uint8Array>;
  /** SHA-256 of the part, base64. A part that is cut or differs is dropped as a whole; without one, what arrived stays. */
  readonly sha256: string | undefined;
}

/** One writer an upload in this process: whoever comes anew takes over from a connection that died without a word. */
const writers = new Map<string, { readonly stop: AbortController; readonly ended: Promise<unknown> }>();

/** How far a file has come; the disk knows, the row may be behind. @throws NOT_FOUND */
export async function findOffset(scope: WorkspaceScope, id: string): Promise<UploadDto> {
  const upload = await getUpload(scope, id);
  if (upload.status !== "uploading") return upload;
  const received = await sizeOf(upload);
  // Everything had arrived when the server fell over.
  return received === upload.size ? complete(scope, upload) : { ...upload, received };
}

/**
 * Streams one part to the end of the file, and checks the whole when it is complete.
 * @throws NOT_FOUND, WRONG_OFFSET, BODY_TOO_LARGE (more than was announced), UPLOAD_DAMAGED, DISK_FULL
 */
export async function receivePart(scope: WorkspaceScope, id: string, part: UploadPart): Promise<UploadDto> {
  const upload = await getUpload(scope, id);
  const before = writers.get(id);
  before?.stop.abort();
  const stop = new AbortController();
  const writing = (async () => {
    await before?.ended;
    return write(upload, part, stop.signal);
  })();
  const writer = { stop, ended: writing.catch(() => undefined) };
  writers.set(id, writer);
  try {
    const received = await writing;
    return received === upload.size ? await complete(scope, upload) : { ...upload, received };
  } finally {
    if (writers.get(id) === writer) writers.delete(id);
  }
}

async function write(upload: UploadDto, part: UploadPart, signal: AbortSignal): Promise<number> {
  const expected = upload.status === "uploading" ? await sizeOf(upload) : upload.size;
  if (part.offset !== expected)
    throw new CladeError("WRONG_OFFSET", { file: upload.name, expected, found: part.offset });
  const file = await open(uploadPath(upload.id, upload.name), "r+");
  try {
    return await writeBody(file, upload, part, signal);
  } finally {
    const { size } = await file.stat();
    await file.close();
    await db().upload.updateMany({ where: { id: upload.id, status: "uploading" }, data: { received: size } });
  }
}

async function writeBody(file: FileHandle, upload: UploadDto, part: UploadPart, signal: AbortSignal): Promise<number> {
  const hash: Hash | undefined = part.sha256 === undefined ? undefined : createHash("sha256");
  let end = part.offset;
  try {
    for await (const chunk of part.body) {
      if (signal.aborted) throw new CladeError("CANCELLED");
      if (end + chunk.byteLength > upload.size) throw new CladeError("BODY_TOO_LARGE", { limit: upload.size });
      hash?.update(chunk);
      for (let at = 0; at < chunk.byteLength; ) {
        const { bytesWritten } = await file.write(chunk, at, chunk.byteLength - at, end + at);
        at += bytesWritten;
      }
      end += chunk.byteLength;
    }
    if (hash && hash.digest("base64") !== part.sha256) throw new CladeError("UPLOAD_DAMAGED", { file: upload.name });
    await file.sync();
    return end;
  } catch (error) {
    // A part that cannot be checked is not kept.
    if (hash || (error instanceof CladeError && error.code === "BODY_TOO_LARGE")) await file.truncate(part.offset);
    throw (error as NodeJS.ErrnoException).code === "ENOSPC" ? new CladeError("DISK_FULL", {}, error) : error;
  }
}

/** Hashes the whole file and says that it is there; one that differs from what was announced is thrown away. */
export async function complete(scope: WorkspaceScope, upload: UploadDto): Promise<UploadDto> {
  const sha256 = await hashFile(uploadPath(upload.id, upload.name));
  const isWhole = upload.sha256 === null || upload.sha256 === sha256;
  await db().upload.updateMany({
    where: { id: upload.id, status: "uploading" },
    data: isWhole
      ? { status: "complete", sha256, received: upload.size, completedAt: new Date() }
      : { status: "refused", received: 0 },
  });
  if (!isWhole) {
    await rm(uploadFolder(upload.id), { recursive: true, force: true });
    throw new CladeError("UPLOAD_DAMAGED", { file: upload.name });
  }
  if (upload.datasetId !== null)
    await publish("datasets", { workspaceId: scope.workspaceId, datasetId: upload.datasetId });
  return getUpload(scope, upload.id);
}

async function sizeOf({ id, name }: UploadDto): Promise<number> {
  return (await stat(uploadPath(id, name))).size;
}

export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** Where an upload's bytes lie: under its id, by its own name, since that is what people see in messages and files. */
export function uploadPath(id: string, name: string): string {
  return join(uploadFolder(id), fileName(name));
}

export function uploadFolder(id: string): string {
  return join(env().dataFolder.uploads, id);
}

/** The last part of a name with nothing that a file system or a terminal takes amiss. */
export function fileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  const plain = last.replace(/\p{C}/gu, "").trim();
  const cut = Buffer.from(plain.toWellFormed())
    .subarray(0, 180)
    .toString("utf8")
    .replace(/\ufffd+$/, "");
  return cut === "" || cut === "." || cut === ".." ? "file" : cut;
}
