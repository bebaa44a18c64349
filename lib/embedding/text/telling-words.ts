import type { SparseMatrix } from "../../core/sparse.ts";

export interface TellingWord {
  /** Column of the counts. */
  readonly term: number;
  /** Log odds of the word in the group over those in the others, smoothed. */
  readonly logOdds: number;
  /** Log odds over its standard error: what the words are ranked by. */
  readonly z: number;
  /** Documents of the group that hold it. */
  readonly documents: number;
}

export interface TellingOptions {
  readonly most: number;
  /** How many words of the whole the prior is worth, spread as the words are in all texts together. */
  readonly prior: number;
  /** Documents of the group a word must stand in: one writer's favourite does not speak for a segment. */
  readonly minDocuments: number;
}

export const tellingDefaults: TellingOptions = { most: 10, prior: 500, minDocuments: 3 };

/**
 * The words that tell each group from all others: log odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn
 * 2008, doi:10.1093/pan/mpn018, eqs. 16, 22), ranked by z, best first; only z > 1.96. Chosen over class-based TF-IDF because
 * it weighs a difference by how surely it is seen: in small groups c-TF-IDF ranks a word of one chatty customer first.
 * counts: documents × terms; groups: one a document, −1 = in none. Result: groups in order 0…most; description only, as
 * groups were made from texts.
 */
export function tellingWords(
  counts: SparseMatrix,
  groups: ArrayLike<number>,
  options: TellingOptions = tellingDefaults,
): TellingWord[][] {
  let count = 0;
  for (let i = 0; i < counts.rows; i++) count = Math.max(count, (groups[i] ?? -1) + 1);
  const all = new Float64Array(counts.cols);
  const own = Array.from({ length: count }, () => new Float64Array(counts.cols));
  const documents = Array.from({ length: count }, () => new Int32Array(counts.cols));
  for (let row = 0; row < counts.rows; row++) {
    const group = groups[row] ?? -1;
    const [words, holders] = [own[group], documents[group]];
    if (words === undefined || holders === undefined) continue;
    for (let e = counts.starts[row] ?? 0; e < (counts.starts[row + 1] ?? 0); e++) {
      const term = counts.columns[e] ?? 0;
      words[term] = (words[term] ?? 0) + (counts.values[e] ?? 0);
      all[term] = (all[term] ?? 0) + (counts.values[e] ?? 0);
      holders[term] = (holders[term] ?? 0) + 1;
    }
  }
  const total = all.reduce((sum, words) => sum + words, 0);
  return own.map((words, group) => {
    const inGroup = words.reduce((sum, n) => sum + n, 0);
    const found: TellingWord[] = [];
    for (const [term, n] of words.entries()) {
      const holders = documents[group]?.[term] ?? 0;
      if (holders < options.minDocuments) continue;
      const prior = (options.prior * (all[term] ?? 0)) / total;
      const rest = (all[term] ?? 0) - n;
      const logOdds =
        Math.log((n + prior) / (inGroup + options.prior - n - prior)) -
        Math.log((rest + prior) / (total - inGroup + options.prior - rest - prior));
      const z = logOdds / Math.sqrt(1 / (n + prior) + 1 / (rest + prior));
      if (z > 1.96) found.push({ term, logOdds, z, documents: holders });
    }
    return found.sort((a, b) => b.z - a.z || a.term - b.term).slice(0, options.most);
  });
}
