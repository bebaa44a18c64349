import type { Matrix } from "../../core/matrix.ts";
import { binColumns, binOf } from "../classifiers/bin-columns.ts";
import type { Tokeniser } from "./token-source.ts";

/** One place of a row's sequence: a column of numbers cut into bins, or a category spread over columns of 0 and 1. */
interface Cell {
  readonly name: string;
  readonly columns: readonly number[];
  /** Upper edges of the bins but the last; of a category none. */
  readonly edges: Float64Array;
  /** Where its words begin among all: one a bin or level, then "missing". */
  readonly start: number;
  readonly words: number;
}

/** Bins of a column of numbers: fine enough for a threshold, and each with users enough to learn from. */
const mostBins = 32;

/**
 * Rows of a table as sequences of tokens for the encoder of events: a cell is an event, its column the category, its value
 * the item — a bin of equal counts, a level, or "missing". The bin's place from 0 to 1 stands where events have their price,
 * so that neighbouring bins have something in common. x: n × d, NaN where missing; names: of its columns, levels of one
 * category as `name=level`. Bins are learnt from the training rows alone.
 */
export function fitCells(x: Matrix, names: readonly string[], training: Int32Array): Tokeniser {
  const cells = cellsOf(x, names, training);
  const words = cells.flatMap(({ name, columns, words: count }) =>
    Array.from({ length: count }, (_, i) => {
      const level = columns.length > 1 ? names[columns[i] ?? -1] : undefined;
      return i === count - 1 ? `${name} missing` : (level ?? `${name} ${i}`);
    }),
  );
  const width = cells.length;
  const tokenise: Tokeniser["tokenise"] = (rows) => {
    const n = rows.length * width;
    const items = new Int32Array(n);
    const price = new Float64Array(n).fill(Number.NaN);
    for (const [i, row] of rows.entries()) {
      for (const [j, cell] of cells.entries()) {
        const value = levelOf(x, row, cell);
        const at = i * width + j;
        items[at] = cell.start + (value ?? cell.words - 1);
        if (value !== undefined && cell.columns.length === 1) price[at] = (value + 0.5) / (cell.words - 1);
      }
    }
    return {
      user: Int32Array.from({ length: n }, (_, at) => Math.floor(at / width)),
      time: new Float64Array(n),
      type: { codes: new Int32Array(n), values: ["cell"] },
      item: { codes: items, values: words },
      category: { codes: Int32Array.from({ length: n }, (_, at) => at % width), values: cells.map(({ name }) => name) },
      price,
    };
  };
  return { length: width, tokenise };
}

/** Places of a row's sequence: a category, spread over columns as it is, counts as one. */
export function countCells(x: Matrix, names: readonly string[]): number {
  return groupLevels(x, names).length;
}

/** Bin or level of a cell; undefined where it is missing. */
function levelOf({ data, cols }: Matrix, row: number, { columns, edges }: Cell): number | undefined {
  const [only = 0] = columns;
  const first = data[row * cols + only] ?? Number.NaN;
  if (Number.isNaN(first)) return undefined;
  return columns.length === 1 ? binOf(edges, first) : columns.findIndex((j) => data[row * cols + j] === 1);
}

function cellsOf(x: Matrix, names: readonly string[], training: Int32Array): Cell[] {
  let start = 0;
  return groupLevels(x, names).map(({ name, columns }) => {
    const edges = columns.length === 1 ? edgesOf(x, columns[0] ?? 0, training) : new Float64Array();
    const words = (columns.length === 1 ? edges.length + 1 : columns.length) + 1;
    start += words;
    return { name, columns, edges, start: start - words, words };
  });
}

function edgesOf({ data, cols }: Matrix, column: number, training: Int32Array): Float64Array {
  const values = Float32Array.from(training, (row) => data[row * cols + column] ?? Number.NaN).filter(
    (value) => !Number.isNaN(value),
  );
  const [edges = new Float64Array()] = binColumns({ data: values, rows: values.length, cols: 1 }, mostBins).edges;
  return edges;
}

/** Columns that are levels of one category: named alike up to "=", and every row is of one of them, or of none it is known. */
function groupLevels(x: Matrix, names: readonly string[]): { name: string; columns: number[] }[] {
  const stems = Map.groupBy(names.keys(), (j) => {
    const name = names[j] ?? "";
    return name.includes("=") ? name.slice(0, name.indexOf("=")) : name;
  });
  return [...stems].flatMap(([name, columns]) =>
    columns.length > 1 && areLevels(x, columns)
      ? [{ name, columns }]
      : columns.map((j) => ({ name: names[j] ?? "", columns: [j] })),
  );
}

function areLevels({ data, rows, cols }: Matrix, columns: readonly number[]): boolean {
  for (let row = 0; row < rows; row++) {
    let [ones, zeros, missing] = [0, 0, 0];
    for (const j of columns) {
      const value = data[row * cols + j] ?? Number.NaN;
      if (value === 1) ones++;
      else if (value === 0) zeros++;
      else if (Number.isNaN(value)) missing++;
    }
    const isOne = ones === 1 && zeros === columns.length - 1;
    if (!isOne && missing !== columns.length) return false;
  }
  return true;
}
