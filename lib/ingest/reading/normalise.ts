import { CladeError } from "../../core/errors.ts";
import type { ResolvedTable } from "../schema.ts";
import { csvRow } from "./csv-text.ts";
import { decodeLines } from "./decode-lines.ts";
import { FileWriter } from "./file-writer.ts";
import { LineScanner } from "./line-scanner.ts";
import { RecordSplitter, type SplitRecord } from "./record-splitter.ts";
import type { Reject, Scan } from "./source.ts";

/** What normalised files are written in, whatever the original was. */
export const normalDialect = { separator: ",", quote: '"' } as const;

const largestCell = 1 << 20;

/**
 * Rewrites one part of a table as UTF-8 CSV without a head, such that any reader takes it alike: decoded, runs of blanks
 * as commas, one kind of line end. Records of another width and records that do not decode go to the rejects.
 * @throws CELL_TOO_LARGE where a cell is longer than 1 MB.
 */
export async function normaliseFile(
  chunks: AsyncIterable<Uint8Array>,
  table: ResolvedTable,
  file: string,
  path: string,
): Promise<Scan> {
  const width = table.columns.length;
  const rows = new FileWriter(path);
  const rejects = new FileWriter(`${path}.rejects`);
  const scanner = new LineScanner({ skipLines: 0, separator: 44, quote: 34, longestRecord: Number.POSITIVE_INFINITY });
  const lines: number[] = [];
  const badLines = new Set<number>();
  const rejected = new Map<Reject["reason"], number>();

  function take(record: SplitRecord): void {
    const cells = fitCells(record.cells, width);
    const isBad = badLines.size > 0 && hasLine(badLines, record);
    if (isBad || record.isOpen || cells.length !== width) {
      const reject: Reject = { line: record.line, reason: isBad ? "bad-encoding" : "wrong-width", cells };
      rejects.write(`${JSON.stringify(reject)}\n`);
      rejected.set(reject.reason, (rejected.get(reject.reason) ?? 0) + 1);
    } else if (cells.some((cell) => cell.length > largestCell)) {
      throw new CladeError("CELL_TOO_LARGE", { file, line: record.line, limit: largestCell });
    } else {
      lines.push(record.line);
      rows.write(csvRow(cells));
    }
  }

  try {
    rows.onFlush = (bytes) => scanner.push(bytes);
    const splitter = new RecordSplitter(table, table.linesBeforeData, take);
    for await (const block of decodeLines(chunks, table.encoding, file)) {
      for (const line of block.badLines) badLines.add(line);
      splitter.push(block.text);
      if (!splitter.isHolding) badLines.clear();
      if (rows.isFull) await rows.flush();
      if (rejects.isFull) await rejects.flush();
    }
    splitter.finish();
  } finally {
    await Promise.all([rows.close(), rejects.close()]);
  }
  return {
    index: scanner.finish(),
    irregular: scanner.irregular,
    line: (record) => lines[record] ?? 0,
    rejects: rejected.size > 0 ? { path: `${path}.rejects`, counts: rejected } : undefined,
  };
}

/** A separator at the end of a line opens no cell of its own. */
function fitCells(cells: readonly string[], width: number): readonly string[] {
  return cells.length === width + 1 && cells[width] === "" ? cells.slice(0, width) : cells;
}

function hasLine(lines: ReadonlySet<number>, { line, lines: count }: SplitRecord): boolean {
  for (let at = line; at < line + count; at++) if (lines.has(at)) return true;
  return false;
}
