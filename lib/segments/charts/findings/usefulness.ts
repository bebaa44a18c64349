import type { Locale } from "../../../core/localised.ts";
import type { ReportData } from "../../schema.ts";
import type { Chart, ChartMark, ChartTable, HoverCard } from "../chart.ts";
import { writeDate } from "../dates.ts";
import { writeIndex } from "../number-format.ts";
import { joinWords } from "../people.ts";
import { type ForestRow, forestOption, placeMarks } from "./forest.ts";
import { intervalCells, intervalColumns, sideOf, writeInterval, writeSigned } from "./intervals.ts";
import { say } from "./messages.ts";

export const usefulnessMeasures = ["gini", "topDecileLift", "repeatAuc"] as const;
export type UsefulnessMeasure = (typeof usefulnessMeasures)[number];

/** What segments add to past spend and RFM out of time, by way of segmenting (STATISTICS.md rule 6). */
export function usefulnessChart(measure: UsefulnessMeasure): Chart {
  const chart: Chart = {
    id: `usefulness-${measure}`,
    label: (locale) => say(locale, "usefulness"),
    renderer: "svg",
    title: (data, locale) => title(data, locale, measure),
    subtitle: (data, locale) => {
      const { users = 0, cut = null, base = null } = data.findings.usefulness ?? {};
      const own = base?.[measure];
      const values = { users, cut: cut ? writeDate(cut, locale) : "–", base: own ? writeIndex(own.value, 3) : "–" };
      return say(locale, "usefulnessSubtitle", { ...values, ...wordsOf(data, locale, measure) });
    },
    description: (data, locale) =>
      say(locale, "usefulnessDescription", {
        finding: title(data, locale, measure),
        values: joinWords(
          setsOf(data).map(({ id, increment }) => {
            const own = increment[measure];
            return `${say(locale, `set.${id}`)} ${own ? writeInterval(own, locale, true) : "–"}`;
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

export function setsOf({ findings }: ReportData) {
  return findings.usefulness?.sets ?? [];
}

export function wordsOf({ findings }: ReportData, locale: Locale, measure: UsefulnessMeasure) {
  const outcome = findings.usefulness?.outcome ?? "spend";
  return { later: say(locale, `later.${outcome}`), measure: say(locale, `measure.${measure}`) };
}

/** Does any way of segmenting surely add to past spend and RFM? */
export function addsAnything(data: ReportData, measure: UsefulnessMeasure): boolean {
  return setsOf(data).some(({ increment }) => increment[measure] && sideOf(increment[measure]) > 0);
}

function title(data: ReportData, locale: Locale, measure: UsefulnessMeasure): string {
  const words = wordsOf(data, locale, measure);
  const told = setsOf(data).flatMap(({ id, increment }) => {
    const own = increment[measure];
    return own ? [{ id, own }] : [];
  });
  if (told.length === 0) return say(locale, "usefulnessTitle.none");
  const [best] = told.filter(({ own }) => sideOf(own) > 0).sort((a, b) => b.own.value - a.own.value);
  if (!best) return say(locale, "usefulnessTitle.open", words);
  const { low, high } = best.own;
  const set = say(locale, `set.${best.id}`);
  return say(locale, "usefulnessTitle.more", { ...words, set, low: writeSigned(low), high: writeSigned(high) });
}

function rowsOf(data: ReportData, locale: Locale, measure: UsefulnessMeasure): ForestRow[] {
  return setsOf(data).map(({ id, increment }) => {
    const own = increment[measure];
    const tone = own && sideOf(own) > 0 ? ("main" as const) : ("beside" as const);
    return {
      name: say(locale, `set.${id}`),
      isFaint: id === "rfm",
      marks: own ? [{ interval: own, tone, label: writeSigned(own.value) }] : [],
    };
  });
}

function table(data: ReportData, locale: Locale, measure: UsefulnessMeasure): ChartTable {
  return {
    columns: [
      { label: say(locale, "usefulnessSegments"), kind: null },
      ...intervalColumns(say(locale, "usefulnessAdded"), locale),
      ...intervalColumns(say(locale, "usefulnessAlone"), locale),
      ...intervalColumns(say(locale, "usefulnessOverRfm"), locale),
    ],
    rows: setsOf(data).map(({ id, increment, alone, overRfm }) => [
      say(locale, `set.${id}`),
      ...intervalCells(increment[measure]),
      ...intervalCells(alone[measure]),
      ...intervalCells(overRfm?.[measure]),
    ]),
  };
}

function hover(data: ReportData, locale: Locale, mark: ChartMark, measure: UsefulnessMeasure): HoverCard | null {
  const set = setsOf(data)[placeMarks(rowsOf(data, locale, measure))[mark.index]?.row ?? -1];
  if (!set) return null;
  const write = (own: typeof set.alone.gini | undefined, isDifference: boolean) =>
    own ? writeInterval(own, locale, isDifference) : "–";
  return {
    title: say(locale, `set.${set.id}`),
    segment: null,
    subtitle: say(locale, `measure.${measure}`),
    rows: [
      [say(locale, "usefulnessAdded"), write(set.increment[measure], true)],
      [say(locale, "usefulnessAlone"), write(set.alone[measure], false)],
      ...(set.overRfm ? [[say(locale, "usefulnessOverRfm"), write(set.overRfm[measure], true)] as const] : []),
    ],
  };
}
