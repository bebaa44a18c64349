import type { Locale } from "../../core/localised.ts";
import { writeDate } from "../charts/dates.ts";
import { nearnessNotes } from "../charts/nearness-map.ts";
import { writeShare } from "../charts/number-format.ts";
import { peopleWords } from "../charts/people.ts";
import type { ReportData } from "../schema.ts";
import { type Html, html } from "./html.ts";
import { say } from "./messages.ts";

const parts = ["readMap", "readSilhouette", "readCloud", "readUse"] as const;
/** Nobody sends messages to measurements. */
const ofRows = ["readMap", "readSilhouette", "readCloud"] as const;

/** The measures of the page in plain words. */
export function reading(data: ReportData, locale: Locale): Html {
  const { explained } = data.map;
  const values = { ...peopleWords(data, locale), explained: writeShare(explained[0] + explained[1], locale) };
  const [first, ...others] = (values.row ? ofRows : parts).map(
    (part) => html`<div><h3>${say(locale, `${part}.title`)}</h3><p>${say(locale, part, values)}</p></div>`,
  );
  const notes = nearnessNotes(data, locale);
  const nearness = html`<div><h3>${say(locale, "readNearness.title")}</h3><p>${notes.join(locale === "zh" ? "" : " ")}</p></div>`;
  return html`<section class="reading"><h2>${say(locale, "reading")}</h2><div class="columns">${first ?? null}${notes.length > 0 ? nearness : null}${others}</div></section>`;
}

export function footer(data: ReportData, locale: Locale): Html {
  const columns = data.summary.features.filter((feature) => feature.inMatrix).length;
  const key = data.silhouette.standardError === null ? "methodLine" : "methodLineSampled";
  const values = {
    ...peopleWords(data, locale),
    algorithm: data.algorithm[locale],
    columns,
    n: columns,
    sample: data.silhouette.sample,
    date: writeDate(data.createdAt, locale),
  };
  return html`<footer class="meta"><p>${say(locale, key, values)}</p><p>${say(locale, "made", values)} ${say(locale, "credits")}</p></footer>`;
}
