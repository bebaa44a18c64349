import type { Locale } from "../../../core/localised.ts";
import type { FineTuningFigures, Interval, MeasureName } from "../../../evaluation/labels/schema.ts";
import type { ReportData } from "../../schema.ts";
import type { Chart, ChartMark, ChartTable, HoverCard } from "../chart.ts";
import { writeIndex } from "../number-format.ts";
import { joinWords } from "../people.ts";
import { type ForestRow, forestOption, placeMarks } from "./forest.ts";
import { intervalCells, intervalColumns, sideOf, writeInterval, writeSigned } from "./intervals.ts";
import { say } from "./messages.ts";
import { isLoss, labelMeasures, labelsOf, modelName } from "./told-labels.ts";

/** The transformer before and after fine-tuning, beside the best other model, on the same folds. */
export function fineTuningChart(measure: MeasureName): Chart {
  const chart: Chart = {
    id: `fine-tuning-${measure}`,
    label: (locale) => say(locale, "fineTuning"),
    renderer: "svg",
    title: (data, locale) => beforeAfterTitle(data, locale, measure),
    subtitle: (data, locale) => {
      const sources = figuresOf(data).map(({ source }) => say(locale, `source.${source}`));
      return say(locale, "fineTuningSubtitle", {
        measure: say(locale, `measure.${measure}`),
        source: joinWords(sources, locale),
      });
    },
    description: (data, locale) =>
      say(locale, "fineTuningDescription", {
        finding: beforeAfterTitle(data, locale, measure),
        values: valuesOf(beforeAfterRows(data, locale, measure), locale),
      }),
    table: beforeAfterTable,
    option: (data, locale, theme, view) =>
      forestOption(
        {
          rows: beforeAfterRows(data, locale, measure),
          reference: null,
          axis: say(locale, `measure.${measure}`),
          write: (value) => writeIndex(value),
          description: chart.description(data, locale),
        },
        theme,
        view,
      ),
    hover: (data, locale, mark) => hoverRow(beforeAfterRows(data, locale, measure), mark, locale, false),
  };
  return chart;
}

/** What fine-tuning changes and how it stands to the best other model, measure by measure, user by user. */
export const fineTuningChangesChart: Chart = {
  id: "fine-tuning-changes",
  label: (locale) => say(locale, "changes"),
  renderer: "svg",
  title: changesTitle,
  subtitle: (_, locale) => say(locale, "changesSubtitle"),
  description: (data, locale) =>
    say(locale, "changesDescription", {
      finding: changesTitle(data, locale),
      values: valuesOf(changesRows(data, locale), locale),
    }),
  table: changesTable,
  option: (data, locale, theme, view) =>
    forestOption(
      {
        rows: changesRows(data, locale),
        reference: 0,
        axis: `${say(locale, "changesBefore")} ● · ${say(locale, "changesRival")} ○`,
        write: (value) => writeSigned(value, 2),
        description: fineTuningChangesChart.description(data, locale),
      },
      theme,
      view,
    ),
  hover: (data, locale, mark) => hoverRow(changesRows(data, locale), mark, locale, true),
};

function figuresOf(data: ReportData): readonly FineTuningFigures[] {
  return labelsOf(data)?.fineTuning ?? [];
}

function valuesOf(rows: readonly ForestRow[], locale: Locale): string {
  return joinWords(
    rows.map(({ name, marks }) => `${name} ${marks.map(({ label }) => label).join(" / ")}`),
    locale,
  );
}

function beforeAfterTitle(data: ReportData, locale: Locale, measure: MeasureName): string {
  const change = figuresOf(data)[0]?.change[measure];
  const values = {
    measure: say(locale, `measure.${measure}`),
    change: change ? writeInterval(change, locale, true) : "–",
  };
  const side = change ? sideOf(change) * (isLoss(measure) ? -1 : 1) : 0;
  return say(locale, `fineTuningTitle.${side > 0 ? "up" : side < 0 ? "down" : "open"}`, values);
}

