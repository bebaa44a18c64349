import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { detectLanguage } from "./language.ts";

const shared = process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../../shared");
const requests = join(shared, "data/text/banking77_test.csv");

describe("detectLanguage", () => {
  it.each([
    ["The delivery was late and I want my money back", "en"],
    ["great quality", "en"],
    ["物流很快，包装完好", "zh"],
    ["这个 iPhone 很好", "zh"],
    ["iPhone好", "en"],
    ["の方が好き", "ja"],
    ["とても良い商品です", "ja"],
    ["买的是「の」字牌的杯子，质量不错，推荐给大家", "zh"],
    ["배송이 빨라요", "ko"],
    ["Очень хорошее качество", "ru"],
    ["Die Lieferung war sehr schnell und gut verpackt", "de"],
    ["La livraison est très rapide", "fr"],
    ["El producto es muy bueno", "es"],
    ["Il prodotto è molto bello", "it"],
    ["O produto é muito bom", "pt"],
    ["De kwaliteit is heel goed", "nl"],
    ["สินค้าดีมาก", "th"],
    ["Świetna jakość", "other"],
    ["12345 !!! 👍", "other"],
    ["", "other"],
  ])("%s", (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });

  it.skipIf(!existsSync(requests))("knows 98 of 100 short English requests (skipped where ../shared is absent)", () => {
    const lines = readFileSync(requests, "utf8").trim().split("\n").slice(1, 1001);
    const known = lines.filter((line) => detectLanguage(line.slice(0, line.lastIndexOf(","))) === "en");
    expect(known.length).toBeGreaterThanOrEqual(980);
  });
});
