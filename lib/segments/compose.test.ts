import { describe, expect, it } from "vitest";
import { composeName, fitsName, numberName } from "./compose.ts";
import type { Wording } from "./wording.ts";

const customers = { en: "customers", zh: "客户" };
const wording = (en: string, zh: string, place: number, noun?: Wording["word"]["noun"]): Wording => ({
  word: noun ? { en, zh, noun } : { en, zh },
  kind: "adjective",
  place,
  topic: null,
  high: true,
});
const recent = wording("recent", "近期", -2);
const fresh = wording("new", "新", -1);
const spending = wording("high-spending", "高消费", 2, { en: "big spenders" });
const frequent = wording("frequent", "高频", 1, { en: "regulars", zh: "常客" });
const tag: Wording = { ...wording("high Web Visits", "Web Visits 高", 9), kind: "tag" };

describe("composeName", () => {
  it.each([
    [[recent], "Recent customers", "近期客户"],
    [[spending, recent], "Recent big spenders", "近期高消费客户"],
    [[frequent, recent], "Recent regulars", "近期常客"],
    [[recent, frequent, spending], "Recent frequent big spenders", "近期高消费常客"],
    [[fresh, spending], "New big spenders", "高消费新客户"],
    [[tag], "High Web Visits", "Web Visits 高"],
    [[tag, recent], "Recent customers, high Web Visits", "近期客户、Web Visits 高"],
  ])("%#: %s", (words, en, zh) => {
    expect(composeName(words, customers)).toEqual({ en, zh });
  });
});

it("counts characters as people do", () => {
  expect(fitsName({ en: "😀".repeat(32), zh: "客" })).toBe(true);
  expect(fitsName({ en: "a".repeat(33), zh: "客" })).toBe(false);
  expect(fitsName({ en: "a", zh: "客".repeat(17) })).toBe(false);
});

it("numbers a name within its length", () => {
  expect(numberName({ en: "Typical customers", zh: "普通客户" }, 2)).toEqual({
    en: "Typical customers 2",
    zh: "普通客户 2",
  });
  expect(fitsName(numberName({ en: "a".repeat(32), zh: "客".repeat(16) }, 100))).toBe(true);
});
