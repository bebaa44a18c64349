import type { Locale } from "../../core/localised.ts";
import type { Chart, Charted } from "../charts/chart.ts";
import { dataTable } from "./data-table.ts";
import { type Html, html } from "./html.ts";
import { say } from "./messages.ts";

/** Of a table twin; the CSV holds all. */
const rowsShown = 100;

/** A chart's finding and measure, and the buttons for its table, picture and numbers. */
export function caption<Data extends Charted>(
  chart: Chart<Data>,
  data: Data,
  locale: Locale,
  extra: Html | null,
): Html {
  const title = chart.title(data, locale);
  return html`<figcaption><div class="finding"><h2>${title}</h2><p class="meta">${chart.subtitle(data, locale)}</p></div>
<div class="tools">${extra}<span class="group"><button type="button" data-twin aria-pressed="false" aria-label="${say(locale, "showTable", { title })}">${say(locale, "table")}</button><button type="button" data-png aria-label="${say(locale, "downloadPng", { title })}">${say(locale, "png")}</button><button type="button" data-csv aria-label="${say(locale, "downloadCsv", { title })}">${say(locale, "csv")}</button></span></div></figcaption>`;
}

/** Where the picture is drawn, and its table twin. height: CSS pixels; left out: as the style sheet says. */
export function body<Data extends Charted>(chart: Chart<Data>, data: Data, locale: Locale, height?: number): Html {
  const title = chart.title(data, locale);
  const style = height === undefined ? null : html` style="--height:${height}px"`;
  return html`<div class="plot" role="img" aria-label="${chart.description(data, locale)}"${style}></div>
<div class="twin" tabindex="0" role="region" aria-label="${title}"${style}>${dataTable(chart.table(data, locale, rowsShown), locale, data.currency, title)}</div>`;
}
