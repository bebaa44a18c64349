import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SparseMatrix } from "../../core/sparse.ts";
import { countKnownTerms, countTerms } from "./vocabulary.ts";

const all = { minDocuments: 1, maxDocuments: 1, maxTerms: 1e6 };

/** Rows as they would be written out by hand. */
function dense({ rows, cols, starts, columns, values }: SparseMatrix): number[][] {
  return Array.from({ length: rows }, (_, row) => {
    const line = new Array<number>(cols).fill(0);
    for (let e = starts[row] ?? 0; e < (starts[row + 1] ?? 0); e++) line[columns[e] ?? -1] = values[e] ?? 0;
    return line;
  });
}

function byHand(documents: readonly (readonly string[])[], vocabulary: readonly string[]): number[][] {
  return documents.map((terms) => vocabulary.map((word) => terms.filter((term) => term === word).length));
}

describe("terms of documents", () => {
  const documents = [["late", "parcel", "late"], [], ["parcel", "refund"]];

  test("are counted against a sorted vocabulary; an empty document is an empty row", () => {
    const { vocabulary, counts, lengths } = countTerms(documents, all);
    expect(vocabulary).toEqual(["late", "parcel", "refund"]);
    expect(dense(counts)).toEqual([
      [2, 1, 0],
      [0, 0, 0],
      [0, 1, 1],
    ]);
    expect([...lengths]).toEqual([3, 0, 2]);
  });

  test("are kept by how many documents they stand in, as numbers or as shares", () => {
    const four = [["a", "b"], ["a", "b"], ["a"], ["a", "c", "c", "c"]];
    const kept = (limits: Partial<typeof all>) => countTerms(four, { ...all, ...limits }).vocabulary;
    expect(kept({ minDocuments: 2 })).toEqual(["a", "b"]);
    expect(kept({ minDocuments: 0.5 })).toEqual(["a", "b"]);
    expect(kept({ maxDocuments: 0.5 })).toEqual(["b", "c"]);
    expect(kept({ maxDocuments: 2 })).toEqual(["b", "c"]);
    // 1 is a share above, all documents, and a number below, one document.
    expect(kept({ minDocuments: 1, maxDocuments: 1 })).toEqual(["a", "b", "c"]);
  });

  test("that are too many are kept by how often they occur, those of equal number by code point", () => {
    const some = [["z", "z", "b", "a", "é", "é"]];
    expect(countTerms(some, { ...all, maxTerms: 3 }).vocabulary).toEqual(["a", "z", "é"]);
    expect(countTerms(some, { ...all, maxTerms: 0 }).vocabulary).toEqual([]);
  });

  test("are sorted by code point, beyond the first plane too, where UTF-16 has another order", () => {
    const { vocabulary } = countTerms([["😀", "ﬀ", "a", "😀b"]], all);
    expect(vocabulary).toEqual(["a", "ﬀ", "😀", "😀b"]);
  });

  test("that are named like an object's own are terms as others are", () => {
    const odd = ["__proto__", "constructor", "", "toString", "__proto__"];
    const { vocabulary, counts } = countTerms([odd], all);
    expect(vocabulary).toEqual(["", "__proto__", "constructor", "toString"]);
    expect(dense(counts)).toEqual([[1, 2, 1, 1]]);
  });

  test("are none of no documents", () => {
    expect(countTerms([], all)).toMatchObject({ vocabulary: [], counts: { rows: 0, cols: 0 } });
  });
});

const term = fc.constantFrom(..."abcdefgh", "字", "😀");
const texts = fc.array(fc.array(term, { maxLength: 12 }), { maxLength: 12 });

test("counting is what counting by hand gives, with columns that rise and none twice", () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 3 }), (documents, minDocuments) => {
      const { vocabulary, counts, lengths } = countTerms(documents, { ...all, minDocuments });
      expect(dense(counts)).toEqual(byHand(documents, vocabulary));
      expect([...lengths]).toEqual(documents.map(({ length }) => length));
      for (let row = 0; row < counts.rows; row++) {
        const own = [...counts.columns.subarray(counts.starts[row], counts.starts[row + 1])];
        expect(own).toEqual([...new Set(own)].toSorted((a, b) => a - b));
      }
    }),
  );
});

test("new documents are counted as the old ones were; what the vocabulary does not know only makes them longer", () => {
  fc.assert(
    fc.property(texts, texts, (first, later) => {
      const { vocabulary, counts } = countTerms(first, all);
      const columnOf = new Map(vocabulary.map((word, column) => [word, column]));
      expect(dense(countKnownTerms(first, columnOf).counts)).toEqual(dense(counts));
      const known = countKnownTerms(later, columnOf);
      expect(dense(known.counts)).toEqual(byHand(later, vocabulary));
      expect([...known.lengths]).toEqual(later.map(({ length }) => length));
    }),
  );
});

test("memory grows with long texts and many terms: seventy thousand distinct ones in one document", () => {
  const many = Array.from({ length: 70_000 }, (_, i) => `t${i}`);
  const { vocabulary, counts } = countTerms([["t7"], [...many, "t7"], ["t69999"]], { ...all, minDocuments: 2 });
  expect(vocabulary).toEqual(["t69999", "t7"]);
  expect(dense(counts)).toEqual([
    [0, 1],
    [1, 2],
    [1, 0],
  ]);
});
