import type { Localised } from "../core/localised.ts";
import { columnNames } from "./column-names.ts";

const acronyms = new Set("aov arpu clv crm id ios ip kpi ltv nps os rfm sku sms url vip".split(" "));
const unit = /\s*[(（[][^()（）[\]]*[)）\]]$/u;

/**
 * A column's name as people read it: "NumWebPurchases" and "num_web_purchases" → "Num web purchases", "nps_score" →
 * "NPS score"; names with blanks, Chinese and single letters stay as they are. A common name is said in the other
 * language too, with its unit: "Annual Income (k$)" is 年收入（k$）.
 */
export function columnLabel(name: string): Localised {
  const readable = readableName(name);
  const [en, zh] = known.get(columnWords(name)) ?? [readable, readable];
  const isChinese = /\p{Script=Han}/u.test(name);
  const ending = unit.exec(readable)?.[0].trim().slice(1, -1);
  if (isChinese) return { en: en === readable || !ending ? en : `${en} (${ending})`, zh: readable };
  return { en: readable, zh: zh === readable || !ending ? zh : `${zh}（${ending}）` };
}

/** A label as it stands within a sentence: "Signup date" → "signup date"; acronyms and titles ("Web Visits") stay. */
export function inSentence(label: string): string {
  const isTitle = /^\S+.* \p{Lu}\p{Ll}/u.test(label);
  return /^\p{Lu}\p{Ll}/u.test(label) && !isTitle ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** Lower case, one blank between words, without a unit in brackets: "Annual Income (k$)" → "annual income". */
export function columnWords(name: string): string {
  const words = splitWords(name.slice(0, 120)).replace(unit, "").toLowerCase();
  return words.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

const known = new Map(columnNames.flatMap((row) => row.map((spelling) => [columnWords(spelling), row] as const)));

function splitWords(name: string): string {
  const spaced = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}_\s]+/gu, " ").trim();
  return spaced.replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2").replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2");
}

function readableName(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  if (plain.includes(" ") && !plain.includes("_")) return plain;
  if (Array.from(plain).length < 2) return plain || "?";
  const [first = "", ...rest] = splitWords(plain).split(" ").map(readableWord);
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(" ") || plain;
}

function readableWord(word: string): string {
  if (acronyms.has(word.toLowerCase())) return word.toLowerCase() === "ios" ? "iOS" : word.toUpperCase();
  return /^\p{Lu}[\p{Ll}\p{N}]*$/u.test(word) && word.length > 1 ? word.toLowerCase() : word;
}
