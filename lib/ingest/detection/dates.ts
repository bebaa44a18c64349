import type { DateOrder } from "../schema.ts";
import { plausibleYears, timeFormats, unixTime } from "../time-formats.ts";

/** A time as its cell says it. `instant`: milliseconds since 1970, of local time unless the format holds an offset. */
export interface ParsedTime {
  /** A member of timeFormats, or "unix". */
  readonly format: string;
  readonly instant: number;
}

const months = ["january", "february", "march", "april", "may", "june", "july"].concat([
  "august",
  "september",
  "october",
  "november",
  "december",
]);
const offset = String.raw`(?:( ?)([+-]\d{2}(?::?\d{2})?)|(Z| UTC| GMT))?`;
const clock = new RegExp(
  String.raw`^(T|\s+)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(\.\d{1,9})?)?(?:(\s*)([ap]m))?${offset}$`,
  "i",
);
const chineseClock = /^(\s*)(\d{1,2})时(\d{1,2})分(?:(\d{1,2})秒)?$/;
const numericDate = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?!\d)/;
const chineseDate = /^(\d{4})年(\d{1,2})月(\d{1,2})日/;
const compactDate = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?(?!\d)/;
const dayFirstName = /^(\d{1,2})([ -])([a-z]{3,9})\2(\d{2}(?:\d{2})?)(?!\d)/i;
const monthFirstName = /^([a-z]{3,9}) (\d{1,2})(,?) (\d{4})(?!\d)/i;

const knownFormats = new Map<DateOrder, ReadonlySet<string>>(
  (["ymd", "dmy", "mdy"] as const).map((order) => [order, new Set(timeFormats(order))]),
);

/** Reads a cell by the one format of timeFormats(order) that it has, as DuckDB's try_strptime would; else undefined. */
export function parseTime(cell: string, order: DateOrder): ParsedTime | undefined {
  if (cell.length < 6 || cell.length > 48) return undefined;
  const text = cell.trim();
  const date = readDate(text, order);
  if (date) {
    const time = date.rest === "" ? { format: "", ms: date.clock } : readClock(date.rest);
    const format = time ? date.format + time.format : "";
    const day = dayNumber(date.year, date.month, date.day);
    if (time && day !== undefined && knownFormats.get(order)?.has(format)) {
      return { format, instant: day * 86_400_000 + time.ms };
    }
  }
  return readUnix(text);
}

interface DatePart {
  readonly format: string;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly rest: string;
  /** Milliseconds of a clock that the date part itself holds. */
  readonly clock: number;
}

function readDate(text: string, order: DateOrder): DatePart | undefined {
  let match = numericDate.exec(text);
  if (match) return readNumericDate(text, match, order);
  match = compactDate.exec(text);
  if (match) {
    const [whole, year, month, day, hour, minute, second] = match;
    if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
    const format = hour === undefined ? "%Y%m%d" : "%Y%m%d%H%M%S";
    const ms = hour === undefined ? 0 : clockMs(Number(hour), Number(minute), Number(second));
    return datePart(format, year, month, day, text.slice(whole.length), ms);
  }
  match = chineseDate.exec(text);
  if (match) return datePart("%Y年%m月%d日", match[1], match[2], match[3], text.slice(match[0].length));
  match = dayFirstName.exec(text);
  if (match) {
    const [whole, day, mark, name = "", year = ""] = match;
    const month = monthOf(name);
    if (!month) return undefined;
    const format = ["%d", month.format, year.length === 2 ? "%y" : "%Y"].join(mark);
    return datePart(format, fullYear(year), month.number, day, text.slice(whole.length));
  }
  match = monthFirstName.exec(text);
  if (!match) return undefined;
  const [whole, name = "", day, comma, year] = match;
  const month = monthOf(name);
  return month && datePart(`${month.format} %d${comma} %Y`, year, month.number, day, text.slice(whole.length));
}

