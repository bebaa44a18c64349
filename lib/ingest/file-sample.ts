import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { createGunzip } from "node:zlib";
import { CladeError } from "../core/errors.ts";
import { sampleBytes } from "./detection/limits.ts";

/** The first bytes of a file, unpacked: what detection looks at. They may cut a line or a character. */
export interface FileSample {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly truncated: boolean;
}

/** Formats known by their first bytes that are no text. */
const otherFormats: readonly (readonly [signature: readonly number[], problem: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], "it is a zip archive or an Excel workbook; save the sheet as CSV"],
  [[0x50, 0x4b, 0x05, 0x06], "it is an empty zip archive"],
  [[0xd0, 0xcf, 0x11, 0xe0], "it is an old Excel workbook; save the sheet as CSV"],
  [[0x50, 0x41, 0x52, 0x31], "it is a Parquet file; save it as CSV"],
  [[0x25, 0x50, 0x44, 0x46], "it is a PDF"],
  [[0x28, 0xb5, 0x2f, 0xfd], "it is packed with zstd; unpack it or use gzip"],
  [[0x42, 0x5a, 0x68], "it is packed with bzip2; unpack it or use gzip"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], "it is packed with xz; unpack it or use gzip"],
  [[0x37, 0x7a, 0xbc, 0xaf], "it is a 7z archive; unpack it"],
  [[0x89, 0x50, 0x4e, 0x47], "it is a picture"],
  [[0xff, 0xd8, 0xff], "it is a picture"],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], "it is a SQLite database"],
];

/**
 * Reads the head of a plain or gzipped file (told by its first bytes, not its name), at most `sampleBytes` unpacked.
 * @throws FILE_NOT_FOUND, FILE_UNREADABLE (a folder, no rights, damaged gzip), FILE_EMPTY, NOT_A_TABLE (another format)
 */
export async function readSample(path: string): Promise<FileSample> {
  const name = basename(path);
  const packed = await readHead(path);
  const sample = isGzip(packed.bytes) ? await unpackHead(path, packed) : packed;
  if (sample.bytes.length === 0) throw new CladeError("FILE_EMPTY", { file: path });
  const problem = problemOf(sample.bytes);
  if (problem) throw new CladeError("NOT_A_TABLE", { file: path, problem });
  return { name, ...sample };
}

interface Head {
  readonly bytes: Uint8Array;
  readonly truncated: boolean;
}

async function readHead(path: string): Promise<Head> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, "r");
    const stats = await file.stat();
    if (!stats.isFile()) throw new CladeError("FILE_UNREADABLE", { file: path, problem: "it is not a file" });
    const buffer = Buffer.alloc(Math.min(sampleBytes, stats.size));
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return { bytes: buffer.subarray(0, length), truncated: stats.size > length };
  } catch (error) {
    if (error instanceof CladeError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") throw new CladeError("FILE_NOT_FOUND", { file: path }, error);
    throw new CladeError("FILE_UNREADABLE", { file: path, problem: code ?? "it cannot be opened" }, error);
  } finally {
    await file?.close();
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Unpacks until the sample is full, so that a bomb costs no more than any other file. */
function unpackHead(path: string, packed: Head): Promise<Head> {
  return new Promise((resolve, reject) => {
    const gunzip = createGunzip({ chunkSize: 64 * 1024 });
    const chunks: Uint8Array[] = [];
    let length = 0;
    const finish = (truncated: boolean) => {
      gunzip.destroy();
      resolve({ bytes: Buffer.concat(chunks).subarray(0, sampleBytes), truncated });
    };
    gunzip.on("data", (chunk: Uint8Array) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > sampleBytes) finish(true);
    });
    gunzip.on("end", () => finish(packed.truncated));
    gunzip.on("error", (error: NodeJS.ErrnoException) => {
      // The head of a longer file ends in the middle of the packed stream; what came before counts.
      if (packed.truncated && error.code === "Z_BUF_ERROR") finish(true);
      else
        reject(new CladeError("FILE_UNREADABLE", { file: path, problem: "its gzip data are damaged or cut" }, error));
    });
    gunzip.end(packed.bytes);
  });
}

function problemOf(bytes: Uint8Array): string | undefined {
  const known = otherFormats.find(([signature]) => signature.every((byte, index) => bytes[index] === byte));
  if (known) return known[1];
  return isBinary(bytes) ? "it holds binary data, not text" : undefined;
}

/** Control characters are rare in text of any encoding; in UTF-16, zeros stand on one side of the pairs only. */
function isBinary(bytes: Uint8Array): boolean {
  const end = Math.min(bytes.length, 16 * 1024);
  const zeros: [number, number] = [0, 0];
  let controls = 0;
  for (let i = 0; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 0) zeros[i & 1 ? 1 : 0]++;
    else if (byte < 9 || (byte > 13 && byte < 27) || byte === 127) controls++;
  }
  const lopsided = Math.max(...zeros) > end * 0.01 && Math.min(...zeros) * 8 < Math.max(...zeros);
  const wide = lopsided || (bytes[0] ?? 0) >= 0xfe;
  const odd = wide ? 0 : zeros[0] + zeros[1];
  return odd + (wide ? 0 : controls) > end * 0.02;
}
