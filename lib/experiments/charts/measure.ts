import { formatMoney, formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import type { MetricReport } from "../report-schema.ts";
import type { ExperimentData } from "./experiment-chart.ts";
import { say } from "./messages.ts";

/** How a metric's levels and differences are written: shares as per cent and points, money with its currency. */
export interface Measure {
  /** From the report's unit to the one shown: 100 for shares. */
  readonly scale: number;
  /** Unit of a shown difference, for axes and column heads: "points", "$"; empty for plain numbers. */
  readonly unit: string;
  /** "10.6 %", "$0.65". */
  readonly level: (value: number | null) => string;
  /** "+4.5 points", "−$0.12"; null gives a dash. */
  readonly difference: (value: number | null) => string;
  /** The same without its unit, for an axis that names it: "+4.5". */
  readonly tick: (shown: number) => string;
}

export function measureOf(metric: MetricReport, { report, currency }: ExperimentData, locale: Locale): Measure {
  if (metric.type === "proportion") {
    const points = say(locale, "points");
    return {
      scale: 100,
      unit: points,
      level: (value) => (value === null ? "–" : writePercent(value, locale)),
      difference: (value) => (value === null ? "–" : say(locale, "inPoints", { figure: signed(value * 100) })),
      tick: writeTick,
    };
  }
  if (report.config.money?.metric === metric.name) {
    return {
      scale: 1,
      unit: formatMoney(1, currency).replace(/\u00a0?1$/, ""),
      level: (value) => (value === null ? "–" : writeAmount(value, currency)),
      difference: (value) => (value === null ? "–" : signedAmount(value, currency)),
      tick: writeTick,
    };
  }
  const unit = metric.unit ?? "";
  const tail = unit === "" ? "" : `\u00a0${unit}`;
  return {
    scale: 1,
    unit,
    level: (value) => (value === null ? "–" : `${significant(value)}${tail}`),
    difference: (value) => (value === null ? "–" : `${signed(value)}${tail}`),
    tick: writeTick,
  };
}

/** Three significant figures, whole from 100 on: 0.0572, 4.52, 1,077. */
export function significant(value: number, figures = 3): string {
  if (value === 0) return "0";
  const size = Math.floor(Math.log10(Math.abs(value)));
  return formatNumber(value, Math.min(Math.max(figures - 1 - size, 0), 8));
}

/** With its sign, two or three figures: +4.52, −0.82, 0. */
export function signed(value: number, figures = 3): string {
  const text = significant(value, figures);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** share: 0…1 → "10.6 %", below one per cent two decimals. */
export function writePercent(share: number, locale: Locale): string {
  const percent = share * 100;
  const decimals = Math.abs(percent) >= 1 || percent === 0 ? 1 : 2;
  return `${formatNumber(percent, decimals, true)}${locale === "zh" ? "%" : "\u00a0%"}`;
}

/** A relative change, 0.426 → "+42.6 %"; from 100 % on whole. */
export function writeLift(lift: number | null, locale: Locale): string {
  if (lift === null) return "–";
  const text = formatNumber(lift * 100, Math.abs(lift) >= 1 ? 0 : 1, true);
  return `${lift > 0 && /[1-9]/.test(text) ? "+" : ""}${text}${locale === "zh" ? "%" : "\u00a0%"}`;
}

/** Money with cents, and with as many figures as a small amount needs: $0.42, $0.0031. */
export function writeAmount(value: number, currency: string | null): string {
  const size = Math.abs(value);
  if (size === 0 || size >= 0.095) return formatMoney(value, currency);
  const one = formatMoney(1, currency);
  return `${value < 0 ? "−" : ""}${one.replace(/1$/, significant(size, 2))}`;
}

export function signedAmount(value: number, currency: string | null): string {
  const text = writeAmount(value, currency);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

function writeTick(shown: number): string {
  const rounded = Number(shown.toPrecision(6));
  if (rounded === 0) return "0";
  const text = formatNumber(rounded, decimalsOf(rounded));
  return rounded > 0 ? `+${text}` : text;
}

function decimalsOf(value: number): number {
  const [, fraction = ""] = String(value).split(".");
  return /e-/.test(fraction) ? 8 : Math.min(fraction.length, 6);
}

/** "p = 0.34", "p < 0.001"; for sentences and cells without the letter: "0.34", "< 0.001". */
export function writeP(p: number | null): string {
  if (p === null) return "–";
  return p < 0.001 ? "< 0.001" : formatNumber(p, p < 0.095 ? 3 : 2);
}
