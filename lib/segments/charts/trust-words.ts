import type { Locale } from "../../core/localised.ts";
import type { ReportData } from "../schema.ts";
import { say } from "./messages.ts";
import { writeShare } from "./number-format.ts";
import { peopleWords } from "./people.ts";

/**
 * Trustworthiness T (Venna & Kaski 2001) of a map in words, with the dot before them where they follow others: 1 − T is, but
 * for terms of the few neighbours among all users, the mean share of users who lie in truth nearer than a neighbour on
 * the map; .5 by chance. Nothing where it was not judged.
 */
export function trustWords(data: ReportData, map: "nearness" | "axes", locale: Locale): string {
  const trust = data.map.nearness?.trustworthiness[map];
  if (!trust) return "";
  if (!trust.ok) return map === "nearness" ? apart(trust.reason[locale], locale) : "";
  return apart(
    say(locale, "trust", { ...peopleWords(data, locale), nearer: writeShare(1 - trust.value, locale) }),
    locale,
  );
}

function apart(words: string, locale: Locale): string {
  return locale === "zh" ? `；${words}` : ` · ${words}`;
}
