import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { CladeError } from "../../core/errors.ts";
import { damaged, findPacking, mostUnpacked, readArchive, tooMuch, unreadable } from "./packing.ts";

const chunkSize = 1 << 18;

/**
 * The bytes of a file's text, unpacked where it is gzip or a zip of one file, a workbook's sheet as CSV. `onRead` is told
 * how many of the file's own bytes were read since.
 * @throws FILE_NOT_FOUND; NOT_A_TABLE (an archive of several); FILE_UNREADABLE where packed data are cut, damaged or out
 * of all proportion
 */
export async function* readBytes(
  path: string,
  file: string,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Buffer> {
  try {
    const packing = await findPacking(path, file);
    if (packing === "plain" || packing === "gzip") {
      yield* streamBytes(path, file, packing === "gzip", onRead);
      return;
    }
    yield* packing === "zip" ? readArchive(path, file) : (await import("./workbook.ts")).readSheet(path, file);
    onRead((await stat(path)).size);
  } catch (error) {
    throw asReadError(error, file);
  }
}

async function* streamBytes(
  path: string,
  file: string,
  isGzip: boolean,
  onRead: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const raw = createReadStream(path, { highWaterMark: chunkSize });
  const bytes = isGzip ? raw.pipe(createGunzip({ chunkSize })) : raw;
  raw.on("error", (error) => bytes.destroy(error));
  let unpacked = 0;
  let told = 0;
  try {
    for await (const chunk of bytes) {
      unpacked += (chunk as Buffer).length;
      if (isGzip && unpacked > mostUnpacked.freeBytes && unpacked > mostUnpacked.times * raw.bytesRead) {
        throw unreadable(file, tooMuch(mostUnpacked.times));
      }
      onRead(raw.bytesRead - told);
      told = raw.bytesRead;
      yield chunk as Buffer;
    }
  } finally {
    raw.destroy();
    bytes.destroy();
  }
}

/** What keeps a file from being read, as people should hear it; an error of another kind stays what it is. */
export function asReadError(error: unknown, file: string): unknown {
  if (error instanceof CladeError) return error;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT" || code === "ENOTDIR") return new CladeError("FILE_NOT_FOUND", { file }, error);
  if (code === "EACCES" || code === "EPERM")
    return unreadable(file, { en: "there is no right to read it", zh: "没有读取权限" }, error);
  if (code === "EISDIR") return unreadable(file, { en: "it is a folder", zh: "它是文件夹" }, error);
  if (code === "Z_BUF_ERROR")
    return unreadable(file, { en: "the packed data end too early", zh: "压缩数据不完整" }, error);
  if (code?.startsWith("Z_")) return unreadable(file, damaged, error);
  return error;
}
