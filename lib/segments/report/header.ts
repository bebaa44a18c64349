import type { Locale } from "../../core/localised.ts";
import type { ReportData } from "../schema.ts";
import { chips, facts } from "./headline.ts";
import { type Html, html } from "./html.ts";
import { say } from "./messages.ts";

/** The verdict as the headline, what was done as chips, and four facts, each with what to hold against it. */
export function header(data: ReportData, locale: Locale): Html {
  const { verdict } = data.summary;
  return html`<div class="head">
<p class="meta crumbs">${crumbs(data, locale)}</p>
<h1>${verdict.sentence[locale]}</h1>
<p class="detail">${verdict.detail[locale]}</p>
<ul class="chips">${chips(data, locale).map((chip) => html`<li class="chip">${chip}</li>`)}</ul>
</div>
<section class="card facts">${facts(data, locale).map(
    ([figure, what, ...beside]) =>
      html`<div><p><b class="num">${figure}</b> <span class="meta">${what}</span></p>${beside.map((line) => html`<p class="meta">${line}</p>`)}</div>`,
  )}</section>`;
}

function crumbs(data: ReportData, locale: Locale): string {
  const { files } = data;
  const named = files.length <= 2 ? files.join(", ") : `${files.length} ${say(locale, "files", { n: files.length })}`;
  const title = data.title[locale];
  return files.length === 1 && title === files[0] ? title : `${title} · ${named}`;
}
