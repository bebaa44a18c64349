import { CladeError } from "../../core/errors.ts";
import type { Localised } from "../../core/localised.ts";
import type { FileSample } from "../file-sample.ts";
import type { Encoding, TableConfig } from "../schema.ts";
import { guessDialect } from "./dialect.ts";
import { decodeSample, type EncodingGuess, guessEncoding } from "./encoding.ts";
import { findLayout, type Layout } from "./header.ts";
import { mostColumns } from "./limits.ts";
import { type Dialect, splitRecords, type TextRecord } from "./records.ts";
import { isKnownName } from "./role-names.ts";

/** The sampled rows of a table's parts, column by column, and how they were read. */
export interface SampledTable {
  readonly encoding: Encoding;
  readonly dialect: Dialect;
  readonly layout: Layout;
  /** columns[j][i]: the cell of row i; rows of another width are not among them. */
  readonly columns: readonly (readonly string[])[];
  /** Where row i stands. */
  readonly places: readonly { readonly file: string; readonly line: number }[];
  /** The sample is the whole table. */
  readonly complete: boolean;
  readonly oddWidths: number;
  /** Records before the header that the config does not say to leave out. */
  readonly linesOfProse: number;
  readonly guesses: readonly EncodingGuess[];
}

/** How one file reads on its own; `wishes` are the parts of the config that say so. */
export interface ReadFile {
  readonly file: string;
  readonly guess: EncodingGuess;
  readonly encoding: Encoding;
  readonly dialect: Dialect;
  readonly layout: Layout;
  readonly records: readonly TextRecord[];
  /** What was read is the whole file. */
  readonly complete: boolean;
}

type Wishes = Pick<TableConfig, "encoding" | "separator" | "quote" | "header">;

/**
 * Reads the first `bytes` of a sample.
 * @throws FILE_EMPTY, TOO_MANY_COLUMNS, NOT_A_TABLE
 */
export function readFile(file: string, whole: FileSample, wishes: Wishes, bytes: number): ReadFile {
  const sample = shorten(whole, bytes);
  const guess = guessEncoding(sample.bytes, sample.truncated);
  const encoding = wishes.encoding ?? guess.encoding;
  const text = decodeSample(sample.bytes, encoding, sample.truncated);
  if (text.trim() === "") throw new CladeError("FILE_EMPTY", { file });
  const format = otherFormat(text);
  if (format) throw new CladeError("NOT_A_TABLE", { file, problem: format });
  const dialect = guessDialect(text, sample.truncated, wishes);
  const { records } = splitRecords(text, dialect);
  // The last record of a truncated sample may be cut.
  const entire = sample.truncated && records.length > 1 ? records.slice(0, -1) : records;
  const layout = findLayout(entire, wishes.header, isKnownName);
  const count = layout.names.length;
  if (count > mostColumns) throw new CladeError("TOO_MANY_COLUMNS", { file, count, limit: mostColumns });
  return { file, guess, encoding, dialect, layout, records: entire, complete: !sample.truncated };
}

function shorten(sample: FileSample, bytes: number): FileSample {
  if (sample.bytes.length <= bytes) return sample;
  // An even number, so that UTF-16 is not cut within a unit.
  return { ...sample, bytes: sample.bytes.subarray(0, bytes & ~1), truncated: true };
}

function otherFormat(text: string): Localised | undefined {
  const head = text.slice(0, 2000).trimStart();
  if (/^[[{]\s*["{[\]}]/.test(head)) return { en: "it is JSON; save it as CSV", zh: "它是 JSON，请另存为 CSV" };
  if (/^<(?:\?xml|!doctype|html|table)/i.test(head))
    return { en: "it is HTML or XML; save it as CSV", zh: "它是 HTML 或 XML，请另存为 CSV" };
  if (head.startsWith("{\\rtf"))
    return { en: "it is a text document; save it as CSV", zh: "它是文字文档，请另存为 CSV" };
  return undefined;
}

/**
 * Reads the samples of a table's parts by what the first part and the config say: all where they have no more than
 * `bytes`, else half as much, which is enough for long files.
 * @throws NOT_A_TABLE where a part has other columns than the first
 */
export function sampleTable(
  config: TableConfig,
  samples: ReadonlyMap<string, FileSample>,
  bytes: number,
): SampledTable {
  const guesses = config.files.map((file) => {
    const sample = sampleOf(samples, file);
    return guessEncoding(sample.bytes, sample.truncated);
  });
  const encoding = config.encoding ?? (guesses.find((guess) => !guess.plain) ?? guesses[0])?.encoding ?? "utf-8";
  const wide = encoding.startsWith("utf-16") ? 2 : 1;
  const total = config.files.reduce((sum, file) => sum + sampleOf(samples, file).bytes.length, 0);
  const share =
    total <= bytes * wide ? total : Math.max(32 * 1024, Math.ceil((bytes * wide) / 2 / config.files.length));
  const [firstFile = "", ...otherFiles] = config.files;
  const first = readFile(firstFile, sampleOf(samples, firstFile), { ...config, encoding }, share);
  const wishes = { encoding, ...first.dialect, header: headerWish(first.layout) };
  const parts = [first, ...otherFiles.map((file) => readFile(file, sampleOf(samples, file), wishes, share))];
  const names = first.layout.names;
  for (const [index, part] of parts.entries()) {
    const guess = guesses[index];
    if (!config.encoding && guess && !guess.plain && guess.encoding !== encoding) {
      refusePart(part.file, `its encoding is ${guess.encoding}, that of another part ${encoding}`);
    }
    if (part.layout.names.join("\n") !== names.join("\n")) {
      refusePart(part.file, `its columns differ from those of ${firstFile}, of which it should be a part`);
    }
  }
  const linesOfProse = config.header === undefined ? Math.max(0, first.layout.firstRow - 1) : 0;
  const { dialect, layout } = first;
  return { encoding, dialect, layout, linesOfProse, guesses, ...pivot(parts, names.length) };
}

function refusePart(file: string, problem: string): never {
  throw new CladeError("NOT_A_TABLE", { file, problem });
}

/** The layout as the config's `header` says it. */
export function headerWish(layout: Layout): number | boolean {
  return layout.hasHeader ? layout.linesBeforeData : false;
}

function sampleOf(samples: ReadonlyMap<string, FileSample>, file: string): FileSample {
  const sample = samples.get(file);
  if (!sample) throw new CladeError("FILE_NOT_FOUND", { file });
  return sample;
}

function pivot(parts: readonly ReadFile[], width: number) {
  const columns: string[][] = Array.from({ length: width }, () => []);
  const places: { file: string; line: number }[] = [];
  let oddWidths = 0;
  for (const { file, layout, records } of parts) {
    for (let i = layout.firstRow; i < records.length; i++) {
      const record = records[i];
      if (!record) continue;
      if (record.cells.length !== width) {
        oddWidths++;
        continue;
      }
      for (const [j, cell] of record.cells.entries()) columns[j]?.push(cell);
      places.push({ file, line: record.line });
    }
  }
  return { columns, places, oddWidths, complete: parts.every((part) => part.complete) };
}
