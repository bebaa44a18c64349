import type { EChartsOption } from "echarts";
import type { Locale } from "../../core/localised.ts";
import type { FeatureInfo } from "../../features/schema.ts";
import type { ReportData, SegmentFeature } from "../schema.ts";
import type { Chart, ChartMark, ChartTable, ChartView, HoverCard, TableColumn } from "./chart.ts";
import { type AxisName, frame, nameAxis, nameRoom, roomForRows } from "./frame.ts";
import { plainLabel, textEms, wrapLabel } from "./label-text.ts";
import { say } from "./messages.ts";
import { writeIndex, writeShare, writeValue } from "./number-format.ts";
import { joinWords, peopleWords } from "./people.ts";
import { type ChartTheme, focusOpacity } from "./theme.ts";

const shownAtMost = 14;
/** Colours saturate at two standard deviations. */
const saturation = 2;
/** From here on segments have no room side by side: they stand below one another, and the features across. */
const most = 12;
/** Of the turned picture: names of features above, the scale below. */
const around = 200;
/** Figures in narrower cells would touch. */
const narrowest = 24;

function isTurned({ summary }: ReportData): boolean {
  return summary.segments.length > most;
}

/** Standardised means by feature and segment as colour, typical values in the shop's units as figures. */
export const profileChart: Chart = {
  id: "profile",
  label: (locale) => say(locale, "profile"),
  renderer: "svg",
  height: (data) => (isTurned(data) ? roomForRows(data.summary.segments.length, around) : 0),
  title: (data, locale) => {
    const telling = rankFeatures(data).filter(({ info, spread }) => info.inMatrix && spread > 0);
    const [first, second] = new Set(telling.map(({ info }) => columnOf(info, locale)));
    if (first === undefined) return say(locale, "profileTitle.none");
    return say(locale, second === undefined ? "profileTitle.one" : "profileTitle.two", {
      first: spaced(first, locale),
      second: second === undefined ? "" : spaced(locale === "en" ? lowerFirst(second) : second, locale),
    });
  },
  subtitle: (data, locale) => {
    const all = profiledFeatures(data).length;
    const values = { ...peopleWords(data, locale), shown: shownAtMost, all };
    const words = say(locale, all > shownAtMost ? "profileSome" : "profileSubtitle", values);
    return shownFeatures(data).every(({ info }) => info.inMatrix) ? words : words + say(locale, "profileFaint");
  },
  description: (data, locale) =>
    say(locale, "profileDescription", {
      features: shownFeatures(data).length,
      k: data.summary.segments.length,
      finding: profileChart.title(data, locale),
      strongest: joinWords(strongest(data, locale), locale),
    }),
  table,
  option,
  hover,
};

/** Levels of one category say one thing, "Gender" of "Gender: Female"; units are told by the axis. */
function columnOf({ label, unit }: FeatureInfo, locale: Locale): string {
  const text = label[locale];
  const column = unit === "yes-no" ? (/^(.+?)\s*[:：]/su.exec(text)?.[1] ?? text) : text;
  return column.replace(/\s*[(（][^()（）]*[)）]$/u, "") || column;
}

/** In Chinese, Latin words stand apart from the characters around them. */
function spaced(text: string, locale: Locale): string {
  if (locale === "en") return text;
  return `${text.replace(/^(?=[\x21-\x7e])/, " ").replace(/(?<=[\x21-\x7e])$/, " ")}`;
}

interface FeatureRow {
  readonly info: FeatureInfo;
  /** Place among summary.features. */
  readonly index: number;
  /** Mean square of the standardised means, weighted by size: the feature's share of what separates the segments. */
  readonly spread: number;
}

/** Every feature with a profile, in the run's order; those the segments were built from before those only described. */
function profiledFeatures(data: ReportData): FeatureRow[] {
  const { features, segments } = data.summary;
  const rows = features.flatMap((info, index) => {
    if (!segments.some((s) => s.profile[index]?.standardised != null)) return [];
    const spread = segments.reduce((sum, s) => sum + s.share * (s.profile[index]?.standardised ?? 0) ** 2, 0);
    return [{ info, index, spread }];
  });
  return [...rows.filter(({ info }) => info.inMatrix), ...rows.filter(({ info }) => !info.inMatrix)];
}

