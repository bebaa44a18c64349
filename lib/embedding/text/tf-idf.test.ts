import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SparseMatrix } from "../../core/sparse.ts";
import { readGolden } from "../../kernels/test-data.ts";
import { wordNGrams } from "./n-grams.ts";
import { applyTfIdf, fitTfIdf, type TfIdfOptions, textbookTfIdf, tfIdfDefaults } from "./tf-idf.ts";
import { splitWords } from "./words.ts";

interface GoldenCase {
  id: string;
  kind: string;
  language: "en" | "zh";
  options: Record<string, unknown>;
  vocabulary: string[];
  idf: number[];
  rows: Record<string, number>[];
}

const golden = readGolden("text", "tfidf.json", {
  cases: [] as GoldenCase[],
  documents: { en: [] as string[], en_tokens: [] as string[][], zh_tokens: [] as string[][] },
  word_and_bigram_vocabulary_en: [] as string[],
});
const { cases, documents } = golden.content;

const named: Record<string, Partial<TfIdfOptions>> = {
  "sublinear_tf=True": { frequency: "sublinear" },
  "smooth_idf=False": { inverse: "plain" },
  "norm=None": { norm: "none" },
  "norm=l1": { norm: "l1" },
  "min_df=2": { minDocuments: 2 },
  "max_df=0.25": { maxDocuments: 0.25 },
  "use_idf=False": { inverse: "none" },
  default: {},
};

function rowsOf(weights: SparseMatrix, vocabulary: readonly string[]): Record<string, number>[] {
  return Array.from({ length: weights.rows }, (_, row) => {
    const entries: [string, number][] = [];
    for (let e = weights.starts[row] ?? 0; e < (weights.starts[row + 1] ?? 0); e++) {
      entries.push([vocabulary[weights.columns[e] ?? 0] ?? "", weights.values[e] ?? 0]);
    }
    return Object.fromEntries(entries);
  });
}

describe.skipIf(!golden.isThere)("against scikit-learn and the textbook (skipped where ../shared is absent)", () => {
  it.each(cases.filter(({ kind }) => kind === "sklearn" || kind === "textbook"))("$id", (expected) => {
    const option = named[expected.id.split("/")[2] ?? ""];
    const options = expected.kind === "textbook" ? textbookTfIdf : { ...tfIdfDefaults, ...option };
    const { model, weights } = fitTfIdf(documents[`${expected.language}_tokens`], options);
    expect(model.vocabulary).toEqual(expected.vocabulary);
    for (const [j, idf] of expected.idf.entries()) expect(Math.abs((model.idf[j] ?? 0) - idf)).toBeLessThan(1e-9);
    const found = rowsOf(weights, model.vocabulary);
    expect(found.length).toBe(expected.rows.length);
    for (const [i, row] of expected.rows.entries()) {
      // The file leaves out weights of 0, which the textbook gives a term of every document.
      const kept = Object.entries(found[i] ?? {}).filter(([, weight]) => weight !== 0);
      expect(kept.map(([term]) => term).sort()).toEqual(Object.keys(row).sort());
      for (const [term, weight] of kept) expect(Math.abs(weight - (row[term] ?? 0))).toBeLessThan(1e-9);
    }
  });

  it("splits English as the reference does, and joins words into pairs", () => {
    const words = documents.en.map(splitWords);
    expect(words).toEqual(documents.en_tokens);
    const { model } = fitTfIdf(
      words.map((list) => wordNGrams(list, 1, 2)),
      tfIdfDefaults,
    );
    expect(model.vocabulary).toEqual(golden.content.word_and_bigram_vocabulary_en);
  });
});

describe("fitTfIdf", () => {
  const texts = fc.array(fc.array(fc.constantFrom("a", "b", "c", "dd", "鞋", "𠜎", "\uffff"), { maxLength: 8 }), {
    maxLength: 12,
  });

  it("gives rows of length 1 or 0, and the same to a document alone as among others", () => {
    fc.assert(
      fc.property(texts, (documents) => {
        const { model, weights } = fitTfIdf(documents, tfIdfDefaults);
        const rows = rowsOf(weights, model.vocabulary);
        for (const [i, document] of documents.entries()) {
          const length = Object.values(rows[i] ?? {}).reduce((sum, weight) => sum + weight * weight, 0);
          expect(length).toBeCloseTo(document.length === 0 ? 0 : 1, 12);
          expect(rowsOf(applyTfIdf(model, [document]), model.vocabulary)[0]).toEqual(rows[i]);
        }
      }),
    );
  });

  it("sorts by code point, not by UTF-16 unit", () => {
    expect(fitTfIdf([["𠜎", "\uffff", "b"]], tfIdfDefaults).model.vocabulary).toEqual(["b", "\uffff", "𠜎"]);
  });

  it("keeps the most frequent terms, the first by name on ties", () => {
    const { model } = fitTfIdf(
      [
        ["z", "z", "y", "x"],
        ["y", "w"],
      ],
      { ...tfIdfDefaults, maxTerms: 3 },
    );
    expect(model.vocabulary).toEqual(["w", "y", "z"]);
  });

  it("passes over terms it does not know", () => {
    const { model } = fitTfIdf([["a"], ["b"]], tfIdfDefaults);
    expect(applyTfIdf(model, [["c"], []]).columns.length).toBe(0);
  });

  it("takes terms that are names of an object's own members", () => {
    expect(fitTfIdf([["constructor", "__proto__"]], tfIdfDefaults).model.vocabulary).toEqual([
      "__proto__",
      "constructor",
    ]);
  });

  it("takes no documents, or only empty ones", () => {
    expect(fitTfIdf([], tfIdfDefaults).weights.rows).toBe(0);
    expect(fitTfIdf([[], []], tfIdfDefaults).weights).toMatchObject({ rows: 2, cols: 0 });
  });
});
