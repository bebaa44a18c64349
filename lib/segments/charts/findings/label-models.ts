import type { Locale } from "../../../core/localised.ts";
import type { MeasureName } from "../../../evaluation/labels/schema.ts";
import type { ReportData } from "../../schema.ts";
import type { Chart, ChartMark, ChartTable, HoverCard } from "../chart.ts";
import { writeIndex } from "../number-format.ts";
import { joinWords, peopleWords } from "../people.ts";
import { type ForestRow, forestOption } from "./forest.ts";
import { intervalCells, intervalColumns, sideOf, writeInterval, writeSigned } from "./intervals.ts";
import { say } from "./messages.ts";
import { byMeasure, isLoss, labelMeasures, labelsOf, modelName } from "./told-labels.ts";

/** How well the shop's label is told, by model, the best first. */
export function labelModelsChart(measure: MeasureName): Chart {
  const chart: Chart = {
    id: `models-${measure}`,
    label: (locale) => say(locale, "models"),
    renderer: "svg",
    title: (data, locale) => title(data, locale, measure),
    subtitle: (data, locale) => {
      const { judged = 0, folds = 0, split = "stratified" } = labelsOf(data) ?? {};
      return say(locale, `modelsSubtitle.${split}`, {
        ...peopleWords(data, locale),
        ...{ judged, folds, measure: say(locale, `measure.${measure}`) },
      });
    },
    description: (data, locale) =>
      say(locale, "modelsDescription", {
        finding: title(data, locale, measure),
        values: joinWords(
          rowsOf(data, locale, measure).map(({ name, marks }) => `${name} ${marks[0]?.label ?? "–"}`),
          locale,
        ),
      }),
    table,
    option: (data, locale, theme, view) =>
      forestOption(
        {
          rows: rowsOf(data, locale, measure),
          reference: null,
          axis: say(locale, `measure.${measure}`),
          write: (value) => writeIndex(value),
          description: chart.description(data, locale),
        },
        theme,
        view,
      ),
    hover: (data, locale, mark) => hover(data, locale, mark, measure),
  };
  return chart;
}

function title(data: ReportData, locale: Locale, measure: MeasureName): string {
  const column = labelsOf(data)?.column ?? "";
  const [best] = byMeasure(data, measure);
  const own = best?.figures.measures[measure];
  if (!best || !own) return say(locale, "modelsTitle.none", { column });
  const values = {
    ...{ column, model: best.label[locale], source: say(locale, `source.${best.source}`) },
    ...{ measure: say(locale, `measure.${measure}`), value: writeIndex(own.value, 3) },
  };
  const difference = best.figures.difference?.[measure];
  if (!difference) return say(locale, "modelsTitle.plain", values);
  const better = isLoss(measure) ? -1 : 1;
  if (sideOf(difference) !== better) return say(locale, "modelsTitle.open", values);
  return say(locale, "modelsTitle.ahead", { ...values, difference: writeSigned(difference.value) });
}

function rowsOf(data: ReportData, locale: Locale, measure: MeasureName): ForestRow[] {
  return byMeasure(data, measure).map((model, place): ForestRow => {
    const own = model.figures.measures[measure];
    const tone = place === 0 ? "main" : "beside";
    return {
      name: modelName(model, locale),
      marks: own ? [{ interval: own, tone, label: writeIndex(own.value, 3) }] : [],
    };
  });
}

function table(data: ReportData, locale: Locale): ChartTable {
  const labels = labelsOf(data);
  return {
    columns: [
      { label: say(locale, "model"), kind: null },
      { label: say(locale, "learnsFrom"), kind: null },
      ...labelMeasures.flatMap((name) => intervalColumns(say(locale, `measure.${name}`), locale)),
      ...intervalColumns(`ROC AUC · ${say(locale, "modelsDifference")}`, locale),
      { label: say(locale, "modelsLeftOut"), kind: null },
    ],
    rows: (labels?.models ?? []).map(({ label, source, figures, leftOut }) => [
      label[locale],
      say(locale, `source.${source}`),
      ...labelMeasures.flatMap((name) => intervalCells(figures?.measures[name])),
      ...intervalCells(figures?.difference?.rocAuc),
      leftOut?.[locale] ?? "",
    ]),
  };
}

function hover(data: ReportData, locale: Locale, { index }: ChartMark, measure: MeasureName): HoverCard | null {
  const model = byMeasure(data, measure)[index];
  if (!model) return null;
  const { measures, difference } = model.figures;
  const own = difference?.[measure];
  return {
    title: modelName(model, locale),
    segment: null,
    subtitle: "",
    rows: [
      ...labelMeasures.flatMap((name) => {
        const interval = measures[name];
        return interval ? [[say(locale, `measure.${name}`), writeInterval(interval, locale)] as const] : [];
      }),
      ...(own ? [[say(locale, "modelsDifference"), writeInterval(own, locale, true)] as const] : []),
    ],
  };
}
