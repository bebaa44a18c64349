import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { ResolvedTable, SetAsideReason } from "../schema.ts";
import { csvCell, neutralise } from "./csv-text.ts";
import type { FileWriter } from "./file-writer.ts";
import { normalDialect } from "./normalise.ts";
import { splitRecord } from "./record-splitter.ts";
import type { Reject, Scan, Source } from "./source.ts";
import { uniqueNames } from "./stored-names.ts";

const ownColumns = ["file", "line", "column", "value", "reason"];
const windowSize = 1 << 20;

/** Rows of a table that were read but do not fit: their places, counted through its files, and what is wrong with each. */
export interface Problems {
  readonly records: Int32Array;
  /** 1 + index of the column. */
  readonly codes: Uint16Array;
}

/** Head of `set-aside.csv`: its own columns, then those of every table, each once. */
export function setAsideHeader(tables: readonly ResolvedTable[]): string[] {
  const names = new Set(tables.flatMap((table) => table.columns.map((column) => column.name)));
  return uniqueNames([...ownColumns, ...names]);
}

/** Where the cells of a table's rows stand among the columns of the header after the own ones. */
export function columnPlaces(tables: readonly ResolvedTable[], table: ResolvedTable): number[] {
  const names = [...new Set(tables.flatMap(({ columns }) => columns.map(({ name }) => name)))];
  return table.columns.map(({ name }) => names.indexOf(name));
}

export interface SetAsideTable {
  readonly table: ResolvedTable;
  readonly sources: readonly Source[];
  readonly scans: readonly Scan[];
  readonly problems: Problems;
  /** Reason that goes with a column. */
  readonly reasonOf: (columnIndex: number) => SetAsideReason;
  readonly places: readonly number[];
  readonly width: number;
}

/** Writes the rows of one table that were set aside, in file and line order, each with its whole original row. */
export async function writeSetAside(writer: FileWriter, set: SetAsideTable): Promise<void> {
  let first = 0;
  let at = 0;
  for (const [part, source] of set.sources.entries()) {
    const scan = set.scans[part];
    if (!scan) continue;
    const after = first + scan.index.length;
    let end = at;
    while (end < set.problems.records.length && (set.problems.records[end] ?? 0) < after) end++;
    await writePart(writer, set, source, scan, { at, end, first });
    at = end;
    first = after;
  }
}

async function writePart(
  writer: FileWriter,
  set: SetAsideTable,
  source: Source,
  scan: Scan,
  { at, end, first }: { at: number; end: number; first: number },
): Promise<void> {
  const { table, problems } = set;
  const format = rowFormatter(set, source);
  const rejects = readRejects(scan);
  let reject = await rejects.next();
  const reader = at < end ? await RecordReader.open(source.path, scan) : undefined;
  try {
    for (let i = at; i < end; i++) {
      const record = (problems.records[i] ?? 0) - first;
      const line = scan.line(record);
      for (; !reject.done && reject.value.line < line; reject = await rejects.next()) {
        writer.write(format.reject(reject.value));
      }
      const column = (problems.codes[i] ?? 1) - 1;
      const near = reader?.tryRead(record) ?? (await reader?.read(record)) ?? "";
      writer.write(format.problem(near, line, column, table.columns[column]?.name ?? "", set.reasonOf(column)));
      if (i % 4096 === 0) await writer.flush();
    }
    for (; !reject.done; reject = await rejects.next()) {
      writer.write(format.reject(reject.value));
      await writer.flush();
    }
  } finally {
    await reader?.close();
  }
  await writer.flush();
}

function rowFormatter({ table, places, width }: SetAsideTable, source: Source) {
  const dialect = source.isNormalised ? normalDialect : table;
  const file = csvCell(neutralise(source.file));
  const isInOrder = places.length === width && places.every((place, i) => place === i);
  const isVerbatim = isInOrder && dialect.separator === "," && dialect.quote !== "'";
  const names = new Map<string, string>();

  const safe = (cell: string) => csvCell(neutralise(cell));
  function row(cells: readonly string[]): string {
    if (isInOrder) return cells.map(safe).join(",");
    const placed = new Array<string>(width).fill("");
    for (const [i, cell] of cells.entries()) placed[places[i] ?? width] = safe(cell);
    return placed.join(",");
  }
  function safeName(name: string): string {
    const known = names.get(name);
    if (known !== undefined) return known;
    names.set(name, safe(name));
    return safe(name);
  }
  return {
    problem(text: string, line: number, column: number, name: string, reason: SetAsideReason): string {
      const hasQuotes = text.includes('"') || text.includes("'");
      const cells = hasQuotes ? splitRecord(text, dialect) : text.split(dialect.separator);
      const value = safe(cells[column] ?? "");
      const whole = isVerbatim && !hasQuotes && !/(?:^|,)[=+\-@\t\r ]/.test(text) ? text : row(cells);
      return `${file},${line},${safeName(name)},${value},${reason},${whole}\n`;
    },
    reject({ line, reason, cells }: Reject): string {
      const value =
        reason === "wrong-width" ? String(cells.length) : (cells.find((cell) => cell.includes("\ufffd")) ?? "");
      return `${file},${line},,${safe(value)},${reason},${row(cells)}\n`;
    },
  };
}

async function* readRejects({ rejects }: Scan): AsyncGenerator<Reject> {
  if (!rejects) return;
  const lines = createInterface({ input: createReadStream(rejects.path), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) yield JSON.parse(line) as Reject;
}

/** Reads records of a file by number, forwards, through a window. */
class RecordReader {
  private readonly handle: FileHandle;
  private readonly scan: Scan;
  private window = Buffer.alloc(windowSize);
  private from = 0;
  private to = 0;

  private constructor(handle: FileHandle, scan: Scan) {
    this.handle = handle;
    this.scan = scan;
  }

  static async open(path: string, scan: Scan): Promise<RecordReader> {
    return new RecordReader(await open(path), scan);
  }

  /** The record's text where the window holds it. */
  tryRead(record: number): string | undefined {
    const start = this.scan.index.start(record);
    const end = this.scan.index.start(record + 1);
    if (start < this.from || end > this.to) return undefined;
    return this.window.toString("utf8", start - this.from, end - this.from).replace(/[\r\n]+$/, "");
  }

  async read(record: number): Promise<string> {
    const start = this.scan.index.start(record);
    const size = this.scan.index.start(record + 1) - start;
    if (size > this.window.length) this.window = Buffer.alloc(size);
    this.from = start;
    this.to = start;
    while (this.to - start < this.window.length) {
      const { bytesRead } = await this.handle.read(this.window, this.to - start, undefined, this.to);
      if (bytesRead === 0) break;
      this.to += bytesRead;
    }
    return this.tryRead(record) ?? "";
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}
