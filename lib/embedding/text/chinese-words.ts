import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";

const isWord = /[\p{L}\p{N}]/u;

let jieba: Jieba | undefined;

/**
 * Chinese words by jieba (dictionary and hidden Markov model for unknown words), lower-cased, full-width letters and
 * digits made narrow; what holds no letter and no digit is left out. The dictionary loads at the first call, 0.2 s.
 */
export function splitChinese(text: string): readonly string[] {
  jieba ??= Jieba.withDict(dict);
  return jieba.cut(text.normalize("NFKC").toLowerCase(), true).filter((word) => isWord.test(word));
}
