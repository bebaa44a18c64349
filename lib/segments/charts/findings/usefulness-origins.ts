import type { Locale } from "../../../core/localised.ts";
import { heldUp } from "../../../evaluation/usefulness/held-up.ts";
import type { UsefulnessOf } from "../../../evaluation/usefulness/schema.ts";
import type { ReportData } from "../../schema.ts";
import type { Chart, ChartMark, ChartTable, HoverCard } from "../chart.ts";
import { writeDate } from "../dates.ts";
import { joinWords } from "../people.ts";
import { type ForestRow, forestOption, placeMarks } from "./forest.ts";
import { intervalCells, intervalColumns, sideOf, writeInterval, writeSigned } from "./intervals.ts";
import { say } from "./messages.ts";
import { type UsefulnessMeasure, wordsOf } from "./usefulness.ts";

/** What the run's own segments add to past spend and RFM, cut by cut in time. */
export function usefulnessOriginsChart(measure: UsefulnessMeasure): Chart {
  const chart: Chart = {
    id: `origins-${measure}`,
    label: (locale) => say(locale, "origins"),
    renderer: "svg",
    title: (data, locale) => title(data, locale, measure),
    subtitle: (data, locale) => {
      const set = ownSet(data);
      const words = { ...wordsOf(data, locale, measure), set: set ? say(locale, `set.${set}`) : "–" };
      return say(locale, "originsSubtitle", words);
    },
    description: (data, locale) =>
      say(locale, "originsDescription", {
        finding: title(data, locale, measure),
        values: joinWords(
          judgedOf(data).map(({ cut, sets }) => {
            const own = sets.find(({ id }) => id === ownSet(data))?.increment[measure];
            return `${writeDate(cut, locale)} ${own ? writeInterval(own, locale, true) : "–"}`;
          }),
          locale,
        ),
      }),
    table: (data, locale) => table(data, locale, measure),
    option: (data, locale, theme, view) =>
      forestOption(
        {
          rows: rowsOf(data, locale, measure),
          reference: 0,
          axis: `${say(locale, `measure.${measure}`)} · ${say(locale, "usefulnessAxis", wordsOf(data, locale, measure))}`,
          write: (value) => writeSigned(value),
          description: chart.description(data, locale),
        },
        theme,
        view,
      ),
    hover: (data, locale, mark) => hover(data, locale, mark, measure),
  };
  return chart;
}

/** Those that could be judged, the earliest first. */
export function judgedOf({ findings }: ReportData) {
  return (findings.usefulness?.origins ?? []).filter(({ problem }) => problem === null);
}

/** The segments that the run is about: of all blocks joined, else of the only one. */
function ownSet({ findings }: ReportData): UsefulnessOf["id"] | null {
  const ids = (findings.usefulness?.sets ?? []).map(({ id }) => id);
  return ids.includes("joined") ? "joined" : (ids.find((id) => id !== "rfm") ?? null);
}

/** How the run's own segments held up over the cuts. */
export function ownHeldUp(data: ReportData, measure: UsefulnessMeasure) {
  const set = ownSet(data);
  return heldUp(judgedOf(data).map(({ sets }) => sets.find(({ id }) => id === set)?.increment[measure]));
}

function title(data: ReportData, locale: Locale, measure: UsefulnessMeasure): string {
  const held = ownHeldUp(data, measure);
  if (!held) return say(locale, "usefulnessTitle.none");
  const values = { ...wordsOf(data, locale, measure), ...held, mean: writeSigned(held.mean) };
  if (held.more > 0) return say(locale, held.less > 0 ? "originsTitle.both" : "originsTitle.more", values);
  return say(locale, held.less > 0 ? "originsTitle.less" : "originsTitle.open", values);
}

function rowsOf(data: ReportData, locale: Locale, measure: UsefulnessMeasure): ForestRow[] {
  const set = ownSet(data);
  const held = ownHeldUp(data, measure);
  return [
    ...judgedOf(data).map(({ cut, sets }): ForestRow => {
      const own = sets.find(({ id }) => id === set)?.increment[measure];
      const tone = own && sideOf(own) > 0 ? ("main" as const) : ("beside" as const);
      return {
        name: say(locale, "originsAfter", { cut: writeDate(cut, locale) }),
        marks: own ? [{ interval: own, tone, label: writeSigned(own.value) }] : [],
      };
    }),
    {
      name: say(locale, "originsMean"),
      isFaint: true,
      marks: held
        ? [{ interval: { ...held, value: held.mean }, tone: "beside" as const, label: writeSigned(held.mean) }]
        : [],
    },
  ];
}

function table(data: ReportData, locale: Locale, measure: UsefulnessMeasure): ChartTable {
  return {
    columns: [
      { label: say(locale, "originsKnown"), kind: null },
      { label: say(locale, "originsUntil"), kind: null },
      { label: say(locale, "usefulnessSegments"), kind: null },
      { label: say(locale, "users"), kind: "count" },
      { label: say(locale, "originsReturned"), kind: "count" },
      ...intervalColumns(say(locale, "usefulnessAdded"), locale),
      ...intervalColumns(say(locale, "usefulnessOverRfm"), locale),
    ],
    rows: judgedOf(data).flatMap(({ cut, until, users, returned, sets }) =>
      sets.map(({ id, increment, overRfm }) => [
        ...[writeDate(cut, locale), writeDate(until, locale), say(locale, `set.${id}`), users, returned],
        ...intervalCells(increment[measure]),
        ...intervalCells(overRfm?.[measure]),
      ]),
    ),
  };
}

function hover(data: ReportData, locale: Locale, { index }: ChartMark, measure: UsefulnessMeasure): HoverCard | null {
  const rows = rowsOf(data, locale, measure);
  const placed = placeMarks(rows)[index];
  const row = placed && rows[placed.row];
  if (!row) return null;
  const origin = judgedOf(data)[placed.row];
  const added = writeInterval(placed.mark.interval, locale, true);
  return {
    title: row.name,
    segment: null,
    subtitle: origin ? say(locale, "originsUntilDay", { until: writeDate(origin.until, locale) }) : "",
    rows: [
      [say(locale, origin ? "usefulnessAdded" : "originsRange"), added],
      ...(origin
        ? [
            [say(locale, "users"), String(origin.users)] as const,
            [say(locale, "originsReturned"), String(origin.returned)] as const,
          ]
        : []),
    ],
  };
}
