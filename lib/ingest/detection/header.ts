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
  const firstRow = header + 1 + remarksAfter(records, header);
  const body = records.slice(firstRow);
  const headerCells = header < 0 ? [] : (records[header]?.cells ?? []);
  const width = body.length > 0 ? commonWidth(body) : trimmedWidth(headerCells);
  const linesBeforeData =
    typeof wish === "number" ? wish : header < 0 ? 0 : (body[0]?.line ?? (records[header]?.lastLine ?? 0) + 1) - 1;
  return { names: uniqueNames(namesIn(headerCells, width), width), hasHeader: header >= 0, linesBeforeData, firstRow };
}

/** Index of the header record, −1 for none. */
function wishedHeader(records: readonly TextRecord[], wish: boolean | number): number {
  if (typeof wish === "boolean") return wish ? 0 : -1;
  const last = records.findLastIndex((record) => record.lastLine <= wish);
  const width = commonWidth(records.slice(last + 1));
  return namedInRemark(records.slice(0, last + 1), width) ?? last;
}

/** Lines before the data that start with "#", as numpy.savetxt writes them: the last that names as many columns as there are. */
function namedInRemark(before: readonly TextRecord[], width: number): number | undefined {
  if (before.length === 0 || !before.every(({ cells }) => cells[0]?.startsWith("#"))) return undefined;
  const at = before.findLastIndex(({ cells }) => {
    const names = namesIn(cells, width);
    return names.length === width && !names.some(isValue);
  });
  return at < 0 ? undefined : at;
}

/** Further remarks between such a header and the data; where all else starts with "#", so do the ids ("#1001"). */
function remarksAfter(records: readonly TextRecord[], header: number): number {
  const isRemark = (record: TextRecord) => record.cells[0]?.startsWith("#") === true;
  const after = records.slice(header + 1);
  if (header < 0 || !records.slice(header, header + 1).every(isRemark)) return 0;
  return Math.max(
    0,
    after.findIndex((record) => !isRemark(record)),
  );
}

/**
 * The names in a header as tools write it: "# x y" (numpy), and `"x" "y"` over rows whose first cell, the row's name, has
 * no title (R).
 */
function namesIn(cells: readonly string[], width: number): readonly string[] {
  if (cells[0] === "#" && cells.length === width + 1) return cells.slice(1);
  if (/^#\s/.test(cells[0] ?? "")) return [cells[0]?.replace(/^#\s+/, "") ?? "", ...cells.slice(1)];
  if (cells.length > 0 && cells.every((cell) => /^".*"$/s.test(cell))) {
    const bare = cells.map((cell) => cell.slice(1, -1));
    return bare.length === width - 1 ? ["", ...bare] : bare;
  }
  return cells;
}

function findHeader(records: readonly TextRecord[], knowsName: (name: string) => boolean): number {
  const sample = records.slice(0, 400);
  const width = commonWidth(sample.length > 3 ? sample.slice(1) : sample);
  const declared = /^sep=.?$/i.test(sample[0]?.cells[0] ?? "") ? 1 : 0;
  const first = sample.findIndex((record, index) => index >= declared && record.cells.length === width);
  const before = first > declared ? sample[first - 1] : undefined;
  const candidate = sample[first];
  if (!candidate) return -1;
  const remarked = namedInRemark(sample.slice(declared, first), width);
  if (remarked !== undefined) return declared + remarked;
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
  if (countsColumns(cells, body)) return true;
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

/** Columns that were never named are counted, 0, 1, 2 …, after a blank over the row's own number (pandas); no data below do. */
function countsColumns(cells: readonly string[], body: readonly TextRecord[]): boolean {
  const at = cells.flatMap((cell, index) => (/^\d{1,5}$/.test(cell.trim()) ? [index] : []));
  const pick = (row: readonly string[]) => at.map((index) => row[index]?.trim() ?? "");
  const names = pick(cells);
  const isIndexed = cells[0]?.trim() === "" && nameRows(body.slice(0, 50), names.length > 1 && names[0] === "0");
  if (names.length < (isIndexed ? 1 : 3) || !isCount(names)) return false;
  // Where nothing has a name in words, only a count from its start is one (or years): "3,4,5" are data.
  const isNamed = cells.some((cell) => cell.trim() !== "" && !isValue(cell.trim()));
  if (!isNamed && Number(names[0]) > 1 && !names.every(isYear)) return false;
  if (cells.some((cell, index) => !at.includes(index) && cell.trim() !== "" && isValue(cell.trim()))) return false;
  const below = body.slice(0, 50).map((record) => pick(record.cells));
  const counting = names.length > 1 ? below.filter(isCount).length : 0;
  return counting * 2 < below.length && (isIndexed || below.some((row) => row.some(isFraction)));
}

/** Are the first cells names of their rows: their numbers, counted (or, where mayBeShuffled, in any order), or words; no two alike? */
function nameRows(body: readonly TextRecord[], mayBeShuffled: boolean): boolean {
  const first = body.map(({ cells }) => cells[0]?.trim() ?? "");
  if (isCount(first)) return true;
  const isName = (cell: string) => cell !== "" && ((mayBeShuffled && /^\d+$/.test(cell)) || !isValue(cell));
  return new Set(first).size === first.length && first.every(isName);
}

function isYear(cell: string): boolean {
  return /^(?:19|20)\d\d$/.test(cell);
}

function isCount(cells: readonly string[]): boolean {
  const first = Number(cells[0]);
  return cells.every((cell, at) => /^\d{1,5}$/.test(cell) && Number(cell) === first + at);
}

function isFraction(cell: string): boolean {
  const value = parseNumber(cell, ".") ?? parseNumber(cell, ",");
  return value !== undefined && !Number.isInteger(value);
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
