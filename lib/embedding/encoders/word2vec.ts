import { averageWords, fitWordVectors, word2VecDefaults } from "../text/word-vectors.ts";
import { wordsOf } from "../text/words.ts";
import { fitByLanguage } from "./by-language.ts";
import type { FittedEncoder } from "./encoder.ts";

export const word2vec: FittedEncoder = {
  id: "word2vec",
  fit: fitByLanguage(async (texts, { kernels, random, signal, progress }) => {
    const { epochs } = word2VecDefaults;
    const model = fitWordVectors(kernels, texts.map(wordsOf), {
      ...word2VecDefaults,
      random,
      signal,
      progress: (epoch) => progress?.(epoch / epochs),
    });
    return {
      name: "Word2Vec",
      dimension: model.vectors.cols,
      encode: async (some) => averageWords(model, some.map(wordsOf)),
      close: async () => undefined,
    };
  }),
};
