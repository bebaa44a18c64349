import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { ResolvedTable, SetAsideReason } from "../schema.ts";
import { csvCell, neutralise } from "./csv-text.ts";
import type { FileWriter } from "./file-writer.ts";
import type { Piece, Reject } from "./piece-cutter.ts";
import { type Dialect, splitRecord } from "./record-splitter.ts";
import { uniqueNames } from "./stored-names.ts";

const ownColumns = ["file", "line", "column", "value", "reason"];

/** Head of `set-aside.csv`: its own columns, then those of every table, each once. */
export function setAsideHeader(tables: readonly ResolvedTable[]): string[] {
  return uniqueNames([...ownColumns, ...rowColumns(tables)]);
}

/** Where a table's cells stand among the columns of the header after its own ones, and how many those are. */
export function rowLayout(tables: readonly ResolvedTable[], table: ResolvedTable): RowLayout {
  const names = rowColumns(tables);
  return { places: table.columns.map(({ name }) => names.indexOf(name)), width: names.length };
}

function rowColumns(tables: readonly ResolvedTable[]): string[] {
  return [...new Set(tables.flatMap(({ columns }) => columns.map(({ name }) => name)))];
}

export interface RowLayout {
  readonly places: readonly number[];
  readonly width: number;
}

export interface SetAsideTable {
  readonly table: ResolvedTable;
  /** How the pieces are written. */
  readonly dialect: Dialect;
  readonly reasonOf: (columnIndex: number) => SetAsideReason;
  readonly layout: RowLayout;
}

/** Records of a piece that were read but do not fit: their numbers in the piece, and 1 + index of the column of each. */
export interface Problems {
  readonly records: Int32Array;
  readonly codes: Uint16Array;
}

const comma = 44;

/** Writes rows that were set aside. Rows that need no change are copied as bytes: most are, and there may be millions. */
export class SetAsideWriter {
  private readonly writer: FileWriter;
  private readonly set: SetAsideTable;
  private readonly files: readonly string[];
  private readonly isInOrder: boolean;
  private readonly canCopy: boolean;
  /** `,column,` and `,reason,` by column index. */
  private readonly around: readonly (readonly [string, string])[];

  constructor(writer: FileWriter, set: SetAsideTable) {
    const { places, width } = set.layout;
    this.writer = writer;
    this.set = set;
    this.files = set.table.files.map((path) => safeCell(basename(path)));
    this.isInOrder = places.length === width && places.every((place, i) => place === i);
    this.canCopy = this.isInOrder && set.dialect.separator === ",";
    this.around = set.table.columns.map(({ name }, i) => [`,${safeCell(name)},`, `,${set.reasonOf(i)},`]);
  }

  /** Writes what is set aside of a piece in file and line order, each with its whole original row. */
  async writePiece(piece: Piece, { records, codes }: Problems): Promise<void> {
    const { parts, lines, rejects } = piece;
    const bytes = records.length > 0 ? readFileSync(piece.path) : Buffer.alloc(0);
    let reject = 0;
    let at = 0;
    for (let i = 0; i < records.length; i++) {
      const record = records[i] ?? 0;
      while ((parts[at + 1]?.first ?? piece.records) <= record) at++;
      const part = parts[at]?.part ?? 0;
      const line = lines[record] ?? 0;
      for (; isBefore(rejects[reject], part, line); reject++) await this.writeReject(rejects[reject]);
      this.writeProblem(bytes, piece, record, { part, line }, (codes[i] ?? 1) - 1);
      if (this.writer.isFull) await this.writer.flush();
    }
    for (; reject < rejects.length; reject++) await this.writeReject(rejects[reject]);
  }

  private writeProblem(
    bytes: Buffer,
    { starts }: Piece,
    record: number,
    { part, line }: { readonly part: number; readonly line: number },
    column: number,
  ): void {
    const start = starts[record] ?? 0;
    const end = (starts[record + 1] ?? bytes.length) - 1;
    const [before, after] = this.around[column] ?? ["", ""];
    this.writer.write(`${this.files[part]},${line}${before}`);
    const cell = this.canCopy ? findPlainCell(bytes, start, end, column) : undefined;
    if (cell) {
      this.writer.writeBytes(bytes, cell.start, cell.end);
      this.writer.write(after);
      this.writer.writeBytes(bytes, start, end + 1);
      return;
    }
    const cells = splitRecord(bytes.toString("utf8", start, end), this.set.dialect);
    this.writer.write(`${safeCell(cells[column] ?? "")}${after}${this.row(cells)}\n`);
  }

  private async writeReject(reject: Reject | undefined): Promise<void> {
    if (!reject) return;
    const { part, line, reason, cells } = reject;
    const undecoded = cells.find((cell) => cell.includes("\ufffd")) ?? "";
    const value = reason === "wrong-width" ? String(cells.length) : safeCell(undecoded);
    this.writer.write(`${this.files[part]},${line},,${value},${reason},${this.row(cells)}\n`);
    if (this.writer.isFull) await this.writer.flush();
  }

  private row(cells: readonly string[]): string {
    if (this.isInOrder) return cells.map(safeCell).join(",");
    const { places, width } = this.set.layout;
    const placed = new Array<string>(width).fill("");
    const beyond: string[] = [];
    for (const [i, cell] of cells.entries()) {
      const place = places[i];
      if (place === undefined) beyond.push(safeCell(cell));
      else placed[place] = safeCell(cell);
    }
    return [...placed, ...beyond].join(",");
  }
}

function isBefore(reject: Reject | undefined, part: number, line: number): boolean {
  return reject !== undefined && (reject.part < part || (reject.part === part && reject.line < line));
}

function safeCell(cell: string): string {
  return csvCell(neutralise(cell));
}

/** Where a cell of a comma-separated record lies, if the record holds nothing that must be quoted or neutralised. */
function findPlainCell(bytes: Uint8Array, start: number, end: number, column: number) {
  let cells = 0;
  let from = start;
  let to = end;
  let isCellStart = true;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === comma) {
      cells++;
      if (cells === column) from = at + 1;
      else if (cells === column + 1) to = at;
      isCellStart = true;
    } else {
      // Quotes and control characters anywhere; blank = @ + - at the start of a cell.
      if (byte === 34 || byte < 32) return undefined;
      if (isCellStart && (byte === 32 || byte === 61 || byte === 64 || byte === 43 || byte === 45)) return undefined;
      isCellStart = false;
    }
  }
  return { start: from, end: to };
}