function readNumericDate(text: string, match: RegExpExecArray, order: DateOrder): DatePart | undefined {
  const [whole, first = "", mark = "", middle = "", last = ""] = match;
  const rest = text.slice(whole.length);
  if (first.length === 4 && last.length < 3) return datePart(`%Y${mark}%m${mark}%d`, first, middle, last, rest);
  if (first.length > 2 || last.length === 3) return undefined;
  if (order === "ymd") {
    return last.length < 3 ? datePart(`%y${mark}%m${mark}%d`, fullYear(first), middle, last, rest) : undefined;
  }
  const year = last.length === 4 ? "%Y" : "%y";
  if (order === "dmy") return datePart(`%d${mark}%m${mark}${year}`, fullYear(last), middle, first, rest);
  return datePart(`%m${mark}%d${mark}${year}`, fullYear(last), first, middle, rest);
}

type NumberText = string | number | undefined;

function datePart(
  format: string,
  year: NumberText,
  month: NumberText,
  day: NumberText,
  rest: string,
  clock = 0,
): DatePart {
  return { format, year: Number(year), month: Number(month), day: Number(day), rest, clock };
}

/** Two digits: 1969…2068, as POSIX and DuckDB read %y. */
function fullYear(digits: string): number {
  const year = Number(digits);
  return digits.length > 2 ? year : year < 69 ? 2000 + year : 1900 + year;
}

function monthOf(name: string): { number: number; format: string } | undefined {
  const lower = name.toLowerCase();
  const index = months.findIndex((month) => month === lower || month.slice(0, 3) === lower);
  if (index < 0) return undefined;
  return { number: index + 1, format: lower.length === 3 ? "%b" : "%B" };
}

function readClock(rest: string): { format: string; ms: number } | undefined {
  const chinese = chineseClock.exec(rest);
  if (chinese) {
    const [, gap, hour, minute, second] = chinese;
    const format = `${gap === "" ? "" : " "}%H时%M分${second === undefined ? "" : "%S秒"}`;
    return checkedClock(format, Number(hour), Number(minute), Number(second ?? 0), 0);
  }
  const match = clock.exec(rest);
  if (!match) return undefined;
  const [, lead = "", hourText, minute, second, fraction, halfGap, half, zoneGap, shift, zone] = match;
  let hour = Number(hourText);
  let format = lead === "" ? "" : lead.toUpperCase() === "T" ? "T" : " ";
  format += half ? "%I:%M" : "%H:%M";
  if (second !== undefined) format += ":%S";
  if (fraction !== undefined) format += fraction.length > 7 ? ".%n" : ".%f";
  if (half) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
    format += halfGap === "" ? "%p" : " %p";
  }
  if (shift !== undefined) format += `${zoneGap}%z`;
  else if (zone !== undefined) format += zone.toUpperCase();
  const ahead = shift === undefined ? 0 : offsetMs(shift);
  return checkedClock(format, hour, Number(minute), Number(second ?? 0), Number(fraction ?? 0) * 1000 - ahead);
}

function checkedClock(format: string, hour: number, minute: number, second: number, extraMs: number) {
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return { format, ms: clockMs(hour, minute, second) + extraMs };
}

function clockMs(hour: number, minute: number, second: number): number {
  return ((hour * 60 + minute) * 60 + second) * 1000;
}

function offsetMs(shift: string): number {
  const digits = shift.slice(1).replace(":", "").padEnd(4, "0");
  const ms = (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
  return shift.startsWith("-") ? -ms : ms;
}

/** Days since 1970-01-01, or undefined where the calendar has no such day or the year is implausible. */
function dayNumber(year: number, month: number, day: number): number | undefined {
  if (year < plausibleYears.from || year >= plausibleYears.to || month < 1 || month > 12 || day < 1) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCDate() === day ? date.getTime() / 86_400_000 : undefined;
}

function readUnix(text: string): ParsedTime | undefined {
  if (!/^\d{9,13}(?:\.\d{1,9})?$/.test(text)) return undefined;
  const value = Number(text);
  const { seconds, milliseconds } = unixTime;
  if (value >= seconds.from && value < seconds.to) return { format: "unix", instant: value * 1000 };
  if (value >= milliseconds.from && value < milliseconds.to) return { format: "unix", instant: value };
  return undefined;
}

/** A date as three numbers whose order only the rest of the column can tell, e.g. 03/04/2026. */
export function readUnorderedDate(cell: string): { first: number; second: number } | undefined {
  if (cell.length > 48) return undefined;
  const match = numericDate.exec(cell.trim());
  if (!match || match[1]?.length === 4 || (match[1]?.length ?? 0) > 2) return undefined;
  return { first: Number(match[1]), second: Number(match[3]) };
}
