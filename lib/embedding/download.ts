import { createHash } from "node:crypto";
import { createReadStream, existsSync, statSync } from "node:fs";
import { mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { CladeError } from "../core/errors.ts";
import { type CataloguedEncoder, catalogueFiles } from "./catalogue.ts";
import type { Precision } from "./onnx/model-folder.ts";

/** One GET: what lib/platform/outgoing.ts does, with its rules for addresses. */
export type Get = (
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<{
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
}>;

export interface DownloadContext {
  readonly get: Get;
  /** The hub or a mirror of it, without a slash at its end. */
  readonly hub: string;
  readonly signal: AbortSignal;
  /** Bytes of the file so far, and of how many, where the hub says. */
  readonly progress: (file: string, bytes: number, of: number | undefined) => void;
  /** Waits before the second, third, … try of a file. */
  readonly waits?: readonly number[];
}

/** The files' hashes as first seen; later downloads of the same model have to agree. */
const recordName = "sha256.json";
const mostBytes = 2 ** 31;

/**
 * Downloads a catalogued encoder into `folder`, file by file. What a cut connection left is continued (Range); a file has
 * its name only when it is whole and its SHA-256 is the pinned or recorded one; a file that is there already is kept.
 * @throws DOWNLOAD_FAILED (also where there is no network), DOWNLOAD_DIFFERS, ADDRESS_REFUSED, CANCELLED
 */
export async function downloadEncoder(
  encoder: CataloguedEncoder,
  precision: Precision,
  folder: string,
  context: DownloadContext,
): Promise<Readonly<Record<string, string>>> {
  const model = precision === "fp32" ? "onnx/model.onnx" : "onnx/model_quantized.onnx";
  const recorded = await readRecord(folder);
  // The model comes last: a folder without it is not yet one.
  for (const { name, isOptional } of [...catalogueFiles, { name: model, isOptional: false }]) {
    const url = `${context.hub}/${encoder.repository}/resolve/main/${name}`;
    const found = await fetchFile(url, name, folder, isOptional, context);
    if (found === undefined) continue;
    const expected = encoder.sha256[name] ?? recorded[name];
    if (expected !== undefined && found !== expected) {
      await rm(join(folder, name), { force: true });
      throw new CladeError("DOWNLOAD_DIFFERS", { file: name, value: found, expected });
    }
    recorded[name] = found;
    await writeFile(join(folder, recordName), `${JSON.stringify(recorded, null, 2)}\n`);
  }
  return recorded;
}

async function fetchFile(
  url: string,
  name: string,
  folder: string,
  isOptional: boolean,
  context: DownloadContext,
): Promise<string | undefined> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  const waits = [0, ...(context.waits ?? [1000, 4000, 15_000])];
  for (const [i, wait] of waits.entries()) {
    if (existsSync(path)) return hashFile(path);
    if (wait > 0) await setTimeout(wait, undefined, { signal: context.signal }).catch(() => undefined);
    try {
      if (!(await fetchRest(url, name, path, isOptional, context))) return undefined;
    } catch (error) {
      if (context.signal.aborted) throw new CladeError("CANCELLED");
      const isFinal = error instanceof CladeError && !error.retry;
      if (isFinal || i === waits.length - 1) throw asDownloadError(error, name, url);
    }
  }
  return hashFile(path);
}

/** Goes on where `path`.part ends. false: the hub has no such file, and need not. */
async function fetchRest(
  url: string,
  name: string,
  path: string,
  isOptional: boolean,
  { get, signal, progress }: DownloadContext,
): Promise<boolean> {
  const part = `${path}.part`;
  const had = statSync(part, { throwIfNoEntry: false })?.size ?? 0;
  const range: Readonly<Record<string, string>> = had > 0 ? { range: `bytes=${had}-` } : {};
  const { status, headers, body } = await get(url, { "accept-encoding": "identity", ...range }, signal);
  if (status === 404 && isOptional) return false;
  if (status === 416) {
    // What lies here is longer than the file, or of another one.
    await rm(part, { force: true });
    throw new Error("the part on disk does not fit; it is fetched anew");
  }
  if (status !== 200 && status !== 206) throw new Error(`it answers with status ${status}`);
  const start = status === 206 ? rangeStart(headers["content-range"]) : 0;
  if (start !== 0 && start !== had) throw new Error("it answers with another part than was asked for");
  const length = Number(headers["content-length"] ?? Number.NaN);
  const total = Number.isFinite(length) ? start + length : undefined;
  if ((total ?? 0) > mostBytes) throw new CladeError("MODEL_REFUSED", { file: name, problem: "it has more than 2 GB" });
  const file = await open(part, start === 0 ? "w" : "a");
  let bytes = start;
  try {
    for await (const chunk of body) {
      await file.write(chunk);
      bytes += chunk.length;
      if (bytes > mostBytes) throw new CladeError("MODEL_REFUSED", { file: name, problem: "it has more than 2 GB" });
      progress(name, bytes, total);
    }
    if (total !== undefined && bytes !== total) throw new Error(`it ends after ${bytes} of ${total} bytes`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, path);
  return true;
}

function rangeStart(header: string | string[] | undefined): number {
  return Number(/^bytes (\d+)-/.exec(String(header))?.[1] ?? Number.NaN);
}

export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/**
 * Do a folder's files have the pinned hashes, and those that were recorded at their download? null: none is known.
 * @throws FILE_DIFFERS with the first that has not
 */
export async function checkRecord(folder: string, pinned: CataloguedEncoder["sha256"]): Promise<boolean | null> {
  const expected = { ...(await readRecord(folder)), ...pinned };
  const known = Object.entries(expected).filter(([name]) => existsSync(join(folder, name)));
  for (const [name, sha256] of known) {
    const value = await hashFile(join(folder, name));
    if (value !== sha256) throw new CladeError("FILE_DIFFERS", { file: name, value, expected: sha256 });
  }
  return known.length > 0 ? true : null;
}

async function readRecord(folder: string): Promise<Record<string, string>> {
  try {
    return JSON.parse(await readFile(join(folder, recordName), "utf8")) as Record<string, string>;
  } catch {
    return {};
  }
}

function asDownloadError(error: unknown, file: string, url: string): CladeError {
  if (error instanceof CladeError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const isOffline = ["ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"].includes(code ?? "");
  const problem = isOffline ? { en: "there is no way to it from this machine", zh: "本机无法连接到该地址" } : message;
  return new CladeError("DOWNLOAD_FAILED", { file, host: new URL(url).host, problem }, error);
}
