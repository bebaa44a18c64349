import type { Locale } from "../../core/localised.ts";
import type { Chart } from "../charts/chart.ts";
import { writeShare } from "../charts/number-format.ts";
import { shareRows } from "../charts/share-rows.ts";
import type { ReportData } from "../schema.ts";
import { body, caption } from "./chart-figure.ts";
import { type Html, html } from "./html.ts";
import { say } from "./messages.ts";
import { reportCharts } from "./report-charts.ts";
import { segmentDot } from "./segment-table.ts";

/** The map on the left with its legend; every other chart of the list as a tab on the right. */
export function figures(data: ReportData, locale: Locale): Html {
  const [front, ...tabs] = reportCharts(data);
  if (!front) return html``;
  return html`<div class="main${tabs.length === 0 ? " alone" : ""}">
<figure class="card figure front" data-chart="${front.id}">${caption(front, data, locale, zoomButtons(locale))}
<div class="stage">${body(front, data, locale)}<button type="button" class="clear" data-clear>${say(locale, "clearFocus")}</button></div>${legend(data, locale)}</figure>
${tabs.length === 0 ? null : tabbed(tabs, data, locale)}</div>`;
}

function tabbed(tabs: readonly Chart[], data: ReportData, locale: Locale): Html {
  return html`<section class="card beside" aria-label="${say(locale, "views")}">
<div class="tabs" role="tablist">${tabs.map(
    (chart, i) =>
      html`<button type="button" role="tab" id="tab-${chart.id}" aria-controls="panel-${chart.id}" aria-selected="${i === 0 ? "true" : "false"}" tabindex="${i === 0 ? 0 : -1}" data-tab="${chart.id}">${chart.label(locale)}</button>`,
  )}</div>
${tabs.map(
  (chart, i) =>
    html`<figure class="figure panel${i === 0 ? " on" : ""}" role="tabpanel" id="panel-${chart.id}" aria-labelledby="tab-${chart.id}" data-chart="${chart.id}">${caption(chart, data, locale, null)}${body(chart, data, locale, heightOf(chart, data))}</figure>`,
)}
</section>`;
}

/** CSS pixels of a picture, where its rows need no more; the style sheet's. */
const usual = 430;

function heightOf({ height }: Chart, data: ReportData): number | undefined {
  const needed = height?.(data) ?? 0;
  return needed > usual ? needed : undefined;
}

function zoomButtons(locale: Locale): Html {
  const button = (step: string, sign: string, label: string) =>
    html`<button type="button" data-zoom="${step}" aria-label="${label}" title="${label}">${sign}</button>`;
  return html`<span class="group zoom">${button("in", "+", say(locale, "zoomIn"))}${button("out", "−", say(locale, "zoomOut"))}${button("all", "⤢", say(locale, "zoomReset"))}</span>`;
}

function legend(data: ReportData, locale: Locale): Html {
  return html`<div class="legend" role="group" aria-label="${say(locale, "legend")}">${shareRows(data).map(
    (segment) =>
      html`<button type="button" data-segment="${segment.id}" aria-pressed="false">${segmentDot(segment.id)}<span>${segment.name[locale]}</span> <span class="meta num">${writeShare(segment.share, locale)}</span></button>`,
  )}</div>`;
}
