import { formatMoney, formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import type { MetricReport } from "../report-schema.ts";
import { decimalsOf, isCurrency, writeP as writeNamedP } from "../wording-amounts.ts";
import type { Drawn } from "./axis.ts";
import type { ExperimentData } from "./experiment-chart.ts";
import { say } from "./messages.ts";

/** How a metric's levels and differences are written: shares as per cent and points, money with its currency. */
export interface Measure {
  /** From the report's unit to the one shown: 100 for shares. */
  readonly scale: number;
  /** Unit of a shown difference, for axes and column heads: "points", "$"; empty for plain numbers. */
  readonly unit: string;
  /** "10.6 %", "$0.65"; null gives a dash. */
  readonly level: (value: number | null) => string;
  /** "+4.5 points" and "3.9 to 5.2", with as many decimals as the interval deserves. */
  readonly difference: (drawn: Drawn) => WrittenInterval;
  /** A shown difference beside an axis that names the unit: "+4.5". */
  readonly tick: (shown: number) => string;
}

/** An estimate and its interval in words; empty where it was not computed, an end that is unbounded too. */
export interface WrittenInterval {
  readonly figure: string;
  /** Without its unit, where an axis names it. */
  readonly brief: string;
  readonly range: string;
  readonly low: string;
  readonly high: string;
}

const unknown: WrittenInterval = { figure: "–", brief: "–", range: "", low: "", high: "" };

export function measureOf(metric: MetricReport, { report, currency }: ExperimentData, locale: Locale): Measure {
  const isMoney = report.config.money?.metric === metric.name;
  const unit = isMoney ? currency : metric.unit;
  const isShare = metric.type === "proportion";
  const scale = isShare ? 100 : 1;
  const symbol = isCurrency(unit) || isMoney ? formatMoney(0, unit, 0).replace(/\u00a0?0$/, "") : (unit ?? "");
  const bare = (value: number, decimals: number) => withSign(value * scale, formatNumber(value * scale, decimals));
  const whole = (value: number, decimals: number) => {
    if (isShare) return say(locale, "inPoints", { figure: bare(value, decimals) });
    if (isMoney || isCurrency(unit)) return withSign(value, formatMoney(value, unit, decimals));
    return unit === null ? bare(value, decimals) : `${bare(value, decimals)}\u00a0${unit}`;
  };
  const level = (value: number) => {
    if (isShare) return writePercent(value, locale);
    if (isMoney || isCurrency(unit)) return writeAmount(value, unit);
    return unit === null ? significant(value) : `${significant(value)}\u00a0${unit}`;
  };
  return {
    scale,
    unit: isShare ? say(locale, "points") : symbol,
    level: (value) => (value === null ? "–" : level(value)),
    difference: (drawn) => {
      const { value, low, high } = drawn;
      if (value === null) return unknown;
      const ends = [value, low, high].filter((end) => end !== null);
      const half = low !== null && high !== null ? (high - low) / 2 : 0;
      const decimals = decimalsOf({ ...metric, unit }, ends, half);
      const end = (x: number) => bare(x, decimals);
      return {
        figure: whole(value, decimals),
        brief: end(value),
        range: writeRange(low, high, end, locale),
        low: low === null ? "" : end(low),
        high: high === null ? "" : end(high),
      };
    },
    tick: writeTick,
  };
}

/** "35.4 % to 49.8 %"; an end that is unbounded says so. */
export function writeRange(
  low: number | null,
  high: number | null,
  write: (end: number) => string,
  locale: Locale,
): string {
  if (low === null && high === null) return say(locale, "unbounded");
  if (low === null) return say(locale, "rangeUpTo", { high: write(high ?? 0) });
  if (high === null) return say(locale, "rangeFrom", { low: write(low) });
  return say(locale, "range", { low: write(low), high: write(high) });
}

/** Three significant figures, whole from 100 on: 0.0572, 4.52, 1,077. */
export function significant(value: number, figures = 3): string {
  if (value === 0) return "0";
  const size = Math.floor(Math.log10(Math.abs(value)));
  return formatNumber(value, Math.min(Math.max(figures - 1 - size, 0), 8));
}

function withSign(value: number, text: string): string {
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** share: 0…1 → "10.6 %", below one per cent two decimals. */
export function writePercent(share: number, locale: Locale): string {
  const percent = share * 100;
  const decimals = Math.abs(percent) >= 1 || percent === 0 ? 1 : 2;
  return `${formatNumber(percent, decimals, true)}${locale === "zh" ? "%" : "\u00a0%"}`;
}

/** A relative change, 0.426 → "+42.6 %" and its range "+35.4 to +49.8 %"; all whole from 100 % on. */
export function writeLifts({ value, low, high }: Drawn, locale: Locale): WrittenInterval {
  if (value === null) return unknown;
  const decimals = Math.max(...[value, low, high].map((end) => Math.abs(end ?? 0))) >= 9.95 ? 0 : 1;
  const sign = locale === "zh" ? "%" : "\u00a0%";
  const bare = (end: number) => withSign(end, formatNumber(end * 100, decimals));
  const whole = (end: number) => `${bare(end)}${sign}`;
  const isShort = locale === "en" && low !== null && high !== null;
  return {
    figure: whole(value),
    brief: bare(value),
    range: isShort ? `${writeRange(low, high, bare, locale)}${sign}` : writeRange(low, high, whole, locale),
    low: low === null ? "" : whole(low),
    high: high === null ? "" : whole(high),
  };
}

/** A relative change for an axis: "+25 %". */
export function writeLift(lift: number, locale: Locale): string {
  return `${writeTick(lift * 100)}${locale === "zh" ? "%" : "\u00a0%"}`;
}

/** Money with cents, and with as many figures as a small amount needs: $0.42, $0.0031. */
export function writeAmount(value: number, currency: string | null): string {
  const size = Math.abs(value);
  if (size === 0 || size >= 0.095) return formatMoney(value, currency);
  return formatMoney(value, currency, Math.min(1 - Math.floor(Math.log10(size)), 8));
}

function writeTick(shown: number): string {
  const rounded = Number(shown.toPrecision(6));
  const [, fraction = ""] = String(rounded).split(".");
  const decimals = fraction.includes("e-") ? 8 : Math.min(fraction.length, 6);
  return withSign(rounded, formatNumber(rounded, decimals));
}

/** For cells headed by the letter: "0.34", "< 0.001". */
export function writeP(p: number | null): string {
  return p === null ? "–" : writeNamedP(p).replace(/^p (= )?/, "");
}
