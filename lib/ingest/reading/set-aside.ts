import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { ResolvedTable, SetAsideReason } from "../schema.ts";
import { csvCell, neutralise } from "./csv-text.ts";
import type { FileWriter } from "./file-writer.ts";
import { type ByteRange, PieceReader } from "./piece-reader.ts";
import { splitRecord } from "./record-splitter.ts";

import { uniqueNames } from "./stored-names.ts";
import type { Reject, TableRecords } from "./table-records.ts";

const ownColumns = ["file", "line", "column", "value", "reason"];

/** Rows of a table that were read but do not fit: their places, counted through its files, and what is wrong with each. */
export interface Problems {
  readonly records: Int32Array;
  /** 1 + index of the column. */
  readonly codes: Uint16Array;
}

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
  readonly records: TableRecords;
  readonly problems: Problems;
  readonly reasonOf: (columnIndex: number) => SetAsideReason;
  readonly layout: RowLayout;
}

/** Writes the rows of one table that were set aside, in file and line order, each with its whole original row. */
export async function writeSetAside(writer: FileWriter, set: SetAsideTable): Promise<void> {
  const { index, rejects } = set.records;
  const { records, codes } = set.problems;
  const rows = new RowWriter(writer, set);
  const pieces = new PieceReader(index);
  const rejected = readRejects(rejects?.path);
  let reject = await rejected.next();
  let at = 0;
  for (const [part, { file }] of index.parts.entries()) {
    rows.file = safeCell(file);
    const after = index.parts[part + 1]?.first ?? index.length;
    for (; at < records.length && (records[at] ?? 0) < after; at++) {
      const record = records[at] ?? 0;
      const line = index.line(record);
      for (; isBefore(reject, part, line); reject = await rejected.next()) rows.writeReject(reject.value as Reject);
      const bytes = pieces.find(record) ?? (await pieces.read(record));
      rows.writeProblem(bytes, line, (codes[at] ?? 1) - 1);
      if (writer.isFull) await writer.flush();
    }
    for (; isBefore(reject, part, Number.POSITIVE_INFINITY); reject = await rejected.next()) {
      rows.writeReject(reject.value as Reject);
      if (writer.isFull) await writer.flush();
    }
  }
}

function isBefore(reject: IteratorResult<Reject, undefined>, part: number, line: number): boolean {
  return !reject.done && reject.value.part === part && reject.value.line < line;
}

async function* readRejects(path: string | undefined): AsyncGenerator<Reject, undefined> {
  if (path === undefined) return;
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) yield JSON.parse(line) as Reject;
}

const comma = 44;

/** Writes single rows. Rows that need no change are copied as bytes: most are, and there may be millions. */
class RowWriter {
  /** Name of the rows' file, as a cell. */
  file = "";
  private readonly writer: FileWriter;
  private readonly set: SetAsideTable;
  private readonly isInOrder: boolean;
  private readonly canCopy: boolean;
  /** `,column,` and `,reason,` by column index. */
  private readonly around: readonly (readonly [string, string])[];

  constructor(writer: FileWriter, set: SetAsideTable) {
    const { places, width } = set.layout;
    this.writer = writer;
    this.set = set;
    this.isInOrder = places.length === width && places.every((place, i) => place === i);
    this.canCopy = this.isInOrder && set.records.dialect.separator === ",";
    this.around = set.table.columns.map(({ name }, i) => [`,${safeCell(name)},`, `,${set.reasonOf(i)},`]);
  }

  writeProblem({ bytes, start, end }: ByteRange, line: number, column: number): void {
    const [before, after] = this.around[column] ?? ["", ""];
    this.writer.write(`${this.file},${line}${before}`);
    const cell = this.canCopy ? findPlainCell(bytes, start, end, column) : undefined;
    if (cell) {
      this.writer.writeBytes(bytes, cell.start, cell.end);
      this.writer.write(after);
      this.writer.writeBytes(bytes, start, end);
      this.writer.write("\n");
      return;
    }
    const cells = splitRecord(bytes.toString("utf8", start, end), this.set.records.dialect);
    this.writer.write(`${safeCell(cells[column] ?? "")}${after}${this.row(cells)}\n`);
  }

  writeReject({ line, reason, cells }: Reject): void {
    const undecoded = cells.find((cell) => cell.includes("\ufffd")) ?? "";
    const value = reason === "wrong-width" ? String(cells.length) : safeCell(undecoded);
    this.writer.write(`${this.file},${line},,${value},${reason},${this.row(cells)}\n`);
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
