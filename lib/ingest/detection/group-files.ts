import { CladeError } from "../../core/errors.ts";
import type { FileSample } from "../file-sample.ts";
import type { TableConfig } from "../schema.ts";
import { decodeSample, guessEncoding } from "./encoding.ts";
import { findLayout } from "./header.ts";
import { splitRecords } from "./records.ts";
import { isKnownName } from "./role-names.ts";
import { type ReadFile, readFile } from "./sample-table.ts";

/** Enough for a header and some rows. */
const headBytes = 16 * 1024;

type Shape = Pick<ReadFile, "dialect" | "layout">;

interface Group {
  readonly shape: Shape;
  readonly files: string[];
  encoding: string | undefined;
}

/**
 * Files given without a config: those with the same header (or, without headers, the same number of columns), read in
 * the same way, are parts of one table, in the order given; the others are tables of their own.
 */
export function groupFiles(files: readonly string[], samples: ReadonlyMap<string, FileSample>): TableConfig[] {
  const groups: Group[] = [];
  for (const file of new Set(files)) {
    const sample = samples.get(file);
    if (!sample) throw new CladeError("FILE_NOT_FOUND", { file });
    const guess = guessEncoding(sample.bytes, sample.truncated);
    const last = groups.at(-1)?.shape;
    const shape = last && continues(last, sample, guess.encoding) ? last : readFile(file, sample, {}, headBytes);
    // Plain ASCII goes with any encoding.
    const encoding = guess.plain ? undefined : guess.encoding;
    const group = groups.find(
      (one) => sameShape(one.shape, shape) && (!one.encoding || !encoding || one.encoding === encoding),
    );
    if (group) {
      group.files.push(file);
      group.encoding ??= encoding;
    } else groups.push({ shape, files: [file], encoding });
  }
  return groups.map((group) => ({ files: group.files }));
}

function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  return JSON.stringify(facts(a)) === JSON.stringify(facts(b));
}

function facts({ dialect, layout: { names, hasHeader, linesBeforeData } }: Shape) {
  return [dialect, hasHeader ? names : names.length, linesBeforeData];
}

/** Does the file begin with the header of the one before it? Then nothing about it needs guessing. */
function continues(shape: Shape, sample: FileSample, encoding: ReadFile["encoding"]): boolean {
  if (!shape.layout.hasHeader) return false;
  const text = decodeSample(sample.bytes.subarray(0, headBytes), encoding, true);
  const { records } = splitRecords(text, shape.dialect, 50);
  const layout = findLayout(records.slice(0, -1), shape.layout.linesBeforeData, isKnownName);
  return sameShape(shape, { dialect: shape.dialect, layout });
}
