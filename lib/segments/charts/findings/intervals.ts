import { formatNumber } from "../../../core/format.ts";
import type { Locale } from "../../../core/localised.ts";
import type { Interval } from "../../../evaluation/labels/schema.ts";
import type { TableColumn } from "../chart.ts";
import { writeIndex } from "../number-format.ts";
import { say } from "./messages.ts";

/** "+0.024", "−0.103"; what rounds to nothing has no sign. */
export function writeSigned(value: number, decimals = 3): string {
  const text = formatNumber(Math.abs(value), decimals);
  if (!/[1-9]/.test(text)) return text;
  return `${value < 0 ? "−" : "+"}${text}`;
}

export function writeInterval({ value, low, high }: Interval, locale: Locale, isDifference = false): string {
  const write = (one: number) => (isDifference ? writeSigned(one) : writeIndex(one, 3));
  return say(locale, "interval", { value: write(value), low: write(low), high: write(high) });
}

/** Which side of zero a difference surely lies on; 0 where its interval holds zero. */
export function sideOf({ low, high }: Interval): -1 | 0 | 1 {
  return low > 0 ? 1 : high < 0 ? -1 : 0;
}

/** Of a table: value and both ends, dashes where it cannot be said. */
export function intervalCells(own: Interval | null | undefined): (number | null)[] {
  return own ? [own.value, own.low, own.high] : [null, null, null];
}

/** The columns of those cells. */
export function intervalColumns(label: string, locale: Locale): TableColumn[] {
  const of = (text: string) => ({ label: text, kind: "number", decimals: 3 }) as const;
  const end = (text: string) => of(`${label} · ${text}`);
  return [of(label), end(say(locale, "low")), end(say(locale, "high"))];
}
