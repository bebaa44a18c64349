import { basename } from "node:path";
import type { Kernels } from "../../kernels/pool.ts";
import type { ResolvedTable } from "../schema.ts";
import { readBytes } from "./byte-source.ts";
import { type Piece, PieceCutter } from "./piece-cutter.ts";
import { longestPlain } from "./read-csv-sql.ts";

export interface PieceSource {
  readonly table: ResolvedTable;
  readonly kernels: Kernels;
  /** Where the pieces go. */
  readonly folder: string;
  /** Look for records that repeat an earlier one? */
  readonly findsRepeated: boolean;
  /** Is told how many bytes of the files were read since. */
  readonly onRead: (bytes: number) => void;
}

/** Can the engine read the table's text as it is, if nothing in it is irregular? */
export function isPlain({ encoding, separator, columns }: ResolvedTable): boolean {
  return encoding === "utf-8" && separator !== "whitespace" && columns.length > 1;
}

/** The pieces of a table whose text the engine can read as it is. @throws Irregular where it cannot. */
export async function* plainPieces(source: PieceSource): AsyncGenerator<Piece> {
  const { table, kernels, folder, findsRepeated, onRead } = source;
  const { separator, quote, columns } = table;
  const options = { kernels, folder, separator, quote, width: columns.length };
  const cutter = new PieceCutter({ ...options, longestRecord: longestPlain, findsRepeated });
  for (const path of table.files) {
    const file = basename(path);
    cutter.startPart(table.linesBeforeData);
    for await (const chunk of readBytes(path, file, onRead)) yield* cutter.push(chunk);
    yield* cutter.endPart();
  }
  yield* cutter.finish();
}
