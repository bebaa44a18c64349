import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { type Entry, openPromise } from "yauzl";
import { CladeError } from "../../core/errors.ts";
import type { Localised } from "../../core/localised.ts";

/** How a file's text is wrapped, told by its first bytes and, of archives, by what lies in them; names say little. */
export type Packing = "plain" | "gzip" | "zip" | "workbook";

/** A packed file that unpacks to more than this many times its size, past the first megabytes, is no table. */
export const mostUnpacked = { times: 400, freeBytes: 256 * 1024 * 1024 };

/** Entries of an archive that are looked at; more is no table. */
const mostEntries = 10_000;

/** @throws NOT_A_TABLE where an archive holds no file, or several; FILE_UNREADABLE where it is damaged */
export async function findPacking(path: string, file: string): Promise<Packing> {
  const handle = await open(path);
  const head = Buffer.alloc(4);
  try {
    await handle.read(head, 0, 4, 0);
  } finally {
    await handle.close();
  }
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  if (head.readUInt32LE() !== 0x04034b50) return "plain";
  return inArchive(path, file, async (entries) => {
    if (entries.some(({ fileName }) => fileName === "xl/workbook.xml")) {
      const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
      const packed = entries.reduce((sum, entry) => sum + entry.compressedSize, 0);
      refuseBomb(file, unpacked, packed);
      return "workbook";
    }
    const [only, ...others] = tablesOf(entries);
    if (only && others.length === 0) return "zip";
    const names = [only, ...others].flatMap((entry) => (entry ? [entry.fileName] : []));
    const some = `${names.slice(0, 3).join(", ")}…`;
    const problem: Localised =
      names.length === 0
        ? { en: "it is an archive without a file in it", zh: "压缩包内没有文件" }
        : {
            en: `it is an archive of ${names.length} files (${some}); unpack it and give the files`,
            zh: `压缩包内有 ${names.length} 个文件（${some}），请解压后逐个提供`,
          };
    throw new CladeError("NOT_A_TABLE", { file, problem });
  });
}

/** The bytes of an archive's one file. */
export async function* readArchive(path: string, file: string): AsyncGenerator<Buffer> {
  const archive = await openArchive(path, file);
  try {
    const [entry] = tablesOf(await listEntries(archive, file));
    if (!entry) return;
    refuseBomb(file, entry.uncompressedSize, entry.compressedSize);
    const stream: Readable = await archive.openReadStreamPromise(entry);
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw asDamaged(file, error);
  } finally {
    archive.close();
  }
}

type Archive = Awaited<ReturnType<typeof openPromise>>;

async function openArchive(path: string, file: string): Promise<Archive> {
  try {
    return await openPromise(path, { autoClose: false });
  } catch (error) {
    throw asDamaged(file, error);
  }
}

async function inArchive<T>(path: string, file: string, look: (entries: readonly Entry[]) => Promise<T>): Promise<T> {
  const archive = await openArchive(path, file);
  try {
    return await look(await listEntries(archive, file));
  } finally {
    archive.close();
  }
}

async function listEntries(archive: Archive, file: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of archive.eachEntry()) {
      entries.push(entry);
      if (entries.length > mostEntries) break;
    }
  } catch (error) {
    throw asDamaged(file, error);
  }
  return entries;
}

/** Files, without folders and what systems put beside them. */
function tablesOf(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ fileName }) => !/\/$|^__MACOSX\/|(?:^|\/)\.[^/]*$|(?:^|\/)Thumbs\.db$/.test(fileName));
}

function refuseBomb(file: string, unpacked: number, packed: number): void {
  const { times, freeBytes } = mostUnpacked;
  if (unpacked > freeBytes && unpacked > times * packed) {
    throw unreadable(file, tooMuch(times));
  }
}

function asDamaged(file: string, error: unknown): CladeError {
  if (error instanceof CladeError) return error;
  const isLocked = error instanceof Error && /encrypted/i.test(error.message);
  return unreadable(file, isLocked ? locked : damaged, error);
}

const locked: Localised = { en: "it is locked with a password", zh: "它有密码保护" };
export const damaged: Localised = { en: "the packed data are damaged", zh: "压缩数据已损坏" };

export function tooMuch(times: number): Localised {
  return { en: `it unpacks to more than ${times} times its size`, zh: `解压后超过原大小的 ${times} 倍` };
}

export function unreadable(file: string, problem: Localised, cause?: unknown): CladeError {
  return new CladeError("FILE_UNREADABLE", { file, problem }, cause);
}
