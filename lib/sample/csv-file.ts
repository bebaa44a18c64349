import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";

/** A file that appears under its name only when it is whole. */
export interface CsvFile {
  readonly name: string;
  /** Data rows so far. */
  readonly rows: number;
  readonly bytes: number;
  /** One row, without its line break. */
  write(row: string): void;
  /** Writes what is buffered and gives the file its name. */
  publish(): void;
  /** Leaves nothing behind. */
  abandon(): void;
}

const bufferedCharacters = 1 << 16;

export function openCsvFile(path: string, name: string, header: readonly string[]): CsvFile {
  const partial = `${path}.partial`;
  const descriptor = openSync(partial, "w");
  let text = `${header.join(",")}\n`;
  let rows = 0;
  let bytes = 0;
  let open = true;

  function flush(): void {
    const chunk = Buffer.from(text);
    text = "";
    for (let at = 0; at < chunk.length; ) at += writeSync(descriptor, chunk, at);
    bytes += chunk.length;
  }

  return {
    name,
    get rows() {
      return rows;
    },
    get bytes() {
      return bytes;
    },
    write(row) {
      text += `${row}\n`;
      rows++;
      if (text.length > bufferedCharacters) flush();
    },
    publish() {
      flush();
      open = false;
      closeSync(descriptor);
      renameSync(partial, path);
    },
    abandon() {
      if (!open) return;
      open = false;
      closeSync(descriptor);
      rmSync(partial, { force: true });
    },
  };
}

/** A cell, in quotes where it needs them. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
