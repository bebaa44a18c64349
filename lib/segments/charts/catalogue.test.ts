import { describe, expect, it } from "vitest";
import reportEn from "../report/messages/en.json" with { type: "json" };
import reportZh from "../report/messages/zh.json" with { type: "json" };
import { createCatalogue, fillTemplate } from "./catalogue.ts";
import densityEn from "./density/messages/en.json" with { type: "json" };
import densityZh from "./density/messages/zh.json" with { type: "json" };
import findingsEn from "./findings/messages/en.json" with { type: "json" };
import findingsZh from "./findings/messages/zh.json" with { type: "json" };
import chartsEn from "./messages/en.json" with { type: "json" };
import chartsZh from "./messages/zh.json" with { type: "json" };

describe("fillTemplate", () => {
  it("groups numbers and writes texts as they are", () => {
    expect(fillTemplate("{n} of {what}", { n: 541_909, what: "<b>" })).toBe("541,909 of <b>");
  });

  it("chooses between one and many", () => {
    expect(fillTemplate("{n} {n|row|rows}", { n: 1 })).toBe("1 row");
    expect(fillTemplate("{n} {n|row|rows}", { n: 0 })).toBe("0 rows");
  });

  it("does not fill what a value brings along", () => {
    expect(fillTemplate("{a} {b}", { a: "{b}", b: "x" })).toBe("{b} x");
  });

  it("shows that a value is missing", () => {
    expect(fillTemplate("{gone}", {})).toBe("?");
  });
});

describe("createCatalogue", () => {
  it("answers in the language asked for", () => {
    const say = createCatalogue({ en: { hello: "{name}, hello" }, zh: { hello: "{name}，您好" } });
    expect(say("zh", "hello", { name: "李" })).toBe("李，您好");
  });
});

/** Names of the values that a template asks for. */
function placeholders(template: string): string[] {
  return [...new Set([...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""))].sort();
}

describe.each([
  ["charts", chartsEn, chartsZh],
  ["density", densityEn, densityZh],
  ["findings", findingsEn, findingsZh],
  ["report", reportEn, reportZh],
])("the %s' texts", (_, en: Record<string, string>, zh: Record<string, string>) => {
  it("are there in both languages, with the same values", () => {
    expect(Object.keys(zh)).toEqual(Object.keys(en));
    for (const [key, text] of Object.entries(en)) {
      expect(placeholders(zh[key] ?? ""), key).toEqual(placeholders(text));
      expect(text.trim(), key).not.toBe("");
    }
  });

  it("are Chinese where they are Chinese: no English sentence left, no ASCII comma between characters", () => {
    const english = Object.entries(zh).filter(([, text]) => /[a-z]{4,} [a-z]{3,}/.test(text.replace(/\{[^}]*\}/g, "")));
    expect(english.map(([key]) => key)).toEqual([]);
    expect(Object.values(zh).filter((text) => /[\u4e00-\u9fff][,;:!?][\u4e00-\u9fff]/.test(text))).toEqual([]);
  });

  it("end no sentence with an exclamation mark", () => {
    expect(Object.values({ ...en, ...zh }).filter((text) => /[!！]/.test(text))).toEqual([]);
  });
});
