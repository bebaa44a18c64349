import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { CladeError } from "../core/errors.ts";
import type { Localised } from "../core/localised.ts";
import { sampleBytes } from "./detection/limits.ts";
import { asReadError, readBytes } from "./reading/byte-source.ts";

/** The first bytes of a file, unpacked: what detection looks at. They may cut a line or a character. */
export interface FileSample {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly truncated: boolean;
}

/** Formats known by their first bytes that are no text. */
const otherFormats: readonly (readonly [signature: readonly number[], problem: Localised])[] = [
  [[0x50, 0x4b, 0x05, 0x06], { en: "it is an empty zip archive", zh: "它是空的 zip 压缩包" }],
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    { en: "it is an old Excel workbook; save the sheet as CSV", zh: "它是旧版 Excel 工作簿，请将工作表另存为 CSV" },
  ],
  [[0x50, 0x41, 0x52, 0x31], { en: "it is a Parquet file; save it as CSV", zh: "它是 Parquet 文件，请另存为 CSV" }],
  [
    [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59],
    { en: "it is a NumPy array; save it as CSV (numpy.savetxt)", zh: "它是 NumPy 数组，请另存为 CSV（numpy.savetxt）" },
  ],
  [
    [0x89, 0x48, 0x44, 0x46],
    { en: "it is an HDF5 file; save its table as CSV", zh: "它是 HDF5 文件，请将其中的表另存为 CSV" },
  ],
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
 * Reads the head of a file's text (its first sheet's, of a workbook), at most `sampleBytes` unpacked: a bomb costs no more
 * than any other file.
 * @throws FILE_NOT_FOUND, FILE_UNREADABLE (a folder, no rights, damaged), FILE_EMPTY, NOT_A_TABLE (another format)
 */
export async function readSample(path: string): Promise<FileSample> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of readText(path)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > sampleBytes) break;
  }
  if (length === 0) throw new CladeError("FILE_EMPTY", { file: path });
  const bytes = Buffer.concat(chunks).subarray(0, sampleBytes);
  const problem = problemOf(bytes);
  if (problem) throw new CladeError("NOT_A_TABLE", { file: path, problem });
  return { name: basename(path), bytes, truncated: length > sampleBytes };
}

async function* readText(path: string): AsyncGenerator<Uint8Array> {
  try {
    const stats = await stat(path);
    if (!stats.isFile())
      throw new CladeError("FILE_UNREADABLE", { file: path, problem: { en: "it is not a file", zh: "它不是文件" } });
    yield* readBytes(path, path);
  } catch (error) {
    throw asReadError(error, path);
  }
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
