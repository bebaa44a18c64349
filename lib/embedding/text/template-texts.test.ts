import { describe, expect, it } from "vitest";
import { vocabularies } from "../../sample/speech.ts";
import { findTemplates, isKnownTemplate } from "./template-texts.ts";

describe("isKnownTemplate", () => {
  it.each([
    ["此用户没有填写评价。", true],
    ["评价方未及时做出评价,系统默认好评!", true],
    ["默认好评", true],
    ["No written review.", true],
    ["N/A", true],
    ["……", true],
    ["", true],
    ["好评，苹果很甜", false],
    ["No comments on the delivery, but the cup broke", false],
  ])("%j: %s", (text, is) => {
    expect(isKnownTemplate(text)).toBe(is);
  });

  it("knows those of the sample shop that no customer would write", () => {
    const all = [...vocabularies.en.templates, ...vocabularies.zh.templates];
    expect(all.filter((text) => !isKnownTemplate(text))).toEqual([
      "Five stars!",
      "Good product, good service, fast delivery.",
      "宝贝很好，卖家服务态度好，发货快",
    ]);
  });
});

describe("findTemplates", () => {
  const written = (text: string, users: number, from = 0) =>
    Array.from({ length: users }, (_, i) => ({ user: `u${from + i}`, text }));

  it("finds what very many users wrote word for word, punctuation aside", () => {
    const texts = [...written("Good product", 15), ...written("good product!", 10, 15), ...written("Nice cup", 3, 40)];
    expect(findTemplates(texts)).toEqual([...new Array(25).fill(true), ...new Array(3).fill(false)]);
  });

  it("counts users, not texts: one who repeats himself is no template", () => {
    expect(findTemplates(Array.from({ length: 50 }, () => ({ user: "u1", text: "same as last time" })))).not.toContain(
      true,
    );
  });

  it("needs fewer users for a long text, which nobody writes alike by chance", () => {
    const long = "It arrived as it was described and I would buy it again";
    expect(findTemplates(written(long, 5))).not.toContain(false);
    expect(findTemplates(written("as described", 5))).not.toContain(true);
  });

  it("asks for a share of all who wrote, too", () => {
    const others = Array.from({ length: 9000 }, (_, i) => ({ user: `o${i}`, text: `review number ${i}` }));
    expect(findTemplates([...written("very good", 30), ...others]).slice(0, 30)).not.toContain(true);
  });
});
