import type { Locale } from "../../core/localised.ts";
import type { ChartTable } from "../charts/chart.ts";
import { writeValue } from "../charts/number-format.ts";
import { type Html, html } from "./html.ts";
import { say } from "./messages.ts";

const rowsShown = 200;

/** A table twin as markup. Cells carry their column's name, which narrow screens show beside the value. */
export function dataTable(table: ChartTable, locale: Locale, currency: string | null, caption: string): Html {
  const { columns, rows } = table;
  const cell = (value: string | number | null, at: number) => {
    const column = columns[at];
    const text =
      typeof value === "string" || !column?.kind
        ? (value ?? "–")
        : writeValue(value, locale, { kind: column.kind, decimals: column.decimals, currency });
    const kind = column?.kind ? "n" : "t";
    return html`<td class="${kind}" data-label="${column?.label ?? ""}">${text}</td>`;
  };
  return html`<table class="data cards"><caption class="unseen">${caption}</caption>
<thead><tr>${columns.map(({ label, kind }) => html`<th scope="col" class="${kind ? "n" : "t"}">${label}</th>`)}</tr></thead>
<tbody>${rows.slice(0, rowsShown).map((row) => html`<tr>${row.map(cell)}</tr>`)}</tbody></table>
${rows.length > rowsShown ? html`<p class="meta note">${say(locale, "firstRows", { shown: rowsShown, all: rows.length })}</p>` : null}`;
}
