import { formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import { writeDate } from "../charts/dates.ts";
import { writeIndex, writeShare } from "../charts/number-format.ts";
import { leadingSegment, peopleWords } from "../charts/people.ts";
import { fitStrength, shareBelowZero } from "../charts/silhouette.ts";
import type { ReportData } from "../schema.ts";
import { say } from "./messages.ts";

/** What was done, in a few words each. */
export function chips(data: ReportData, locale: Locale): string[] {
  const { k, algorithm, seed, fits, ingest } = data;
  const offered = fits.filter((fit) => fit.offered).map((fit) => fit.k);
  const used = data.summary.features.filter((feature) => feature.inMatrix).length;
  const range = { algorithm: algorithm[locale], k, low: Math.min(...offered), high: Math.max(...offered) };
  return [
    say(locale, data.chosenBy === "asked" ? "chipAsked" : offered.length > 1 ? "chipAuto" : "chipFound", range),
    say(locale, "chipFeatures", { count: used, n: used }),
    ...(ingest.period
      ? [
          say(locale, "chipPeriod", {
            from: writeDate(ingest.period.from, locale),
            to: writeDate(ingest.period.to, locale),
          }),
        ]
      : []),
    ...(data.referenceDate ? [say(locale, "chipReference", { date: writeDate(data.referenceDate, locale) })] : []),
    say(locale, "chipSeed", { seed: String(seed) }),
    say(locale, "chipTime", { time: writeDuration(data.milliseconds, locale) }),
  ];
}

function writeDuration(milliseconds: number, locale: Locale): string {
  const seconds = Math.max(milliseconds / 1000, 0.1);
  if (seconds < 60) return say(locale, "seconds", { s: formatNumber(seconds, seconds < 9.95 ? 1 : 0) });
  return say(locale, "minutes", { m: Math.floor(seconds / 60), s: Math.floor(seconds % 60) });
}

/** Figure, what it is, and one or two lines beside it. */
export type Fact = readonly [figure: string, what: string, ...beside: string[]];

/** Four facts, each with what to hold against it; without groups, what was looked at. */
export function facts(data: ReportData, locale: Locale): Fact[] {
  if (data.k < 2)
    return [peopleFact(data, locale), noneFact(data, locale), featuresFact(data, locale), rowsFact(data, locale)];
  return [peopleFact(data, locale), silhouetteFact(data, locale), moneyFact(data, locale), rowsFact(data, locale)];
}

function peopleFact(data: ReportData, locale: Locale): Fact {
  const { ingest, summary } = data;
  const words = peopleWords(data, locale);
  const figure = formatNumber(summary.users);
  if (!ingest.revenue) {
    const features = summary.features.filter((feature) => feature.inMatrix).length;
    const what = say(locale, "factPeople", { ...words, k: summary.segments.length });
    return [figure, what, say(locale, "factEverybody", { ...words, features, n: features }), ...restOf(data, locale)];
  }
  const { knownShare } = ingest.revenue;
  const what = say(locale, "factPeopleRevenue", {
    ...words,
    share: writeShare(knownShare, locale, knownShare < 0.9995 ? 1 : 0),
  });
  const guests = ingest.setAside.find(({ reason }) => reason === "no-user")?.rows ?? 0;
  const without = ingest.knownUsers - ingest.buyers;
  return [
    figure,
    what,
    ...(guests > 0
      ? [say(locale, "factGuests", { ...words, rows: guests, share: writeShare(1 - knownShare, locale, 1) })]
      : []),
    ...(guests === 0 && without > 0 ? [say(locale, "factKnown", { known: ingest.knownUsers, without })] : []),
    ...restOf(data, locale),
  ];
}

/** Without groups this is a fact of its own. */
function restOf(data: ReportData, locale: Locale): string[] {
  return data.k < 2 ? [] : noneLine(data, locale);
}

function noneFact(data: ReportData, locale: Locale): Fact {
  const { noise } = data.summary;
  const what = say(locale, "factNone", peopleWords(data, locale));
  return [writeShare(noise?.share ?? 0, locale), what, ...noneLine(data, locale)];
}

function featuresFact({ summary }: ReportData, locale: Locale): Fact {
  const n = summary.features.filter((feature) => feature.inMatrix).length;
  return [formatNumber(n), say(locale, "factFeatures", { n })];
}

/** "312 customers are in no segment, with 9 % of the revenue". */
function noneLine(data: ReportData, locale: Locale): string[] {
  const { noise } = data.summary;
  if (noise === null) return [];
  const all = peopleWords(data, locale);
  const words = { ...all, who: noise.size === 1 ? all.person : all.people, n: noise.size, count: noise.size };
  if (noise.revenueShare === null) return [say(locale, "factNoneCount", words)];
  return [say(locale, "factNoneRevenue", { ...words, share: writeShare(noise.revenueShare, locale, 1) })];
}

function silhouetteFact(data: ReportData, locale: Locale): Fact {
  const { mean, standardError, sample } = data.silhouette;
  const cloud = data.fits.find((fit) => fit.k === data.k)?.nullSilhouette;
  const word = say(locale, `strength.${fitStrength(mean)}`);
  const beside = cloud
    ? say(locale, "factCloud", { word, mean: writeIndex(cloud.mean) })
    : say(locale, (data.judges?.clouds.gaussian.drawn ?? 0) > 0 ? "factCloudWhole" : "factNoCloud", { word });
  const below = shareBelowZero(data);
  const border =
    below === 0
      ? say(locale, "factNoBorder", peopleWords(data, locale))
      : say(locale, "factBorder", { ...peopleWords(data, locale), share: writeShare(below, locale) });
  const what =
    standardError === null
      ? say(locale, "factSilhouette")
      : say(locale, "factError", { ...peopleWords(data, locale), error: writeIndex(standardError, 3), sample });
  return [writeIndex(mean), what, beside, border];
}

function moneyFact(data: ReportData, locale: Locale): Fact {
  const lead = leadingSegment(data);
  if (!lead) return ["–", ""];
  const words = { ...peopleWords(data, locale), name: lead.name[locale] };
  if (lead.revenueShare === null) {
    const k = data.summary.segments.length;
    const even = say(locale, "factLargestEven", { k, share: writeShare(1 / k, locale) });
    return [writeShare(lead.share, locale), say(locale, "factLargest", words), even];
  }
  const size = say(locale, "factRevenueSize", { ...words, share: writeShare(lead.share, locale) });
  const { wholesale } = data;
  return [
    writeShare(lead.revenueShare, locale),
    say(locale, "factRevenue", words),
    size,
    ...(wholesale && wholesale.users > 0
      ? [
          say(locale, "factWholesale", {
            ...words,
            count: wholesale.users,
            share: writeShare(wholesale.revenueShare, locale, 1),
          }),
        ]
      : []),
  ];
}

function rowsFact(data: ReportData, locale: Locale): Fact {
  const { rowsIn, rowsStored, rowsSetAside, setAside, duplicates } = data.ingest;
  const words = peopleWords(data, locale);
  const reasons = setAside
    .filter(({ rows }) => rows > 0)
    .toSorted((a, b) => b.rows - a.rows)
    .map(({ reason }) => say(locale, `why.${reason}`, words));
  const split =
    rowsSetAside === 0
      ? say(locale, "factRowsAll")
      : say(locale, "factRowsSplit", {
          stored: rowsStored,
          aside: rowsSetAside,
          reasons: reasons.join(locale === "zh" ? "、" : ", "),
        });
  const fate = say(locale, duplicates.dropped ? "dropped" : "kept");
  return [
    formatNumber(rowsIn),
    say(locale, "factRows"),
    split,
    ...(duplicates.rows > 0
      ? [say(locale, "factDuplicates", { count: duplicates.rows, n: duplicates.rows, fate })]
      : []),
  ];
}
