import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { CladeError } from "../../core/errors.ts";

/** A packed file that unpacks to more than this many times its size, past the first megabytes, is no table. */
const mostUnpacked = { times: 400, freeBytes: 256 * 1024 * 1024 };
const chunkSize = 1 << 18;

/** Is it gzip by its first bytes? Names say little. */
export async function isPacked(path: string, file: string): Promise<boolean> {
  try {
    const handle = await open(path);
    try {
      const head = new Uint8Array(2);
      await handle.read(head, 0, 2, 0);
      return head[0] === 0x1f && head[1] === 0x8b;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw asReadError(error, file);
  }
}

/**
 * The bytes of a file, unpacked where it is gzip. `onRead` is told how many of the file's own bytes were read since.
 * @throws FILE_NOT_FOUND; FILE_UNREADABLE where packed data are cut, damaged or out of all proportion.
 */
export async function* readBytes(
  path: string,
  file: string,
  packed: boolean,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Buffer> {
  const raw = createReadStream(path, { highWaterMark: chunkSize });
  const bytes = packed ? raw.pipe(createGunzip({ chunkSize })) : raw;
  raw.on("error", (error) => bytes.destroy(error));
  let unpacked = 0;
  let told = 0;
  try {
    for await (const chunk of bytes) {
      unpacked += (chunk as Buffer).length;
      if (packed && unpacked > mostUnpacked.freeBytes && unpacked > mostUnpacked.times * raw.bytesRead) {
        throw unreadable(file, `it unpacks to more than ${mostUnpacked.times} times its size`);
      }
      onRead(raw.bytesRead - told);
      told = raw.bytesRead;
      yield chunk as Buffer;
    }
  } catch (error) {
    throw asReadError(error, file);
  } finally {
    raw.destroy();
    bytes.destroy();
  }
}

function asReadError(error: unknown, file: string): unknown {
  if (error instanceof CladeError) return error;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT" || code === "EACCES" || code === "EPERM")
    return new CladeError("FILE_NOT_FOUND", { file }, error);
  if (code === "EISDIR") return unreadable(file, "it is a folder", error);
  if (code === "Z_BUF_ERROR") return unreadable(file, "the packed data end too early", error);
  if (code?.startsWith("Z_")) return unreadable(file, "the packed data are damaged", error);
  return error;
}

function unreadable(file: string, problem: string, cause?: unknown): CladeError {
  return new CladeError("FILE_UNREADABLE", { file, problem }, cause);
}
