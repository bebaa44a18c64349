import { describe, expect, it } from "vitest";
import { splitChinese } from "./chinese-words.ts";
import { characterNGrams, wordNGrams } from "./n-grams.ts";
import { splitWords } from "./words.ts";

describe("splitWords", () => {
  it.each([
    ["It's a RED-hot Deal: 2for1!", ["it", "red", "hot", "deal", "2for1"]],
    ["Größe über café", ["größe", "über", "café"]],
    ["a b c", []],
    ["", []],
  ])("%j", (text, words) => {
    expect(splitWords(text)).toEqual(words);
  });
});

describe("splitChinese", () => {
  it.each([
    ["苹果很甜，没有坏的！", ["苹果", "很甜", "没有", "坏", "的"]],
    ["ｉＰｈｏｎｅ１２ 很好", ["iphone12", "很", "好"]],
    ["……！！", []],
    ["", []],
  ])("%s", (text, words) => {
    expect(splitChinese(text)).toEqual(words);
  });
});

describe("n-grams", () => {
  it("joins neighbouring words", () => {
    expect(wordNGrams(["a", "b", "c"], 1, 2)).toEqual(["a", "b", "c", "a b", "b c"]);
    expect(wordNGrams(["a", "b", "c"], 2, 3)).toEqual(["a b", "b c", "a b c"]);
  });

  it("takes characters within words, ends marked by blanks", () => {
    expect(characterNGrams(["abc", "d"], 3, 4)).toEqual([" ab", "abc", "bc ", " abc", "abc ", " d "]);
    expect(characterNGrams(["𠜎鞋"], 2, 2)).toEqual([" 𠜎", "𠜎鞋", "鞋 "]);
  });
});
