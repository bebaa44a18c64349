import { parseTime } from "./dates.ts";
import { commonWidth } from "./dialect.ts";
import { isMissing, parseNumber } from "./numbers.ts";
import type { TextRecord } from "./records.ts";

export interface Layout {
  readonly names: readonly string[];
  readonly hasHeader: boolean;
  readonly linesBeforeData: number;
  /** Index of the first data record. */
  readonly firstRow: number;
}

/**
 * Where the data begin and what the columns are called. `wish`: the config's `header` (false: none, true: the first
 * line, a number: that many lines before the data, the last of them with cells being the header).
 * `knowsName`: is this a name that columns of shop files have?
 */
export function findLayout(
  records: readonly TextRecord[],
  wish: boolean | number | undefined,
  knowsName: (name: string) => boolean,
): Layout {
  const header = wish === undefined ? findHeader(records, knowsName) : wishedHeader(records, wish);
  const firstRow = header + 1;
  const body = records.slice(firstRow);
  const headerCells = header < 0 ? [] : (records[header]?.cells ?? []);
  const width = body.length > 0 ? commonWidth(body) : trimmedWidth(headerCells);
  const linesBeforeData =
    typeof wish === "number" ? wish : header < 0 ? 0 : (body[0]?.line ?? (records[header]?.lastLine ?? 0) + 1) - 1;
  return { names: uniqueNames(headerCells, width), hasHeader: header >= 0, linesBeforeData, firstRow };
}

/** Index of the header record, −1 for none. */
function wishedHeader(records: readonly TextRecord[], wish: boolean | number): number {
  if (typeof wish === "boolean") return wish ? 0 : -1;
  return records.findLastIndex((record) => record.lastLine <= wish);
}

function findHeader(records: readonly TextRecord[], knowsName: (name: string) => boolean): number {
  const sample = records.slice(0, 400);
  const width = commonWidth(sample.length > 3 ? sample.slice(1) : sample);
  const declared = /^sep=.?$/i.test(sample[0]?.cells[0] ?? "") ? 1 : 0;
  const first = sample.findIndex((record, index) => index >= declared && record.cells.length === width);
  const before = first > declared ? sample[first - 1] : undefined;
  const candidate = sample[first];
  if (!candidate) return -1;
  const body = sample.slice(first + 1).filter((record) => record.cells.length === width);
  // A header that is shorter (row names without a title) or longer (a trailing separator) than its rows.
  if (before && before.cells.length > 1 && before.cells.length >= width / 2) {
    if (looksLikeHeader(before.cells, [candidate, ...body], knowsName)) return first - 1;
  }
  return looksLikeHeader(candidate.cells, body, knowsName) ? first : -1;
}

/**
 * Names are no numbers, times or values that the column below repeats. Known names or a column of numbers under a word
 * say "header"; a row that looks just like the rest says "data".
 */
function looksLikeHeader(
  cells: readonly string[],
  body: readonly TextRecord[],
  knowsName: (name: string) => boolean,
): boolean {
  let points = 0;
  const filled = cells.filter((cell) => cell.trim() !== "");
  if (filled.length === 0) return false;
  for (const [index, cell] of cells.entries()) {
    const name = cell.trim();
    if (name === "") continue;
    if (isValue(name)) {
      points -= 2;
      continue;
    }
    if (knowsName(name)) points += 2;
    const below = body.map((record) => record.cells[index] ?? "").filter((value) => !isMissing(value));
    if (below.length === 0) continue;
    const values = below.filter(isValue).length;
    if (values >= below.length * 0.8) points += 2;
    else if (below.includes(cell)) points -= 1;
  }
  if (points !== 0) return points > 0;
  return new Set(filled).size === filled.length && filled.every((cell) => cell.length <= 60);
}

function isValue(cell: string): boolean {
  return (
    parseNumber(cell, ".") !== undefined ||
    parseNumber(cell, ",") !== undefined ||
    parseTime(cell, "ymd") !== undefined ||
    parseTime(cell, "dmy") !== undefined ||
    parseTime(cell, "mdy") !== undefined
  );
}

function trimmedWidth(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== "") + 1;
}

/** Names trimmed, on one line, at most 200 characters; blank ones become column_5, repeated ones name_2. */
export function uniqueNames(cells: readonly string[], width: number): string[] {
  const wanted = Array.from({ length: width }, (_, index) => {
    const name = (cells[index] ?? "").replace(/\s+/g, " ").trim().slice(0, 200);
    return name === "" ? `column_${index + 1}` : name;
  });
  const reserved = new Set(wanted);
  const used = new Set<string>();
  const next = new Map<string, number>();
  return wanted.map((name) => {
    let unique = name;
    let count = next.get(name) ?? 1;
    while (used.has(unique) || (unique !== name && reserved.has(unique))) unique = `${name}_${++count}`;
    next.set(name, count);
    used.add(unique);
    return unique;
  });
}
