import { formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import type { MapData, ReportData } from "../schema.ts";
import { shareBesideOwn } from "./beside-own.ts";
import type { Chart } from "./chart.ts";
import { describeMap, mapChart, mapOption, mapTable } from "./map.ts";
import { say } from "./messages.ts";
import { writeIndex, writeShare } from "./number-format.ts";
import { type PeopleWords, peopleWords } from "./people.ts";
import { trustWords } from "./trust-words.ts";

/** Everybody by nearest neighbours (UMAP): the map's dots in other places. Of a run without it, the map itself. */
export const nearnessChart: Chart = {
  ...mapChart,
  id: "nearness",
  label: (locale) => say(locale, "nearness"),
  title: (data, locale) => {
    const beside = shareBesideOwn(data.map);
    if (data.k < 2) return say(locale, "nearTitle.one");
    if (!beside) return mapChart.title(data, locale);
    const [share, chance] = [beside.share, beside.chance].map((value) => writeShare(value, locale));
    const key = data.summary.verdict.strength === "none" ? "nearTitle.none" : "nearTitle.some";
    return say(locale, key, { ...peopleWords(data, locale), share: share ?? "", chance: chance ?? "" });
  },
  subtitle: (data, locale) => {
    const { map } = data;
    const key = map.drawn < map.users ? "nearSampled" : "nearSubtitle";
    const values = { ...peopleWords(data, locale), drawn: map.drawn, users: map.users };
    return say(locale, key, values) + trustWords(data, "nearness", locale);
  },
  description: (data, locale) => describeMap(data, locale, "nearDescription", nearnessChart.title(data, locale)),
  table: (data, locale, most) => mapTable(byNearness(data), locale, ["nearX", "nearY"], most),
  option: (data, locale, theme, view) =>
    mapOption(byNearness(data), nearnessChart.description(data, locale), locale, theme, view),
};

function byNearness(data: ReportData): ReportData {
  const { nearness } = data.map;
  return nearness ? { ...data, map: { ...data.map, x: nearness.x, y: nearness.y } } : data;
}

/** What has to be known to read the map by nearness, and how it was made: whole sentences. */
export function nearnessNotes(data: ReportData, locale: Locale): readonly string[] {
  const { nearness } = data.map;
  if (!nearness) return [];
  const { placed, fitted, continued, isLost, trustworthiness } = nearness;
  const words = peopleWords(data, locale);
  return [
    say(locale, "nearRead", words),
    trustNote(trustworthiness, words, locale),
    placed.missing > 0
      ? say(locale, "nearMissing", {
          ...words,
          who: placed.missing === 1 ? words.person : words.people,
          n: placed.missing,
        })
      : "",
    placed.beyondSample > 0
      ? say(locale, "nearBeyond", { ...words, fitted: formatNumber(fitted), n: placed.beyondSample })
      : "",
    continued
      ? say(locale, "nearContinued", {
          ...words,
          known: formatNumber(continued.known),
          n: continued.fresh,
          moved: writeShare(continued.moved, locale),
        })
      : "",
    isLost ? say(locale, "nearLost", words) : "",
  ].filter((note) => note !== "");
}

function trustNote(
  { nearness, axes }: NonNullable<MapData["nearness"]>["trustworthiness"],
  words: PeopleWords,
  locale: Locale,
): string {
  return nearness.ok && axes.ok
    ? say(locale, "trustBoth", { ...words, nearness: writeIndex(nearness.value), axes: writeIndex(axes.value) })
    : "";
}