function beforeAfterRows(data: ReportData, locale: Locale, measure: MeasureName): ForestRow[] {
  const all = figuresOf(data);
  const row = (name: string, own: Interval | null | undefined, tone: "main" | "beside"): ForestRow => ({
    name,
    marks: own ? [{ interval: own, tone, label: writeIndex(own.value, 3) }] : [],
  });
  const named = (key: "fineTuningBefore" | "fineTuningAfter", source: FineTuningFigures["source"]) =>
    all.length > 1 ? `${say(locale, key)} · ${say(locale, `source.${source}`)}` : say(locale, key);
  const rival = all[0]?.rival;
  return [
    ...all.flatMap(({ source, before, after }) => [
      row(named("fineTuningBefore", source), before[measure], "beside"),
      row(named("fineTuningAfter", source), after[measure], "main"),
    ]),
    ...(rival
      ? [row(say(locale, "fineTuningRival", { model: modelName(rival, locale) }), rival.measures[measure], "beside")]
      : []),
  ];
}

function beforeAfterTable(data: ReportData, locale: Locale): ChartTable {
  const tables = labelMeasures.map((name) => ({ name, rows: beforeAfterRows(data, locale, name) }));
  return {
    columns: [
      { label: say(locale, "changesMeasure"), kind: null },
      { label: say(locale, "model"), kind: null },
      ...intervalColumns(say(locale, "fineTuning"), locale),
    ],
    rows: tables.flatMap(({ name, rows }) =>
      rows.map((row) => [say(locale, `measure.${name}`), row.name, ...intervalCells(row.marks[0]?.interval)]),
    ),
  };
}

/** Losses turned round, so that right of zero is better throughout. */
function better(own: Interval | null | undefined, measure: MeasureName): Interval | null {
  if (!own) return null;
  return isLoss(measure) ? { value: -own.value, low: -own.high, high: -own.low } : own;
}

function changesTitle(data: ReportData, locale: Locale): string {
  const [first] = figuresOf(data);
  const over = first?.overRival?.rocAuc;
  if (!first?.rival || !over) return say(locale, "changesTitle.alone");
  const side = sideOf(over);
  return say(locale, `changesTitle.${side > 0 ? "ahead" : side < 0 ? "behind" : "open"}`, {
    model: modelName(first.rival, locale),
    measure: say(locale, "measure.rocAuc"),
    change: writeInterval(over, locale, true),
  });
}

function changesRows(data: ReportData, locale: Locale): ForestRow[] {
  const all = figuresOf(data);
  return all.flatMap(({ source, change, overRival }) =>
    labelMeasures.map((name): ForestRow => {
      const measure = say(locale, `measure.${name}`);
      const marks = [
        { own: better(change[name], name), tone: "main" as const },
        { own: better(overRival?.[name], name), tone: "beside" as const },
      ];
      return {
        name: all.length > 1 ? `${measure} · ${say(locale, `source.${source}`)}` : measure,
        marks: marks.flatMap(({ own, tone }) => (own ? [{ interval: own, tone, label: writeSigned(own.value) }] : [])),
      };
    }),
  );
}

function changesTable(data: ReportData, locale: Locale): ChartTable {
  return {
    columns: [
      { label: say(locale, "changesMeasure"), kind: null },
      { label: say(locale, "learnsFrom"), kind: null },
      ...intervalColumns(say(locale, "changesBefore"), locale),
      ...intervalColumns(say(locale, "changesRival"), locale),
    ],
    rows: figuresOf(data).flatMap(({ source, change, overRival }) =>
      labelMeasures.map((name) => [
        say(locale, `measure.${name}`),
        say(locale, `source.${source}`),
        ...intervalCells(better(change[name], name)),
        ...intervalCells(better(overRival?.[name], name)),
      ]),
    ),
  };
}

function hoverRow(
  rows: readonly ForestRow[],
  { index }: ChartMark,
  locale: Locale,
  isDifference: boolean,
): HoverCard | null {
  const placed = placeMarks(rows)[index];
  const row = placed && rows[placed.row];
  if (!row) return null;
  const keys = ["changesBefore", "changesRival"] as const;
  return {
    title: row.name,
    segment: null,
    subtitle: "",
    rows: row.marks.map(({ interval }, at) => [
      isDifference ? say(locale, keys[at] ?? "changesBefore") : say(locale, "fineTuning"),
      writeInterval(interval, locale, isDifference),
    ]),
  };
}
