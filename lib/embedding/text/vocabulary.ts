import { type SparseMatrix, transpose } from "../../core/sparse.ts";

/** How often each term stands in each document. Values are whole numbers. */
export interface TermCounts {
  readonly vocabulary: readonly string[];
  readonly counts: SparseMatrix;
  /** Terms of each document, those outside the vocabulary included. */
  readonly lengths: Int32Array;
}

export interface VocabularyLimits {
  /** Documents a term must stand in: a number from 1, or a share below 1. */
  readonly minDocuments: number;
  /** …and may stand in at most: a share up to 1, or a number above. */
  readonly maxDocuments: number;
  /** The most frequent terms are kept, the first by code point on ties. */
  readonly maxTerms: number;
}

/** Counts the terms of documents against a vocabulary of its own: all terms within the limits, sorted by code point. */
export function countTerms(documents: Iterable<readonly string[]>, limits: VocabularyLimits): TermCounts {
  const ids = new Map<string, number>();
  const found = collect(documents, (term) => {
    const known = ids.get(term);
    if (known !== undefined) return known;
    ids.set(term, ids.size);
    return ids.size - 1;
  });
  const n = found.lengths.length;
  const documentsOf = new Int32Array(ids.size);
  const totals = new Float64Array(ids.size);
  for (let e = 0; e < found.columns.length; e++) {
    const id = found.columns[e] ?? 0;
    documentsOf[id] = (documentsOf[id] ?? 0) + 1;
    totals[id] = (totals[id] ?? 0) + (found.values[e] ?? 0);
  }
  const least = limits.minDocuments < 1 ? limits.minDocuments * n : limits.minDocuments;
  const most = limits.maxDocuments <= 1 ? limits.maxDocuments * n : limits.maxDocuments;
  const within = (id: number) => (documentsOf[id] ?? 0) >= least && (documentsOf[id] ?? 0) <= most;
  let terms = sortByCodePoint([...ids.keys()].filter((term) => within(ids.get(term) ?? 0)));
  if (terms.length > limits.maxTerms) {
    const total = (term: string) => totals[ids.get(term) ?? 0] ?? 0;
    const place = new Map(terms.map((term, i) => [term, i]));
    const order = (term: string) => place.get(term) ?? 0;
    const kept = [...terms].sort((a, b) => total(b) - total(a) || order(a) - order(b)).slice(0, limits.maxTerms);
    terms = kept.sort((a, b) => order(a) - order(b));
  }
  const columnOf = new Int32Array(ids.size).fill(-1);
  for (const [column, term] of terms.entries()) columnOf[ids.get(term) ?? 0] = column;
  return { vocabulary: terms, counts: renumber(found, columnOf, terms.length), lengths: found.lengths };
}

/** Counts the terms of documents that a vocabulary knows. columnOf: the column of each term. */
export function countKnownTerms(
  documents: Iterable<readonly string[]>,
  columnOf: ReadonlyMap<string, number>,
): Pick<TermCounts, "counts" | "lengths"> {
  const found = collect(documents, (term) => columnOf.get(term) ?? -1);
  const rows = found.lengths.length;
  const { starts, columns, values } = found;
  return {
    counts: transpose(transpose({ rows, cols: columnOf.size, starts, columns, values })),
    lengths: found.lengths,
  };
}

interface Found {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
  readonly lengths: Int32Array;
}

/** Distinct terms of each document with their counts, in the order of the text; terms numbered −1 are passed over. */
function collect(documents: Iterable<readonly string[]>, numberOf: (term: string) => number): Found {
  let columns = new Int32Array(1 << 16);
  let values = new Float64Array(1 << 16);
  let seenIn = new Int32Array(1 << 12);
  let placeOf = new Int32Array(1 << 12);
  const starts = [0];
  const lengths: number[] = [];
  let entries = 0;
  for (const terms of documents) {
    const document = lengths.push(terms.length);
    if (entries + terms.length > columns.length) {
      columns = grown(columns, new Int32Array(2 * (entries + terms.length)));
      values = grown(values, new Float64Array(columns.length));
    }
    for (const term of terms) {
      const id = numberOf(term);
      if (id < 0) continue;
      if (id >= seenIn.length) {
        seenIn = grown(seenIn, new Int32Array(2 * id));
        placeOf = grown(placeOf, new Int32Array(2 * id));
      }
      if (seenIn[id] === document) {
        const place = placeOf[id] ?? 0;
        values[place] = (values[place] ?? 0) + 1;
      } else {
        seenIn[id] = document;
        placeOf[id] = entries;
        columns[entries] = id;
        values[entries++] = 1;
      }
    }
    starts.push(entries);
  }
  return {
    starts: Int32Array.from(starts),
    columns: columns.subarray(0, entries),
    values: values.subarray(0, entries),
    lengths: Int32Array.from(lengths),
  };
}

function grown<T extends Int32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

/** Entries whose column is −1 go; the columns of a row rise. */
function renumber({ starts, columns, values }: Found, columnOf: Int32Array, cols: number): SparseMatrix {
  const rows = starts.length - 1;
  const kept = new Int32Array(rows + 1);
  const newColumns = new Int32Array(columns.length);
  const newValues = new Float64Array(columns.length);
  let entries = 0;
  for (let row = 0; row < rows; row++) {
    for (let e = starts[row] ?? 0; e < (starts[row + 1] ?? 0); e++) {
      const column = columnOf[columns[e] ?? 0] ?? -1;
      if (column < 0) continue;
      newColumns[entries] = column;
      newValues[entries++] = values[e] ?? 0;
    }
    kept[row + 1] = entries;
  }
  const [c, v] = [newColumns.subarray(0, entries), newValues.subarray(0, entries)];
  return transpose(transpose({ rows, cols, starts: kept, columns: c, values: v }));
}

/** JavaScript compares UTF-16 units, which puts what lies beyond the first plane before some of it. */
function sortByCodePoint(terms: string[]): string[] {
  terms.sort();
  return terms.some((term) => /[\ud800-\udfff]/.test(term)) ? terms.sort(compareCodePoints) : terms;
}

function compareCodePoints(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i]?.codePointAt(0) ?? 0) - (b[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
