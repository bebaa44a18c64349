import { basename } from "node:path";
import { CladeError } from "../../core/errors.ts";
import { readBytes } from "./byte-source.ts";
import { csvRow } from "./csv-text.ts";
import { decodeLines } from "./decode-lines.ts";
import { type Piece, PieceCutter } from "./piece-cutter.ts";
import type { PieceSource } from "./plain-pieces.ts";
import { RecordSplitter, type SplitRecord } from "./record-splitter.ts";

/** What every table's records can be written in. */
export const normalDialect = { separator: ",", quote: '"' } as const;
const largestCell = 1 << 20;

/**
 * The pieces of any table, its records rewritten so that no reader can take them for anything else: decoded, runs of
 * blanks as commas, one kind of line end. Records of another width and records that do not decode become rejects.
 * @throws CELL_TOO_LARGE where a cell is longer than 1 MB.
 */
export async function* normalPieces(source: PieceSource): AsyncGenerator<Piece> {
  const { table, kernels, folder, findsRepeated, onRead } = source;
  const width = table.columns.length;
  const cutter = new PieceCutter({
    ...{ kernels, folder, width, longestRecord: Number.POSITIVE_INFINITY, findsRepeated },
    ...normalDialect,
  });
  const isNormal = table.separator === normalDialect.separator && table.quote === normalDialect.quote;
  const rows: string[] = [];
  const lines: number[] = [];

  function takeRecord(part: number, file: string, record: SplitRecord, isUndecoded: boolean): void {
    const { line, isOpen, raw } = record;
    const cells = fitCells(record.cells, width);
    if (isUndecoded || isOpen || cells.length !== width) {
      cutter.reject({ part, line, reason: isUndecoded ? "bad-encoding" : "wrong-width", cells });
    } else if (cells.some((cell) => cell.length > largestCell)) {
      throw new CladeError("CELL_TOO_LARGE", { file, line, limit: largestCell });
    } else {
      rows.push(isNormal && raw !== undefined ? `${raw}\n` : csvRow(cells));
      lines.push(line);
    }
  }

  function* passOn(): Generator<Piece> {
    yield* cutter.push(Buffer.from(rows.join("")), lines);
    rows.length = 0;
    lines.length = 0;
  }

  for (const [part, original] of table.files.entries()) {
    const file = basename(original);
    cutter.startPart(0);
    const badLines = new Set<number>();
    const splitter = new RecordSplitter(table, table.linesBeforeData, (record) =>
      takeRecord(part, file, record, badLines.size > 0 && hasLine(badLines, record)),
    );
    const bytes = readBytes(original, file, onRead);
    for await (const block of decodeLines(bytes, table.encoding, file)) {
      for (const line of block.badLines) badLines.add(line);
      splitter.push(block.text);
      if (!splitter.isHolding) badLines.clear();
      yield* passOn();
    }
    splitter.finish();
    yield* passOn();
    yield* cutter.endPart();
  }
  yield* cutter.finish();
}

/** A separator at the end of a line opens no cell of its own. */
function fitCells(cells: readonly string[], width: number): readonly string[] {
  return cells.length === width + 1 && cells[width] === "" ? cells.slice(0, width) : cells;
}

function hasLine(lines: ReadonlySet<number>, { line, lines: count }: SplitRecord): boolean {
  for (let at = line; at < line + count; at++) if (lines.has(at)) return true;
  return false;
}
