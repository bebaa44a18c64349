import type { Locale } from "../../core/localised.ts";
import { createCatalogue } from "../../segments/charts/catalogue.ts";
import en from "./messages/en.json" with { type: "json" };
import zh from "./messages/zh.json" with { type: "json" };

/** The texts of an experiment's charts, in both languages. */
export const say = createCatalogue({ en, zh });

/** "a, b and c", "“a”、“b”和“c”": Chinese puts names in quotes, as they may be of any language. */
export function joinAnd(names: readonly string[], locale: Locale): string {
  const words = locale === "zh" ? names.map((name) => `“${name}”`) : names;
  const last = words.at(-1) ?? "";
  if (words.length < 2) return last;
  const first = words.slice(0, -1).join(locale === "zh" ? "、" : ", ");
  return say(locale, "and", { first, last });
}

/** A name at the head of a sentence: plain words get a capital, names of columns stay as they are. */
export function atHead(text: string): string {
  return /^[a-z][a-z ]*([,;]|\s|$)/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
