import { formatNumber } from "../../../core/format.ts";
import type { Locale } from "../../../core/localised.ts";
import type { ReportData } from "../../schema.ts";
import type { Chart, ChartTable } from "../chart.ts";
import { writeIndex, writeShare } from "../number-format.ts";
import { peopleWords } from "../people.ts";
import { say } from "./messages.ts";
import { type GridCell, shareGrid } from "./share-grid.ts";

/** The run's segments against the classes of the shop's own label. */
export const matchChart: Chart = {
  id: "match",
  label: (locale) => say(locale, "match"),
  renderer: "svg",
  title,
  subtitle: (data, locale) => {
    const { column = "", users = 0 } = data.findings.match ?? {};
    return say(locale, "matchSubtitle", { ...peopleWords(data, locale), column, users: formatNumber(users) });
  },
  description: (data, locale) =>
    say(locale, "matchDescription", {
      segments: rowNames(data, locale).length,
      classes: data.findings.match?.classes.length ?? 0,
      finding: title(data, locale),
      figures: figures(data, locale),
    }),
  table,
  option: (data, locale, theme, view) =>
    shareGrid(
      {
        rows: rowNames(data, locale),
        columns: data.findings.match?.classes ?? [],
        cells: cellsOf(data),
        description: matchChart.description(data, locale),
      },
      locale,
      theme,
      view,
    ),
  hover: (data, locale, { index }) => {
    const cell = cellsOf(data)[index];
    if (!cell) return null;
    return {
      title: rowNames(data, locale)[cell.row] ?? "",
      segment: cell.row < data.summary.segments.length ? cell.row : null,
      subtitle: `${data.findings.match?.column}: ${data.findings.match?.classes[cell.column] ?? ""}`,
      rows: [
        [peopleWords(data, locale).People, formatNumber(cell.users)],
        [say(locale, "matchShare"), writeShare(cell.share, locale, 1)],
      ],
    };
  },
};

/** Steinley 2004 (doi:10.1037/1082-989X.9.3.386): from .9 excellent, from .8 good, from .65 moderate, below poor. */
const grades = [
  [0.9, "same"],
  [0.65, "much"],
  [0.2, "partly"],
] as const;

function title(data: ReportData, locale: Locale): string {
  const { column = "", agreement } = data.findings.match ?? {};
  if (!agreement) return say(locale, "matchTitle.none", { ...peopleWords(data, locale), column });
  const grade = grades.find(([least]) => agreement.ari >= least)?.[1] ?? "little";
  return say(locale, `matchTitle.${grade}`, { column, ari: writeIndex(agreement.ari, 2) });
}

function figures(data: ReportData, locale: Locale): string {
  const { agreement } = data.findings.match ?? {};
  if (!agreement) return "";
  const written = Object.entries(agreement).map(([name, value]) => [name, writeIndex(value, 3)]);
  return say(locale, "matchFigures", Object.fromEntries(written));
}

/** What else the two groupings share, in one sentence; null where nothing could be compared. */
export function describeMatch(data: ReportData, locale: Locale): string | null {
  return data.findings.match?.agreement ? figures(data, locale) : null;
}

function rowNames({ summary: { segments }, findings: { match } }: ReportData, locale: Locale): string[] {
  const names = segments.map(({ name }) => name[locale]);
  return match?.hasNoise ? [...names, say(locale, "matchNoise")] : names;
}

function cellsOf({ findings: { match } }: ReportData): GridCell[] {
  return (match?.table ?? []).flatMap((counts, row) => {
    const all = counts.reduce((sum, users) => sum + users, 0);
    return counts.map((users, column) => ({ row, column, users, share: all === 0 ? 0 : users / all }));
  });
}

function table(data: ReportData, locale: Locale): ChartTable {
  const names = rowNames(data, locale);
  const { column = "", classes = [] } = data.findings.match ?? {};
  return {
    columns: [
      { label: say(locale, "matchSegment"), kind: null },
      { label: column, kind: null },
      { label: peopleWords(data, locale).People, kind: "count" },
      { label: say(locale, "matchShare"), kind: "percent", decimals: 1 },
    ],
    rows: cellsOf(data).map((cell) => [names[cell.row] ?? "", classes[cell.column] ?? "", cell.users, cell.share]),
  };
}
