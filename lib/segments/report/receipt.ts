import { formatMoney, formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import { writeShare } from "../charts/number-format.ts";
import { peopleWords } from "../charts/people.ts";
import type { ReportData } from "../schema.ts";
import { type Html, html } from "./html.ts";
import { say } from "./messages.ts";

/** What became of every row, which rules left something out, and what the features lack. */
export function receipt(data: ReportData, locale: Locale): Html {
  const columns = [rowsColumn(data, locale), rulesColumn(data, locale), featuresColumn(data, locale)];
  return html`<section class="card receipt"><h2>${say(locale, "leftOut")}</h2><div class="columns">${columns.map((column) => (column ? html`<div>${column}</div>` : null))}</div></section>`;
}

function rowsColumn(data: ReportData, locale: Locale): Html {
  const { rowsIn, rowsStored, rowsSetAside, setAside } = data.ingest;
  const words = peopleWords(data, locale);
  const stored = ((100 * rowsStored) / Math.max(rowsIn, 1)).toFixed(2);
  const notes = [...data.ingest.notes, ...data.notes].map((note): Item => [note[locale]]);
  const reasons = setAside
    .filter(({ rows }) => rows > 0)
    .map(
      ({ reason, rows }) =>
        html`<tr><td>${say(locale, `reason.${reason}`, words)}</td><td class="n">${formatNumber(rows)}</td><td class="n meta">${writeShare(rows / rowsIn, locale, 1)}</td></tr>`,
    );
  return html`<h3>${say(locale, "rowsIn", { rows: rowsIn })}</h3>
<svg class="split" width="100%" height="8" aria-hidden="true"><rect class="aside" width="100%" height="8" rx="4"/><rect class="stored" width="${stored}%" height="8" rx="4"/></svg>
<p class="num">${say(locale, "rowsEqual", { stored: rowsStored, aside: rowsSetAside })}</p>
${
  rowsSetAside === 0
    ? null
    : html`<table class="plain"><tbody>${reasons}</tbody></table><p class="meta">${say(locale, "rowsFile")}</p>`
}
${notes.length > 0 ? html`<div class="notes">${list(say(locale, "notes"), notes)}</div>` : null}`;
}

/** A sentence, and a line in small print below it. */
type Item = readonly [sentence: string, small?: string];

function list(title: string, items: readonly Item[]): Html {
  return html`<h3>${title}</h3><ul class="items">${items.map(
    ([sentence, small]) => html`<li>${sentence}${small ? html`<span class="meta">${small}</span>` : null}</li>`,
  )}</ul>`;
}

function rulesColumn(data: ReportData, locale: Locale): Html {
  const rules = [...duplicates(data, locale), ...nonProducts(data, locale), ...statuses(data, locale)];
  const items: Item[] = [...rules, ...wholesale(data, locale)];
  const title = say(locale, "rules");
  if (items.length === 0) return list(title, [[say(locale, "noRules")]]);
  return html`${list(title, items)}<p class="meta">${say(locale, "rulesHelp")}</p>`;
}

function duplicates({ ingest }: ReportData, locale: Locale): Item[] {
  const { rows, dropped } = ingest.duplicates;
  if (rows === 0) return [];
  return [[say(locale, dropped ? "duplicatesDropped" : "duplicatesKept", { count: rows, n: rows })]];
}

function nonProducts({ ingest, currency }: ReportData, locale: Locale): Item[] {
  const { rows, amount, items } = ingest.nonProducts;
  if (rows === 0) return [];
  const values = { count: rows, n: rows, amount: formatMoney(amount, currency) };
  const shown = items.slice(0, 8).join(", ");
  const codes = items.length > 8 ? say(locale, "andMore", { items: shown, count: items.length - 8 }) : shown;
  return [
    [
      say(locale, ingest.revenue ? "nonProducts" : "nonProductsPlain", values),
      items.length > 0 ? say(locale, "nonProductsItems", { items: codes }) : "",
    ],
  ];
}

function statuses({ ingest }: ReportData, locale: Locale): Item[] {
  return ingest.leftOutByStatus.map(({ status, rows }) => [
    say(locale, "statuses", { count: rows, n: rows, status: `“${status}”` }),
  ]);
}

function wholesale(data: ReportData, locale: Locale): Item[] {
  const offer = data.wholesale;
  if (!offer || offer.users === 0) return [];
  const values = {
    ...peopleWords(data, locale),
    count: offer.users,
    n: offer.users,
    threshold: formatMoney(offer.threshold, data.currency),
    share: writeShare(offer.revenueShare, locale, 1),
  };
  return offer.apart
    ? [[say(locale, "wholesaleApart", values)]]
    : [[say(locale, "wholesaleKept", values), say(locale, "wholesaleOffer")]];
}

/** Features out of use that are listed with their reason; the rest by name. */
const unusedShown = 5;

function featuresColumn(data: ReportData, locale: Locale): Html | null {
  const { features } = data.summary;
  const words = peopleWords(data, locale);
  const partly = features.filter((f) => f.inMatrix && f.coverage < 1);
  const unused = features.filter((f) => !f.inMatrix);
  const items: Item[] = [
    ...partly.slice(0, 4).map((f): Item => {
      const share = writeShare(f.coverage, locale);
      return [say(locale, "partly", { ...words, feature: f.label[locale], share }), say(locale, "partlyHelp")];
    }),
    ...unused
      .slice(0, unusedShown)
      .map((f): Item => [say(locale, "unused", { feature: f.label[locale] }), f.leftOut?.[locale] ?? ""]),
  ];
  if (unused.length > unusedShown) {
    const rest = unused.slice(unusedShown);
    const named = rest
      .slice(0, 6)
      .map((f) => f.label[locale])
      .join(locale === "zh" ? "、" : ", ");
    const names = rest.length > 6 ? say(locale, "andMore", { items: named, count: rest.length - 6 }) : named;
    items.push([say(locale, "unusedMore", { count: rest.length, features: names })]);
  }
  return items.length > 0 ? list(say(locale, "features"), items) : null;
}
