import type { Locale } from "../../../core/localised.ts";
import type { ReportData } from "../../schema.ts";
import type { Chart, ChartMark, ChartTable, HoverCard } from "../chart.ts";
import { writeIndex } from "../number-format.ts";
import { joinWords } from "../people.ts";
import { type ForestRow, forestOption, placeMarks } from "./forest.ts";
import { intervalCells, intervalColumns, sideOf, writeInterval, writeSigned } from "./intervals.ts";
import { say } from "./messages.ts";
import { type UsefulnessMeasure, wordsOf } from "./usefulness.ts";

/** What the joined segments tell out of time, and what is left of it without each block. */
export function blockLiftChart(measure: UsefulnessMeasure): Chart {
  const chart: Chart = {
    id: `lift-${measure}`,
    label: (locale) => say(locale, "lift"),
    renderer: "svg",
    title: (data, locale) => title(data, locale, measure),
    subtitle: (data, locale) => say(locale, "liftSubtitle", wordsOf(data, locale, measure)),
    description: (data, locale) =>
      say(locale, "liftDescription", {
        finding: title(data, locale, measure),
        values: joinWords(
          rowsOf(data, locale, measure).map(({ name, marks }) => `${name} ${marks[0]?.label ?? "–"}`),
          locale,
        ),
      }),
    table: (data, locale) => table(data, locale, measure),
    option: (data, locale, theme, view) => {
      const rows = rowsOf(data, locale, measure);
      return forestOption(
        {
          rows,
          reference: rows[0]?.marks[0]?.interval.value ?? null,
          axis: say(locale, `measure.${measure}`),
          write: (value) => writeIndex(value),
          description: chart.description(data, locale),
        },
        theme,
        view,
      );
    },
    hover: (data, locale, mark) => hover(data, locale, mark, measure),
  };
  return chart;
}

function blocksOf({ findings }: ReportData) {
  return findings.usefulness?.blocks ?? [];
}

function title(data: ReportData, locale: Locale, measure: UsefulnessMeasure): string {
  const words = wordsOf(data, locale, measure);
  const sure = blocksOf(data).flatMap(({ id, difference }) => {
    const own = difference[measure];
    return own && sideOf(own) !== 0 ? [{ id, own }] : [];
  });
  const [first] = sure.sort((a, b) => b.own.value - a.own.value);
  if (!first) return say(locale, "liftTitle.open", words);
  const { low, high } = first.own;
  return say(locale, sideOf(first.own) > 0 ? "liftTitle.more" : "liftTitle.less", {
    ...words,
    block: say(locale, `block.${first.id}`),
    low: writeSigned(low),
    high: writeSigned(high),
  });
}

function rowsOf(data: ReportData, locale: Locale, measure: UsefulnessMeasure): ForestRow[] {
  const blocks = blocksOf(data);
  const joined = blocks[0]?.with[measure];
  return [
    {
      name: say(locale, "liftAll"),
      marks: joined ? [{ interval: joined, tone: "main", label: writeIndex(joined.value) }] : [],
    },
    ...blocks.map(({ id, without }): ForestRow => {
      const own = without[measure];
      return {
        name: say(locale, "liftWithout", { block: say(locale, `block.${id}`) }),
        marks: own ? [{ interval: own, tone: "beside", label: writeIndex(own.value) }] : [],
      };
    }),
  ];
}

function table(data: ReportData, locale: Locale, measure: UsefulnessMeasure): ChartTable {
  return {
    columns: [
      { label: say(locale, "usefulnessSegments"), kind: null },
      ...intervalColumns(say(locale, `measure.${measure}`), locale),
      ...intervalColumns(say(locale, "liftLost"), locale),
    ],
    rows: rowsOf(data, locale, measure).map(({ name, marks }, at) => {
      const own = marks[0]?.interval;
      const difference = at === 0 ? null : blocksOf(data)[at - 1]?.difference[measure];
      return [name, ...intervalCells(own), ...intervalCells(difference)];
    }),
  };
}

function hover(data: ReportData, locale: Locale, { index }: ChartMark, measure: UsefulnessMeasure): HoverCard | null {
  const rows = rowsOf(data, locale, measure);
  const placed = placeMarks(rows)[index];
  const row = placed && rows[placed.row];
  if (!row) return null;
  const difference = blocksOf(data)[placed.row - 1]?.difference[measure];
  return {
    title: row.name,
    segment: null,
    subtitle: "",
    rows: [
      [say(locale, `measure.${measure}`), writeInterval(placed.mark.interval, locale)],
      ...(difference ? [[say(locale, "liftLost"), writeInterval(difference, locale, true)] as const] : []),
    ],
  };
}
