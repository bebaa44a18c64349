import type { Locale } from "../../core/localised.ts";
import type { ChartTheme } from "../../segments/charts/theme.ts";
import { say } from "./messages.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "2026-03-12" as "12 Mar" or "3月12日"; the year is told by the report's head. What is no ISO date stays as it is. */
export function writeDay(day: string, locale: Locale): string {
  const [, month, date] = /^\d{4}-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (!month || !date) return day;
  const values = {
    month: locale === "zh" ? String(Number(month)) : (months[Number(month) - 1] ?? month),
    day: Number(date),
  };
  return say(locale, "dayOf", values);
}

/** Days along the bottom, as many named as there is room for. */
export function dayAxis(days: readonly string[], theme: ChartTheme, locale: Locale, isBetween: boolean) {
  return {
    type: "category" as const,
    data: days.map((day) => writeDay(day, locale)),
    boundaryGap: isBetween,
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { show: false },
    axisLabel: { color: theme.ink3, fontSize: 11, hideOverlap: true },
  };
}
