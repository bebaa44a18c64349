import type { Locale } from "../../core/localised.ts";
import { say } from "./messages.ts";

/** Words of the trade that the report uses; each is explained where it stands. */
export const terms = [
  "margin",
  "expectedLoss",
  "pValue",
  "corrected",
  "interval",
  "chanceToWin",
  "smallestEffect",
  "standardError",
  "skewness",
  "pooled",
  "q",
  "i2",
  "tau",
  "qini",
  "nonInferiority",
] as const;
export type Term = (typeof terms)[number];

export function explain(term: Term, locale: Locale): string {
  return say(locale, `term.${term}`);
}
