import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { createGunzip } from "node:zlib";
import { CladeError } from "../core/errors.ts";
import type { Localised } from "../core/localised.ts";
import { sampleBytes } from "./detection/limits.ts";

/** The first bytes of a file, unpacked: what detection looks at. They may cut a line or a character. */
export interface FileSample {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly truncated: boolean;
}

/** Formats known by their first bytes that are no text. */
const otherFormats: readonly (readonly [signature: readonly number[], problem: Localised])[] = [
  [
    [0x50, 0x4b, 0x03, 0x04],
    {
      en: "it is a zip archive or an Excel workbook; save the sheet as CSV",
      zh: "它是 zip 压缩包或 Excel 工作簿，请将工作表另存为 CSV",
    },
  ],
  [[0x50, 0x4b, 0x05, 0x06], { en: "it is an empty zip archive", zh: "它是空的 zip 压缩包" }],
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    { en: "it is an old Excel workbook; save the sheet as CSV", zh: "它是旧版 Excel 工作簿，请将工作表另存为 CSV" },
  ],
  [[0x50, 0x41, 0x52, 0x31], { en: "it is a Parquet file; save it as CSV", zh: "它是 Parquet 文件，请另存为 CSV" }],
  [[0x25, 0x50, 0x44, 0x46], { en: "it is a PDF", zh: "它是 PDF 文件" }],
  [
    [0x28, 0xb5, 0x2f, 0xfd],
    { en: "it is packed with zstd; unpack it or use gzip", zh: "它用 zstd 压缩，请解压或改用 gzip" },
  ],
  [
    [0x42, 0x5a, 0x68],
    { en: "it is packed with bzip2; unpack it or use gzip", zh: "它用 bzip2 压缩，请解压或改用 gzip" },
  ],
  [
    [0xfd, 0x37, 0x7a, 0x58, 0x5a],
    { en: "it is packed with xz; unpack it or use gzip", zh: "它用 xz 压缩，请解压或改用 gzip" },
  ],
  [[0x37, 0x7a, 0xbc, 0xaf], { en: "it is a 7z archive; unpack it", zh: "它是 7z 压缩包，请先解压" }],
  [[0x89, 0x50, 0x4e, 0x47], { en: "it is a picture", zh: "它是图片" }],
  [[0xff, 0xd8, 0xff], { en: "it is a picture", zh: "它是图片" }],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], { en: "it is a SQLite database", zh: "它是 SQLite 数据库" }],
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
    if (!stats.isFile())
      throw new CladeError("FILE_UNREADABLE", { file: path, problem: { en: "it is not a file", zh: "它不是文件" } });
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
    throw new CladeError(
      "FILE_UNREADABLE",
      { file: path, problem: code ?? { en: "it cannot be opened", zh: "无法打开" } },
      error,
    );
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
        reject(
          new CladeError(
            "FILE_UNREADABLE",
            { file: path, problem: { en: "its gzip data are damaged or cut", zh: "gzip 数据损坏或不完整" } },
            error,
          ),
        );
    });
    gunzip.end(packed.bytes);
  });
}

function problemOf(bytes: Uint8Array): Localised | undefined {
  const known = otherFormats.find(([signature]) => signature.every((byte, index) => bytes[index] === byte));
  if (known) return known[1];
  return isBinary(bytes) ? { en: "it holds binary data, not text", zh: "它是二进制数据，不是文本" } : undefined;
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
