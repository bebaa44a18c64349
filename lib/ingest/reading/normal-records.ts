import { basename, join } from "node:path";
import { CladeError } from "../../core/errors.ts";
import type { ResolvedTable } from "../schema.ts";
import { isPacked, readBytes } from "./byte-source.ts";
import { csvRow } from "./csv-text.ts";
import { decodeLines } from "./decode-lines.ts";
import { FileWriter } from "./file-writer.ts";
import { PieceCutter } from "./piece-cutter.ts";
import { RecordSplitter, type SplitRecord } from "./record-splitter.ts";
import type { Reject, RejectReason, TableRecords } from "./table-records.ts";

/** What every table's records can be written in. */
const dialect = { separator: ",", quote: '"' } as const;
const largestCell = 1 << 20;

/**
 * The records of any table, rewritten so that no reader can take them for anything else: decoded, runs of blanks as commas,
 * one kind of line end. Records of another width and records that do not decode become rejects.
 * @throws CELL_TOO_LARGE where a cell is longer than 1 MB.
 */
export async function normaliseRecords(table: ResolvedTable, folder: string): Promise<TableRecords> {
  const width = table.columns.length;
  const path = join(folder, "rejects.jsonl");
  const rejects = new FileWriter(path);
  const counts = new Map<RejectReason, number>();
  const cutter = new PieceCutter({ folder, separator: 44, quote: 34, longestRecord: Number.POSITIVE_INFINITY });
  const rows: string[] = [];
  const lines: number[] = [];

  const isNormal = table.separator === dialect.separator && table.quote === dialect.quote;

  function takeRecord(part: number, file: string, record: SplitRecord, isUndecoded: boolean): void {
    const { line, isOpen, raw } = record;
    const cells = fitCells(record.cells, width);
    if (isUndecoded || isOpen || cells.length !== width) {
      const reject: Reject = { part, line, reason: isUndecoded ? "bad-encoding" : "wrong-width", cells };
      rejects.write(`${JSON.stringify(reject)}\n`);
      counts.set(reject.reason, (counts.get(reject.reason) ?? 0) + 1);
    } else if (cells.some((cell) => cell.length > largestCell)) {
      throw new CladeError("CELL_TOO_LARGE", { file, line, limit: largestCell });
    } else {
      rows.push(isNormal && raw !== undefined ? `${raw}\n` : csvRow(cells));
      lines.push(line);
    }
  }

  async function passOn(): Promise<void> {
    await cutter.push(Buffer.from(rows.join("")), lines);
    rows.length = 0;
    lines.length = 0;
    if (rejects.isFull) await rejects.flush();
  }

  try {
    for (const [part, original] of table.files.entries()) {
      const file = basename(original);
      cutter.startPart(file, 0);
      const badLines = new Set<number>();
      const splitter = new RecordSplitter(table, table.linesBeforeData, (record) =>
        takeRecord(part, file, record, badLines.size > 0 && hasLine(badLines, record)),
      );
      const bytes = readBytes(original, file, await isPacked(original, file));
      for await (const block of decodeLines(bytes, table.encoding, file)) {
        for (const line of block.badLines) badLines.add(line);
        splitter.push(block.text);
        if (!splitter.isHolding) badLines.clear();
        await passOn();
      }
      splitter.finish();
      await passOn();
      await cutter.endPart();
    }
  } finally {
    await rejects.close();
  }
  const index = await cutter.finish();
  if (cutter.irregular !== undefined) throw new Error(`rewritten records are irregular: ${cutter.irregular}`);
  return { index, dialect, rejects: counts.size > 0 ? { path, counts } : undefined };
}

/** A separator at the end of a line opens no cell of its own. */
function fitCells(cells: readonly string[], width: number): readonly string[] {
  return cells.length === width + 1 && cells[width] === "" ? cells.slice(0, width) : cells;
}

function hasLine(lines: ReadonlySet<number>, { line, lines: count }: SplitRecord): boolean {
  for (let at = line; at < line + count; at++) if (lines.has(at)) return true;
  return false;
}
