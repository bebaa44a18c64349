import { CladeError } from "../../core/errors.ts";
import type { FileSample } from "../file-sample.ts";
import type { TableConfig } from "../schema.ts";
import { type ReadFile, readFile } from "./sample-table.ts";

/** Enough for a header and some rows. */
const headBytes = 32 * 1024;

/**
 * Files given without a config: those with the same header (or, without headers, the same number of columns), read in
 * the same way, are parts of one table, in the order given; the others are tables of their own.
 */
export function groupFiles(files: readonly string[], samples: ReadonlyMap<string, FileSample>): TableConfig[] {
  const groups = new Map<string, { files: string[]; encoding: string | undefined }[]>();
  for (const file of new Set(files)) {
    const sample = samples.get(file);
    if (!sample) throw new CladeError("FILE_NOT_FOUND", { file });
    const read = readFile(file, sample, {}, headBytes);
    const key = shapeOf(read);
    const alike = groups.get(key) ?? [];
    groups.set(key, alike);
    const encoding = read.guess.plain ? undefined : read.encoding;
    // Plain ASCII goes with any encoding.
    const group = alike.find((one) => !one.encoding || !encoding || one.encoding === encoding);
    if (group) {
      group.files.push(file);
      group.encoding ??= encoding;
    } else alike.push({ files: [file], encoding });
  }
  return [...groups.values()].flat().map((group) => ({ files: group.files }));
}

function shapeOf({ dialect, layout }: ReadFile): string {
  const { names, hasHeader, linesBeforeData } = layout;
  return JSON.stringify([dialect, hasHeader ? names : names.length, linesBeforeData]);
}
