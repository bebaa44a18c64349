import type { SparseMatrix } from "../../core/sparse.ts";
import { countKnownTerms, countTerms, type TermCounts, type VocabularyLimits } from "./vocabulary.ts";

/**
 * How rare a term is, N documents and df of them with the term: `smooth` ln((1+N)/(1+df)) + 1, `plain` ln(N/df) + 1 (both
 * as scikit-learn), `textbook` ln(N/df), `none` 1. Empty documents count in N.
 */
export type InverseFrequency = "smooth" | "plain" | "textbook" | "none";

export interface TfIdfOptions extends VocabularyLimits {
  readonly inverse: InverseFrequency;
  /** Times a term stands in the document; `sublinear` 1 + ln(count); `share` count / terms of the document. */
  readonly frequency: "count" | "sublinear" | "share";
  /** Length of each row afterwards; an empty document stays a row of zeros. */
  readonly norm: "l2" | "l1" | "none";
}

export const tfIdfDefaults: TfIdfOptions = {
  inverse: "smooth",
  frequency: "count",
  norm: "l2",
  minDocuments: 1,
  maxDocuments: 1,
  maxTerms: Number.POSITIVE_INFINITY,
};

/** Weights of the textbook (Manning, Raghavan & Schütze 2008, ch. 6): relative frequency · ln(N/df), rows left as they are. */
export const textbookTfIdf: TfIdfOptions = {
  ...tfIdfDefaults,
  inverse: "textbook",
  frequency: "share",
  norm: "none",
};

export interface TfIdfModel {
  /** Sorted by code point; column j of the weights is term j. */
  readonly vocabulary: readonly string[];
  readonly idf: Float64Array;
  readonly frequency: TfIdfOptions["frequency"];
  readonly norm: TfIdfOptions["norm"];
}

/** The model of these documents (lists of terms) and their weights: documents × vocabulary. */
export function fitTfIdf(
  documents: Iterable<readonly string[]>,
  options: TfIdfOptions,
): { readonly model: TfIdfModel; readonly weights: SparseMatrix } {
  const terms = countTerms(documents, options);
  const { rows, columns } = terms.counts;
  const documentsOf = new Float64Array(terms.vocabulary.length);
  for (const column of columns) documentsOf[column] = (documentsOf[column] ?? 0) + 1;
  const idf = documentsOf.map((df) => inverseFrequency(options.inverse, rows, df));
  const model = { vocabulary: terms.vocabulary, idf, frequency: options.frequency, norm: options.norm };
  return { model, weights: weigh(model, terms) };
}

/** Weights of other documents; terms that the model does not know are passed over. A row depends on its document only. */
export function applyTfIdf(model: TfIdfModel, documents: Iterable<readonly string[]>): SparseMatrix {
  return weigh(model, countKnownTerms(documents, new Map(model.vocabulary.map((term, column) => [term, column]))));
}

export function inverseFrequency(inverse: InverseFrequency, n: number, df: number): number {
  if (inverse === "none") return 1;
  if (inverse === "smooth") return Math.log((1 + n) / (1 + df)) + 1;
  return Math.log(n / df) + (inverse === "plain" ? 1 : 0);
}

function weigh(model: TfIdfModel, { counts, lengths }: Pick<TermCounts, "counts" | "lengths">): SparseMatrix {
  const { idf, frequency, norm } = model;
  const { rows, starts, columns } = counts;
  const values = new Float64Array(columns.length);
  for (let row = 0; row < rows; row++) {
    const from = starts[row] ?? 0;
    const to = starts[row + 1] ?? 0;
    let length = 0;
    for (let e = from; e < to; e++) {
      const count = counts.values[e] ?? 0;
      const share = frequency === "share" ? count / (lengths[row] ?? 1) : count;
      const value = (frequency === "sublinear" ? 1 + Math.log(count) : share) * (idf[columns[e] ?? 0] ?? 0);
      values[e] = value;
      length += norm === "l2" ? value * value : Math.abs(value);
    }
    if (norm === "none" || length === 0) continue;
    const scale = 1 / (norm === "l2" ? Math.sqrt(length) : length);
    for (let e = from; e < to; e++) values[e] = (values[e] ?? 0) * scale;
  }
  return { ...counts, values };
}
