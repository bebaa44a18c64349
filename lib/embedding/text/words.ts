const wordRuns = /[\p{L}\p{N}_]{2,}/gu;

/**
 * Lower-cased runs of two or more letters, digits or underscores of any script: scikit-learn's default, so that figures
 * compare. Marks that combine with no letter end a run, as there.
 */
export function splitWords(text: string): readonly string[] {
  return text.toLowerCase().match(wordRuns) ?? [];
}