function rankFeatures(data: ReportData): FeatureRow[] {
  const rows = profiledFeatures(data);
  return rows.toSorted((a, b) => Number(b.info.inMatrix) - Number(a.info.inMatrix) || b.spread - a.spread);
}

/**
 * The first of the ranking that there is room for, back in the order of `profiledFeatures`; what is the same for everybody
 * is left to the table.
 */
function shownFeatures(data: ReportData): FeatureRow[] {
  const ranked = rankFeatures(data);
  const telling = ranked.filter(({ spread }) => spread > 0);
  const rows = telling.length > 0 ? telling : ranked;
  const shown = new Set(rows.slice(0, shownAtMost).map(({ index }) => index));
  return profiledFeatures(data).filter(({ index }) => shown.has(index));
}

/** "Days since last order" → "days since last order"; names of their own ("Annual Income", "MntWines", "VIP") stay. */
function lowerFirst(text: string): string {
  return /^[A-Z][^A-Z]+$/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function strongest(data: ReportData, locale: Locale): string[] {
  const cells = shownFeatures(data).flatMap(({ info, index }) =>
    data.summary.segments.map((s) => ({
      text: `${s.name[locale]} – ${info.label[locale]}`,
      value: s.profile[index]?.standardised ?? 0,
    })),
  );
  return cells
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, 3)
    .map(({ text, value }) => `${text} ${signed(value)}`);
}

function signed(value: number): string {
  return `${value > 0 ? "+" : ""}${writeIndex(value, 1)}`;
}

/** The typical value: the median, but the average of shares and of yes-or-no, whose medians say little. */
export function typicalValue(feature: SegmentFeature | undefined, info: FeatureInfo): number | null {
  if (!feature) return null;
  return info.unit === "share" || info.unit === "yes-no" ? feature.mean : feature.median;
}

function table(data: ReportData, locale: Locale): ChartTable {
  const { segments, overall } = data.summary;
  const columns: TableColumn[] = [
    { label: say(locale, "feature"), kind: null },
    { label: say(locale, "profileUsed"), kind: null },
    { label: say(locale, "everybody", peopleWords(data, locale)), kind: null },
    ...segments.flatMap((s): TableColumn[] => [
      { label: s.name[locale], kind: null },
      { label: say(locale, "standardised", { name: s.name[locale] }), kind: "index" },
    ]),
  ];
  const written = (feature: SegmentFeature | undefined, info: FeatureInfo) =>
    writeTypical(feature, info, locale, data.currency);
  const rows = profiledFeatures(data).map(({ info, index }) => [
    info.label[locale],
    say(locale, info.inMatrix ? "yes" : "no"),
    written(overall[index], info),
    ...segments.flatMap((s) => [written(s.profile[index], info), s.profile[index]?.standardised ?? null]),
  ]);
  return { columns, rows };
}

export function writeTypical(
  feature: SegmentFeature | undefined,
  info: FeatureInfo,
  locale: Locale,
  currency: string | null,
  short = false,
): string {
  return writeValue(typicalValue(feature, info), locale, {
    kind: info.unit,
    decimals: info.decimals,
    currency,
    short,
  });
}

