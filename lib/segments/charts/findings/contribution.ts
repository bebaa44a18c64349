import type { EChartsOption } from "echarts";
import { formatNumber } from "../../../core/format.ts";
import type { Locale, Localised } from "../../../core/localised.ts";
import type { ReportData } from "../../schema.ts";
import type { Chart, ChartMark, ChartTable, ChartView, HoverCard } from "../chart.ts";
import { frame, nameAxis, nameRoom, quietAxis } from "../frame.ts";
import { writeIndex } from "../number-format.ts";
import { joinWords } from "../people.ts";
import type { ChartTheme } from "../theme.ts";
import { say } from "./messages.ts";

/** How the run's segments agree with those of each block alone, and with those of all the others. */
export const contributionChart: Chart = {
  id: "contribution",
  label: (locale) => say(locale, "contribution"),
  renderer: "svg",
  title,
  subtitle: (data, locale) => say(locale, "contributionSubtitle", { k: data.findings.contribution?.k ?? data.k }),
  description: (data, locale) =>
    say(locale, "contributionDescription", {
      finding: title(data, locale),
      values: joinWords(
        blocksOf(data).map(
          ({ id, alone, without }) =>
            `${say(locale, `block.${id}`)} ${writeIndex(alone?.ari)} / ${writeIndex(without?.ari)}`,
        ),
        locale,
      ),
    }),
  table,
  option,
  hover,
};

/** What is said of the blocks, in words. */
export function contributionWords({ findings }: ReportData): readonly Localised[] {
  const { blocks = [], note } = findings.contribution ?? {};
  return [...blocks.map(({ sentence }) => sentence), ...(note ? [note] : [])];
}

function blocksOf({ findings }: ReportData) {
  return findings.contribution?.blocks ?? [];
}

/** Below this share of what fitting anew gives, taking a block away makes other segments. */
const little = 0.9;

function title(data: ReportData, locale: Locale): string {
  const again = data.findings.contribution?.again.ari ?? 0;
  const used = blocksOf(data).flatMap(({ id, without }) => (without ? [{ id, without: without.ari }] : []));
  const [most] = used.toSorted((a, b) => a.without - b.without);
  const only = blocksOf(data).find(({ isUsed }) => isUsed);
  if (!most) return say(locale, "contributionTitle.one", { block: say(locale, `block.${only?.id ?? "features"}`) });
  const values = { without: writeIndex(most.without), again: writeIndex(again) };
  if (most.without >= little * again) return say(locale, "contributionTitle.little", values);
  return say(locale, "contributionTitle.most", { ...values, block: say(locale, `block.${most.id}`) });
}

function table(data: ReportData, locale: Locale): ChartTable {
  const index = (label: string) => ({ label, kind: "index", decimals: 3 }) as const;
  return {
    columns: [
      { label: say(locale, "contribution"), kind: null },
      { label: say(locale, "contributionUsed"), kind: null },
      { label: say(locale, "contributionUsers"), kind: "percent" },
      index(`ARI · ${say(locale, "contributionAlone")}`),
      index(`ARI · ${say(locale, "contributionWithout")}`),
      index(`ARI · ${say(locale, "contributionAgain")}`),
      index(`AMI · ${say(locale, "contributionAlone")}`),
      index(`AMI · ${say(locale, "contributionWithout")}`),
    ],
    rows: blocksOf(data).map(({ id, isUsed, coverage, alone, without }) => [
      say(locale, `block.${id}`),
      say(locale, isUsed ? "yes" : "no"),
      coverage,
      alone?.ari ?? null,
      without?.ari ?? null,
      data.findings.contribution?.again.ari ?? null,
      alone?.ami ?? null,
      without?.ami ?? null,
    ]),
  };
}

function option(data: ReportData, locale: Locale, theme: ChartTheme, view: ChartView): EChartsOption {
  const blocks = blocksOf(data);
  const names = blocks.map(({ id }) => say(locale, `block.${id}`));
  const left = nameRoom(view.width, names);
  const row = (view.height - 60) / Math.max(blocks.length, 1);
  const bar = Math.max(8, Math.min(16, Math.floor(row / 3.4)));
  const again = data.findings.contribution?.again.ari;
  const bars = (id: "alone" | "without", colour: string) => ({
    type: "bar" as const,
    id,
    barWidth: bar,
    barGap: "25%",
    data: blocks.map((block, at) => {
      const ari = block[id]?.ari ?? null;
      const words = at === 0 ? ` ${say(locale, id === "alone" ? "contributionAlone" : "contributionWithout")}` : "";
      return {
        value: Math.max(0, ari ?? 0),
        itemStyle: { color: colour, borderRadius: 2 },
        label: { show: true, formatter: ari === null ? "–" : `${writeIndex(ari)}${words}` },
      };
    }),
    label: {
      ...{ position: "right" as const, color: theme.ink2, fontSize: 11 },
      // The dashed line runs behind the figures.
      ...{ backgroundColor: theme.surface, padding: [1, 2] },
    },
  });
  return {
    ...frame(theme, contributionChart.description(data, locale)),
    grid: { left, right: view.width < 420 ? 96 : 130, top: 22, bottom: 28 },
    xAxis: {
      ...quietAxis(theme),
      ...{ type: "value", min: 0, max: 1, interval: view.width < 420 ? 0.5 : 0.2 },
      axisLabel: { color: theme.ink3, fontSize: 11, formatter: (value: number) => writeIndex(value, 1) },
    },
    yAxis: nameAxis(
      blocks.map(({ isUsed }, at) => ({ text: names[at] ?? "", isFaint: !isUsed })),
      theme,
      left - 14,
      view.height - 50,
    ),
    series: [
      bars("alone", theme.accent),
      {
        ...bars("without", theme.noise),
        ...(again === undefined ? {} : { markLine: againLine(again, locale, theme) }),
      },
    ],
  };
}

function againLine(again: number, locale: Locale, theme: ChartTheme) {
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: theme.ink2, type: [3, 3], width: 1 },
    label: {
      ...{ show: true, position: "start" as const, distance: 4, color: theme.ink2, fontSize: 11 },
      formatter: `${say(locale, "contributionAgain")} ${writeIndex(again)}`,
    },
    data: [{ xAxis: again }],
  };
}

function hover(data: ReportData, locale: Locale, { index }: ChartMark): HoverCard | null {
  const block = blocksOf(data)[index];
  if (!block) return null;
  const users = block.alone?.users;
  return {
    title: say(locale, `block.${block.id}`),
    segment: null,
    subtitle: "",
    rows: [
      [say(locale, "contributionAlone"), writeIndex(block.alone?.ari, 3)],
      [say(locale, "contributionWithout"), writeIndex(block.without?.ari, 3)],
      [say(locale, "contributionAgain"), writeIndex(data.findings.contribution?.again.ari, 3)],
      ...(users === undefined ? [] : [[say(locale, "users"), formatNumber(users)] as const]),
    ],
  };
}
