import type { EChartsOption } from "echarts";
import { formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import type { ReportData } from "../schema.ts";
import type { Chart, ChartMark, ChartTable, ChartView, HoverCard } from "./chart.ts";
import { frame, nameAxis, nameRoom, quietAxis, roomForRows } from "./frame.ts";
import { say } from "./messages.ts";
import { writeShare } from "./number-format.ts";
import { joinWords, leadingSegment, peopleWords } from "./people.ts";
import { shareRows } from "./share-rows.ts";
import { type ChartTheme, focusOpacity, segmentColour } from "./theme.ts";

/** Who is many, and who brings the money: two bars a segment on one scale from zero. */
export const sharesChart: Chart = {
  id: "shares",
  label: (locale) => say(locale, "shares"),
  renderer: "svg",
  height: (data) => roomForRows(shareRows(data).length, around),
  title: (data, locale) => {
    const lead = leadingSegment(data);
    if (!lead) return "";
    const words = peopleWords(data, locale);
    const share = writeShare(lead.share, locale);
    if (lead.revenueShare === null)
      return say(locale, "sharesTitle.size", { ...words, name: lead.name[locale], share });
    return say(locale, "sharesTitle.revenue", {
      ...words,
      name: lead.name[locale],
      share,
      revenue: writeShare(lead.revenueShare, locale),
    });
  },
  subtitle: (data, locale) =>
    say(locale, hasMoney(data) ? "sharesSubtitle.revenue" : "sharesSubtitle.size", peopleWords(data, locale)),
  description: (data, locale) =>
    say(locale, "sharesDescription", {
      finding: sharesChart.title(data, locale),
      values: joinWords(
        shareRows(data).map((s) => `${s.name[locale]} ${writeBoth(s.share, s.revenueShare, locale)}`),
        locale,
      ),
    }),
  table,
  option,
  hover,
};

/** Pixels above and below the bars. */
const around = 40;

export function hasMoney(data: ReportData): boolean {
  return data.summary.segments.some((segment) => segment.revenueShare !== null);
}

function writeBoth(share: number, revenue: number | null, locale: Locale): string {
  return revenue === null ? writeShare(share, locale) : `${writeShare(share, locale)} / ${writeShare(revenue, locale)}`;
}

function table(data: ReportData, locale: Locale): ChartTable {
  const words = peopleWords(data, locale);
  const money = hasMoney(data);
  return {
    columns: [
      { label: say(locale, "segment"), kind: null },
      { label: words.People, kind: "count" },
      { label: say(locale, "sharesPeople", words), kind: "percent", decimals: 1 },
      ...(money ? [{ label: say(locale, "sharesRevenue"), kind: "percent", decimals: 1 } as const] : []),
    ],
    rows: shareRows(data).map((s) => [s.name[locale], s.size, s.share, ...(money ? [s.revenueShare] : [])]),
  };
}

function option(data: ReportData, locale: Locale, theme: ChartTheme, view: ChartView): EChartsOption {
  const segments = shareRows(data);
  const names = segments.map((s) => s.name[locale]);
  const left = nameRoom(view.width, names);
  const row = (view.height - around) / Math.max(segments.length, 1);
  const bar = Math.max(5, Math.min(14, Math.floor(row / 3.2)));
  const money = hasMoney(data);
  const highest = Math.max(...segments.map((s) => Math.max(s.share, s.revenueShare ?? 0)));
  const step = (highest > 0.6 ? 0.2 : highest > 0.25 ? 0.1 : 0.05) * (view.width < 420 ? 2 : 1);
  return {
    ...frame(theme, sharesChart.description(data, locale)),
    grid: { left, right: 88, top: 8, bottom: 32 },
    xAxis: {
      ...quietAxis(theme),
      type: "value",
      min: 0,
      max: Math.ceil(highest / step) * step,
      interval: step,
      axisLabel: { color: theme.ink3, fontSize: 11, formatter: (value: number) => writeShare(value, locale) },
    },
    yAxis: nameAxis(
      names.map((text) => ({ text })),
      theme,
      left - 14,
      view.height - around,
    ),
    series: [
      bars("people", money ? 0.5 : 1, say(locale, "sharesPeopleOnly", peopleWords(data, locale))),
      ...(money ? [bars("revenue", 1, say(locale, "sharesRevenueOnly"))] : []),
    ],
  };

  function bars(id: "people" | "revenue", strength: number, label: string) {
    return {
      type: "bar" as const,
      id,
      name: label,
      barWidth: bar,
      barGap: "20%",
      data: segments.map((s) => {
        const share = id === "people" ? s.share : s.revenueShare;
        const opacity = focusOpacity(s.id, view.focus);
        return {
          value: share ?? 0,
          itemStyle: { color: segmentColour(theme, s.id), opacity: opacity * strength, borderRadius: 2 },
          label: {
            show: bar >= 8,
            formatter: share === null ? "–" : `${writeShare(share, locale)}${s.id === 0 && money ? ` ${label}` : ""}`,
            opacity: Math.max(opacity, 0.3),
          },
        };
      }),
      label: { position: "right" as const, color: theme.ink2, fontSize: 11 },
    };
  }
}

function hover(data: ReportData, locale: Locale, mark: ChartMark): HoverCard | null {
  const segment = shareRows(data)[mark.index];
  if (!segment) return null;
  const words = peopleWords(data, locale);
  return {
    title: segment.name[locale],
    segment: segment.id,
    subtitle: "",
    rows: [
      [words.People, formatNumber(segment.size)],
      [say(locale, "sharesPeople", words), writeShare(segment.share, locale, 1)],
      ...(segment.revenueShare === null
        ? []
        : [[say(locale, "sharesRevenue"), writeShare(segment.revenueShare, locale, 1)] as const]),
    ],
  };
}
