import type { Locale } from "../../core/localised.ts";
import { type Html, html } from "../../segments/report/html.ts";
import type { ExperimentData } from "../charts/experiment-chart.ts";
import { termed } from "./header.ts";
import { say } from "./messages.ts";
import { statisticsTables } from "./statistics.ts";
import type { StatisticsTable } from "./statistics-table.ts";

/** Everything else, behind one disclosure. */
export function statistics(data: ExperimentData, locale: Locale): Html {
  return html`<details class="card statistics" id="statistics"><summary><b>${say(locale, "showStatistics")}</b> <span class="meta">${say(locale, "statisticsHelp")}</span></summary>
${statisticsTables(data, locale).map((table) => part(table, locale))}</details>`;
}

function part({ title, notes, columns, rows, isPrinted, id }: StatisticsTable, locale: Locale): Html {
  return html`<section class="${isPrinted ? "" : "on-screen"}" aria-labelledby="table-${id}"><h3 id="table-${id}">${title}</h3>${notes.map((note) => html`<p class="meta">${note}</p>`)}
<div class="scroll" tabindex="0" role="region" aria-labelledby="table-${id}"><table class="data cards"><thead><tr>${columns.map(
    ({ label, term, isNumber }) =>
      html`<th scope="col" class="${isNumber ? "n" : "t"}">${termed(label, term, locale)}</th>`,
  )}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr>${row.map((cell, at) => html`<td class="${columns[at]?.isNumber ? "n" : "t"}" data-label="${columns[at]?.label ?? ""}">${cell}</td>`)}</tr>`,
  )}</tbody></table></div></section>`;
}
