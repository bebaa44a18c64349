import type { EChartsOption } from "echarts";
import { formatNumber } from "../../../core/format.ts";
import type { Locale } from "../../../core/localised.ts";
import type { ReportData } from "../../schema.ts";
import type { Chart, ChartMark, ChartTable, ChartView, HoverCard } from "../chart.ts";
import { writeShare } from "../number-format.ts";
import { peopleWords } from "../people.ts";
import type { ChartTheme } from "../theme.ts";
import { say } from "./messages.ts";
import { shareGrid } from "./share-grid.ts";
import { chosenModel, labelsOf, modelName } from "./told-labels.ts";

interface Cell {
  readonly truth: number;
  readonly called: number;
  readonly users: number;
  /** Of the users of its row; 0 where there are none. */
  readonly share: number;
}

/** Who was taken for whom by a model. at: its place in the summary; null: the best. */
export function confusionChart(at: number | null): Chart {
  const chart: Chart = {
    id: "confusion",
    label: (locale) => say(locale, "confusion"),
    renderer: "svg",
    title: (data, locale) => title(data, locale, at),
    subtitle: (data, locale) => {
      const model = chosenModel(data, at);
      return say(locale, "confusionSubtitle", {
        ...peopleWords(data, locale),
        model: model ? modelName(model, locale) : "–",
      });
    },
    description: (data, locale) =>
      say(locale, "confusionDescription", {
        classes: labelsOf(data)?.classes.length ?? 0,
        finding: title(data, locale, at),
        accuracy: writeShare(chosenModel(data, at)?.figures.measures.accuracy?.value ?? 0, locale),
      }),
    table: (data, locale) => table(data, locale, at),
    option: (data, locale, theme, view) => option(chart, data, locale, theme, view, at),
    hover: (data, locale, mark) => hover(data, locale, mark, at),
  };
  return chart;
}

function cellsOf(data: ReportData, at: number | null): Cell[] {
  const rows = chosenModel(data, at)?.figures.confusion ?? [];
  return rows.flatMap((row, truth) => {
    const all = row.reduce((sum, users) => sum + users, 0);
    return row.map((users, called) => ({ truth, called, users, share: all === 0 ? 0 : users / all }));
  });
}

function namesOf(data: ReportData): readonly string[] {
  return (labelsOf(data)?.classes ?? []).map(({ name }) => name);
}

function title(data: ReportData, locale: Locale, at: number | null): string {
  const names = namesOf(data);
  const cells = cellsOf(data, at);
  const positive = names.indexOf(labelsOf(data)?.positive ?? "");
  const own = chosenModel(data, at)?.figures.perClass[positive];
  if (own) {
    const { recall, precision } = own;
    const values = { recall: writeShare(recall, locale), precision: writeShare(precision, locale) };
    return say(locale, "confusionTitle.two", { ...peopleWords(data, locale), ...values, name: names[positive] ?? "" });
  }
  const [worst] = cells
    .filter(({ truth, called, users }) => truth !== called && users > 0)
    .sort((a, b) => b.share - a.share);
  if (!worst) return say(locale, "confusionTitle.none", peopleWords(data, locale));
  const values = { name: names[worst.truth] ?? "", other: names[worst.called] ?? "" };
  return say(locale, "confusionTitle.many", {
    ...peopleWords(data, locale),
    ...values,
    share: writeShare(worst.share, locale),
  });
}

function table(data: ReportData, locale: Locale, at: number | null): ChartTable {
  const names = namesOf(data);
  return {
    columns: [
      { label: say(locale, "confusionTruth"), kind: null },
      { label: say(locale, "confusionCalled"), kind: null },
      { label: peopleWords(data, locale).People, kind: "count" },
      { label: say(locale, "confusionShare"), kind: "percent", decimals: 1 },
    ],
    rows: cellsOf(data, at).map(({ truth, called, users, share }) => [
      names[truth] ?? "",
      names[called] ?? "",
      users,
      share,
    ]),
  };
}

function option(
  chart: Chart,
  data: ReportData,
  locale: Locale,
  theme: ChartTheme,
  view: ChartView,
  at: number | null,
): EChartsOption {
  const names = namesOf(data);
  const cells = cellsOf(data, at).map(({ truth, called, users, share }) => ({
    ...{ row: truth, column: called, users, share },
  }));
  const description = chart.description(data, locale);
  return shareGrid({ rows: names, columns: names, cells, description }, locale, theme, view);
}

function hover(data: ReportData, locale: Locale, { index }: ChartMark, at: number | null): HoverCard | null {
  const cell = cellsOf(data, at)[index];
  if (!cell) return null;
  const names = namesOf(data);
  return {
    title: names[cell.truth] ?? "",
    segment: null,
    subtitle: `${say(locale, "confusionCalled")}: ${names[cell.called] ?? ""}`,
    rows: [
      [peopleWords(data, locale).People, formatNumber(cell.users)],
      [say(locale, "confusionShare"), writeShare(cell.share, locale, 1)],
    ],
  };
}
