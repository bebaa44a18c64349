export type Locale = "en" | "zh";

export const locales: readonly Locale[] = ["en", "zh"];

/** A text that a person reads, in both languages. */
export interface Localised {
  readonly en: string;
  readonly zh: string;
}