function option(data: ReportData, locale: Locale, theme: ChartTheme, view: ChartView): EChartsOption {
  const { segments } = data.summary;
  const rows = shownFeatures(data);
  const people = segments.map((s): AxisName => ({ text: s.name[locale] }));
  const told = rows.map(({ info }): AxisName => ({ text: info.label[locale], isFaint: !info.inMatrix }));
  const turned = isTurned(data);
  const [across, down] = turned ? [told, people] : [people, told];
  const left = nameRoom(
    view.width,
    down.map(({ text }) => text),
  );
  const room = (view.width - left - 34) / Math.max(across.length, 1);
  const isUpright = room >= 44;
  const longest = Math.max(...across.map(({ text }) => textEms(text))) * 10.5;
  const slanted = Math.min(Math.max(longest + 6, 60), turned ? around - 52 : view.height * 0.4);
  const right = isUpright ? 12 : Math.ceil(slanted / 2) + 4;
  const top = isUpright ? 52 : Math.ceil(slanted * 0.87) + 12;
  const cell = (view.width - left - right) / Math.max(across.length, 1);
  return {
    ...frame(theme, profileChart.description(data, locale)),
    grid: { left, right, top, bottom: 40 },
    xAxis: {
      type: "category",
      position: "top",
      data: across.map(({ text, isFaint = false }) => ({
        value: isUpright ? wrapLabel(text, (room - 2) / 10.5, 3) : text,
        textStyle: { color: isFaint ? theme.ink3 : theme.ink2 },
      })),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        interval: 0,
        fontSize: 10.5,
        lineHeight: 13,
        margin: 8,
        ...(isUpright ? {} : { rotate: -60, width: slanted, overflow: "truncate" }),
      },
    },
    yAxis: nameAxis(down, theme, left - 14, view.height - 130),
    visualMap: scale(locale, theme, left),
    series: [
      {
        type: "heatmap",
        id: "profile",
        data: rows.flatMap(({ info, index }, row) =>
          segments.map((s, column) => {
            const place = turned ? ([row, column] as const) : ([column, row] as const);
            return heatCell(s.profile[index], info, place, s.id, data, locale, theme, view);
          }),
        ),
        itemStyle: { borderColor: theme.surface, borderWidth: turned ? 1 : 2, borderRadius: turned ? 2 : 4 },
        emphasis: { itemStyle: { borderColor: theme.ink, borderWidth: 1 } },
        label: { show: !turned || cell >= narrowest, color: theme.ink, fontSize: room < 44 ? 9.5 : 11 },
      },
    ],
  };
}

function heatCell(
  feature: SegmentFeature | undefined,
  info: FeatureInfo,
  place: readonly [column: number, row: number],
  segment: number,
  data: ReportData,
  locale: Locale,
  theme: ChartTheme,
  view: ChartView,
) {
  const value = feature?.standardised ?? null;
  const opacity = focusOpacity(segment, view.focus);
  return {
    value: [...place, value ?? 0],
    itemStyle: value === null ? { color: theme.surface, opacity } : { opacity },
    label: {
      formatter: plainLabel(writeTypical(feature, info, locale, data.currency, true)),
      opacity: Math.max(opacity, 0.3),
    },
  };
}

function scale(locale: Locale, theme: ChartTheme, left: number): object {
  return {
    type: "continuous",
    min: -saturation,
    max: saturation,
    dimension: 2,
    calculable: false,
    hoverLink: false,
    orient: "horizontal",
    left,
    bottom: 4,
    itemWidth: 10,
    itemHeight: 90,
    text: [say(locale, "profileAbove"), say(locale, "profileBelow")],
    textStyle: { color: theme.ink3, fontSize: 11 },
    inRange: { color: [theme.low, theme.middle, theme.high] },
  };
}

function hover(data: ReportData, locale: Locale, mark: ChartMark): HoverCard | null {
  const [column, row] = isTurned(data) ? [mark.value[1], mark.value[0]] : mark.value;
  const segment = data.summary.segments[Number(column)];
  const found = shownFeatures(data)[Number(row)];
  if (!segment || !found) return null;
  const { info, index } = found;
  const feature = segment.profile[index];
  const write = (value: number | null | undefined) =>
    writeValue(value, locale, { kind: info.unit, decimals: info.decimals, currency: data.currency });
  const standardised = feature?.standardised ?? null;
  return {
    title: info.label[locale],
    segment: segment.id,
    subtitle: segment.name[locale],
    rows: [
      [say(locale, "profileMedian"), write(feature?.median)],
      [say(locale, "profileMean"), write(feature?.mean)],
      [
        say(locale, "everybody", peopleWords(data, locale)),
        writeTypical(data.summary.overall[index], info, locale, data.currency),
      ],
      [
        say(locale, "profileStandardised", peopleWords(data, locale)),
        standardised === null ? "–" : say(locale, "profileDeviations", { figure: signed(standardised) }),
      ],
      [say(locale, "share"), writeShare(segment.share, locale)],
    ],
  };
}
