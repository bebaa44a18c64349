import type { Locale } from "../../core/localised.ts";
import { body, caption } from "../../segments/report/chart-figure.ts";
import { type Html, html } from "../../segments/report/html.ts";
import type { ExperimentData } from "../charts/experiment-chart.ts";
import type { PlacedChart } from "../charts/index.ts";

/** Charts in pairs, each with its finding, measure and table twin. */
export function figures(placed: readonly PlacedChart[], data: ExperimentData, locale: Locale, id: string): Html {
  return html`<div class="charts" id="${id}">${placed.map(
    ({ chart, height, isWide }) =>
      html`<figure class="card figure${isWide ? " wide" : ""}" data-chart="${chart.id}">${caption(chart, data, locale, null)}${body(chart, data, locale, height)}</figure>`,
  )}</div>`;
}
