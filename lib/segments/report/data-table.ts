import type { Locale } from "../../core/localised.ts";
import type { ChartTable } from "../charts/chart.ts";
import { writeValue } from "../charts/number-format.ts";
import { type Html, html } from "./html.ts";
import { say } from "./messages.ts";

/** A table twin as markup. Cells carry their column's name, which narrow screens show beside the value. */
export function dataTable(table: ChartTable, locale: Locale, currency: string | null, caption: string): Html {
  const { columns, rows, leftOff = 0 } = table;
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
<tbody>${rows.map((row) => html`<tr>${row.map(cell)}</tr>`)}</tbody></table>
${leftOff > 0 ? html`<p class="meta note">${say(locale, "firstRows", { shown: rows.length, all: rows.length + leftOff })}</p>` : null}`;
}
