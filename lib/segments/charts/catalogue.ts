import { formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";

export type MessageValues = Readonly<Record<string, string | number>>;

/**
 * A function from (locale, key, values) to text. In a template `{name}` is a value, numbers with their thousands
 * grouped, and `{n|customer|customers}` is the one word for exactly one, the other for any other number.
 * Values are plain text: who writes the result into markup escapes it there.
 */
export function createCatalogue<Key extends string>(texts: Readonly<Record<Locale, Readonly<Record<Key, string>>>>) {
  return (locale: Locale, key: Key, values: MessageValues = {}): string => fillTemplate(texts[locale][key], values);
}

export function fillTemplate(template: string, values: MessageValues): string {
  return template.replace(
    /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g,
    (_, name: string, one: string | undefined, other: string | undefined) => {
      const value = values[name];
      if (one !== undefined && other !== undefined) return value === 1 ? one : other;
      if (value === undefined) return "?";
      return typeof value === "number" ? formatNumber(value, 2, true) : value;
    },
  );
}
