/** Runs of from…to words joined by a blank: all of the shortest first, each in the order of the text. */
export function wordNGrams(words: readonly string[], from: number, to: number): string[] {
  const grams: string[] = from === 1 ? [...words] : [];
  for (let n = Math.max(2, from); n <= to; n++) {
    for (let i = 0; i + n <= words.length; i++) grams.push(words.slice(i, i + n).join(" "));
  }
  return grams;
}

/**
 * Runs of from…to characters within each word, a blank put before and after it, so that beginnings and ends differ from
 * middles; a word shorter than n gives itself, padded, once (scikit-learn's `char_wb`).
 */
export function characterNGrams(words: readonly string[], from: number, to: number): string[] {
  const grams: string[] = [];
  for (const word of words) {
    const characters = [" ", ...word, " "];
    for (let n = from; n <= to; n++) {
      if (characters.length <= n) {
        grams.push(characters.join(""));
        break;
      }
      for (let i = 0; i + n <= characters.length; i++) grams.push(characters.slice(i, i + n).join(""));
    }
  }
  return grams;
}
