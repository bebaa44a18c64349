import { averageWords, fitWordVectors, word2VecDefaults } from "../text/word-vectors.ts";
import { wordsOf } from "../text/words.ts";
import type { FittedEncoder } from "./encoder.ts";

export const word2vec: FittedEncoder = {
  id: "word2vec",
  label: { en: "Words in context (Word2Vec)", zh: "词向量（Word2Vec）" },
  help: {
    en: "Learns from the shop's own texts which words are used alike. Needs some 10,000 texts to be worth it.",
    zh: "从店铺自己的文本中学习哪些词用法相近。约一万条以上文本才有意义。",
  },
  async fit(texts, { kernels, random, signal, progress }) {
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
  },
};
