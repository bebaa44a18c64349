import type { DateOrder } from "./schema.ts";

/**
 * Unix times: a cell that is a plain number within one of these half-open ranges (1990 to 2100) and fits no format is
 * read as seconds or milliseconds since 1970, UTC. The ranges share no value with each other nor with yyyymmdd.
 */
export const unixTime = {
  seconds: { from: 631_152_000, to: 4_102_444_800 },
  milliseconds: { from: 631_152_000_000, to: 4_102_444_800_000 },
} as const;

/** Years outside 1900…2199 are slips of the pen ("0026"), not dates. */
export const plausibleYears = { from: 1900, to: 2200 } as const;

const clocks = ["", " %H:%M", " %H:%M:%S"];
const fineClocks = [" %H:%M:%S.%f", " %H:%M:%S.%n"];
const halfDayClocks = [" %I:%M %p", " %I:%M:%S %p", " %I:%M%p", " %I:%M:%S%p"];
const isoClocks = ["T%H:%M:%S", "T%H:%M:%S.%f", "T%H:%M", "T%H:%M:%S.%n"];
const chineseClocks = ["%H:%M", "%H:%M:%S", " %H时%M分%S秒", " %H时%M分", "%H时%M分%S秒", "%H时%M分"];
const zonedClocks = [...isoClocks, ...clocks.slice(1), ...fineClocks];
const zones = ["%z", " %z", "Z", " UTC", " GMT"];

const shortYears: Record<DateOrder, readonly string[]> = {
  ymd: ["%y/%m/%d", "%y-%m-%d", "%y.%m.%d"],
  dmy: ["%d/%m/%y", "%d-%m-%y", "%d.%m.%y"],
  mdy: ["%m/%d/%y", "%m-%d-%y", "%m.%d.%y"],
};
const yearFirst = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"];
const longYears: Record<DateOrder, readonly string[]> = {
  ymd: yearFirst,
  dmy: ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", ...yearFirst],
  mdy: ["%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y", ...yearFirst],
};
const namedDates = ["%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y"];

/**
 * Every format (strptime, as DuckDB's try_strptime takes them) that a time may have under a date order; the first that
 * fits a cell reads it. Formats with the year first in four digits and with month names belong to every order. Those
 * with %y stand before those with %Y, since DuckDB's %Y reads "26" as the year 26, while its %y refuses "2026".
 * Cells are trimmed; one blank in a format stands for any run of blanks.
 */
export function timeFormats(dateOrder: DateOrder): string[] {
  const numeric = [...shortYears[dateOrder], ...longYears[dateOrder]];
  return [
    "%Y%m%d",
    ...combine(numeric, clocks),
    ...combine(["%Y-%m-%d", "%Y/%m/%d"], isoClocks),
    ...combine(numeric, halfDayClocks),
    ...combine(numeric, fineClocks),
    ...combine(["%Y年%m月%d日"], [...clocks, ...fineClocks, ...chineseClocks]),
    "%Y%m%d%H%M%S",
    ...combine(["%Y%m%d"], [...clocks.slice(1), ...fineClocks]),
    ...combine(namedDates, [...clocks, ...fineClocks, ...halfDayClocks]),
    ...combine(combine(["%Y-%m-%d"], zonedClocks), zones),
  ];
}

/** Does a cell of this format say its offset from UTC, so that it is an instant whatever the table's zone? */
export function isZonedFormat(format: string): boolean {
  return /(%z|Z|UTC|GMT)$/.test(format);
}

function combine(heads: readonly string[], tails: readonly string[]): string[] {
  return heads.flatMap((head) => tails.map((tail) => head + tail));
}
