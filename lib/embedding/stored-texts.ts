import { CladeError } from "../core/errors.ts";
import { guessDialect } from "../ingest/detection/dialect.ts";
import { decodeSample, guessEncoding } from "../ingest/detection/encoding.ts";
import { readSample } from "../ingest/file-sample.ts";
import { readBytes } from "../ingest/reading/byte-source.ts";
import { decodeLines } from "../ingest/reading/decode-lines.ts";
import { RecordSplitter } from "../ingest/reading/record-splitter.ts";

/**
 * The texts of a file in blocks of `size`, in their order: every line (blank ones too, so that rows and lines agree), or
 * one column of a table, whose cells may hold line breaks. Packed files are unpacked; the encoding is found.
 * @throws FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY, NOT_A_TABLE, UNKNOWN_COLUMN
 */
export async function* readTexts(path: string, column: string | undefined, size: number): AsyncGenerator<string[]> {
  const { bytes, truncated } = await readSample(path);
  const { encoding } = guessEncoding(bytes, truncated);
  const blocks = decodeLines(readBytes(path, path), encoding, path);
  const texts: string[] = [];
  const take =
    column === undefined
      ? takeLines(texts)
      : takeColumn(texts, path, column, decodeSample(bytes, encoding, truncated), truncated);
  for await (const { text } of blocks) {
    take.push(text);
    while (texts.length >= size) yield texts.splice(0, size);
  }
  take.finish();
  while (texts.length > 0) yield texts.splice(0, size);
}

interface Taker {
  push(block: string): void;
  finish(): void;
}

function takeLines(texts: string[]): Taker {
  return {
    push(block) {
      const lines = block.split(/\r\n|\n|\r/);
      // Blocks end with a line's end, but for the last line of some files.
      if (lines.at(-1) === "") lines.pop();
      for (const line of lines) texts.push(line);
    },
    finish() {},
  };
}

function takeColumn(texts: string[], file: string, column: string, head: string, truncated: boolean): Taker {
  let place: number | undefined;
  return new RecordSplitter(guessDialect(head, truncated), 0, ({ cells }) => {
    if (place === undefined) {
      const names = cells.map((cell) => cell.trim());
      place = names.indexOf(column);
      if (place < 0) throw new CladeError("UNKNOWN_COLUMN", { file, column, columns: names.join(", ") });
    } else texts.push(cells[place] ?? "");
  });
}
