import type { Locale } from "../../core/localised.ts";
import { type Html, html } from "../../segments/report/html.ts";
import type { ExperimentData } from "../charts/experiment-chart.ts";
import { analystCharts } from "../charts/index.ts";
import { figures } from "./figures.ts";
import { termed } from "./header.ts";
import { say } from "./messages.ts";
import { statisticsTables } from "./statistics.ts";
import { type StatisticsCell, type StatisticsTable, textColumn } from "./statistics-table.ts";

/** Everything else, behind one disclosure. */
export function statistics(data: ExperimentData, locale: Locale): Html {
  const charts = analystCharts(data);
  return html`<details class="card statistics" id="statistics"><summary><b>${say(locale, "showStatistics")}</b> <span class="meta">${say(locale, "statisticsHelp")}</span></summary>
${charts.length > 0 ? html`<div class="on-screen pictures">${figures(charts, data, locale, "analyst-charts")}</div>` : null}
${statisticsTables(data, locale).map((table) => part(table, locale))}</details>`;
}

function part({ title, notes, columns, rows, isMain, id }: StatisticsTable, locale: Locale): Html {
  const column = (at: number) => columns[at] ?? textColumn("", "");
  return html`<details class="part${isMain ? "" : " on-screen"}" id="table-${id}"${isMain ? html` open` : null}><summary>${title}</summary>${notes.map((note) => html`<p class="meta">${note}</p>`)}
${
  rows.length > 0
    ? html`<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table class="data cards"><thead><tr>${columns.map(
        ({ label, term, isNumber }) =>
          html`<th scope="col" class="${isNumber ? "n" : "t"}">${termed(label, term, locale)}</th>`,
      )}</tr></thead>
<tbody>${rows.map(
        (row) =>
          html`<tr>${row.map((cell, at) => html`<td class="${column(at).isNumber ? "n" : "t"}" data-label="${column(at).label}">${written(cell)}</td>`)}</tr>`,
      )}</tbody></table></div>`
    : null
}</details>`;
}

function written(cell: StatisticsCell): Html {
  if (typeof cell === "string") return html`${cell}`;
  const [text, below] = cell;
  return html`<span>${text}<span class="below">${below}</span></span>`;
}
