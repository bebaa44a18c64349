import { expect, test } from "vitest";
import { sampleHypothesis, sampleName, sampleTestName, shownName } from "./sample-shop.ts";

test("the sample shop is called in the reader's language, whoever made it", () => {
  expect(shownName(sampleName.en, "zh")).toBe("示例店铺 Lumen");
  expect(shownName(sampleName.en, "en")).toBe("Sample shop Lumen");
  expect(shownName(sampleTestName.en, "zh")).toBe("示例：优惠券");
  expect(shownName(sampleHypothesis.en, "zh")).toMatch(/^优惠券/);
});

test("a name that somebody gave stays as it is", () => {
  expect(shownName("My sample shop", "zh")).toBe("My sample shop");
  expect(shownName("__proto__", "zh")).toBe("__proto__");
});
