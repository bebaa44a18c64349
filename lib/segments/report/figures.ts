import type { Locale } from "../../core/localised.ts";
import type { Chart } from "../charts/chart.ts";
import { charts } from "../charts/index.ts";
import { writeShare } from "../charts/number-format.ts";
import type { ReportData } from "../schema.ts";
import { dataTable } from "./data-table.ts";
import { type Html, html } from "./html.ts";
import { say } from "./messages.ts";
import { segmentDot } from "./segment-table.ts";

/** Of a table twin; the CSV holds all. */
const rowsShown = 100;

/** The map on the left with its legend; every other chart of the list as a tab on the right. */
export function figures(data: ReportData, locale: Locale): Html {
  const [front, ...tabs] = charts;
  if (!front) return html``;
  return html`<div class="main">
<figure class="card figure front" data-chart="${front.id}">${caption(front, data, locale, zoomButtons(locale))}
<div class="stage">${body(front, data, locale)}<button type="button" class="clear" data-clear>${say(locale, "clearFocus")}</button></div>${legend(data, locale)}</figure>
<section class="card beside" aria-label="${say(locale, "views")}">
<div class="tabs" role="tablist">${tabs.map(
    (chart, i) =>
      html`<button type="button" role="tab" id="tab-${chart.id}" aria-controls="panel-${chart.id}" aria-selected="${i === 0 ? "true" : "false"}" tabindex="${i === 0 ? 0 : -1}" data-tab="${chart.id}">${chart.label(locale)}</button>`,
  )}</div>
${tabs.map(
  (chart, i) =>
    html`<figure class="figure panel${i === 0 ? " on" : ""}" role="tabpanel" id="panel-${chart.id}" aria-labelledby="tab-${chart.id}" data-chart="${chart.id}">${caption(chart, data, locale, null)}${body(chart, data, locale)}</figure>`,
)}
</section></div>`;
}

function caption(chart: Chart, data: ReportData, locale: Locale, extra: Html | null): Html {
  const title = chart.title(data, locale);
  return html`<figcaption><div class="finding"><h2>${title}</h2><p class="meta">${chart.subtitle(data, locale)}</p></div>
<div class="tools">${extra}<span class="group"><button type="button" data-twin aria-pressed="false" aria-label="${say(locale, "showTable", { title })}">${say(locale, "table")}</button><button type="button" data-png aria-label="${say(locale, "downloadPng", { title })}">${say(locale, "png")}</button><button type="button" data-csv aria-label="${say(locale, "downloadCsv", { title })}">${say(locale, "csv")}</button></span></div></figcaption>`;
}

function zoomButtons(locale: Locale): Html {
  const button = (step: string, sign: string, label: string) =>
    html`<button type="button" data-zoom="${step}" aria-label="${label}" title="${label}">${sign}</button>`;
  return html`<span class="group zoom">${button("in", "+", say(locale, "zoomIn"))}${button("out", "−", say(locale, "zoomOut"))}${button("all", "⤢", say(locale, "zoomReset"))}</span>`;
}

function body(chart: Chart, data: ReportData, locale: Locale): Html {
  const title = chart.title(data, locale);
  return html`<div class="plot" role="img" aria-label="${chart.description(data, locale)}"></div>
<div class="twin" tabindex="0" role="region" aria-label="${title}">${dataTable(chart.table(data, locale, rowsShown), locale, data.currency, title)}</div>`;
}

function legend(data: ReportData, locale: Locale): Html {
  return html`<div class="legend" role="group" aria-label="${say(locale, "legend")}">${data.summary.segments.map(
    (segment) =>
      html`<button type="button" data-segment="${segment.id}" aria-pressed="false">${segmentDot(segment.id)}<span>${segment.name[locale]}</span> <span class="meta num">${writeShare(segment.share, locale)}</span></button>`,
  )}</div>`;
}
