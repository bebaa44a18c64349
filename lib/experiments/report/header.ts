import type { Locale } from "../../core/localised.ts";
import { type Html, html } from "../../segments/report/html.ts";
import type { ExperimentData } from "../charts/experiment-chart.ts";
import type { LeadBar } from "../charts/lead-bar.ts";
import { chips, decisionChip } from "./headline.ts";
import { type LeadFigure, leadFigure, leadLabels } from "./lead-figure.ts";
import { say } from "./messages.ts";
import { explain, type Term } from "./terms.ts";

/** The decision in words, the one number with its range, and what to keep in mind: what a manager reads in a minute. */
export function header(data: ExperimentData, locale: Locale): Html {
  const { decision, caveats, name } = data.report;
  const chip = decisionChip(data.report, locale);
  const lead = leadFigure(data, locale);
  return html`<div class="crumbs"><span>${name || say(locale, "unnamed")}</span><span class="chip ${chip.tone}">${chip.text}</span></div>
<section class="card verdict"><div><h1>${decision.sentence[locale]}</h1><p class="detail">${decision.detail[locale]}</p>
<ul class="chips">${chips(data.report, locale).map((text) => html`<li class="chip">${text}</li>`)}</ul></div>
${lead ? leadPart(lead, locale) : null}</section>
${
  caveats.length > 0
    ? html`<ul class="caveats" aria-label="${say(locale, "caveats")}">${caveats.map(
        ({ title, detail }) =>
          html`<li class="card"><b>${title[locale]}</b><span class="meta">${detail[locale]}</span></li>`,
      )}</ul>`
    : null
}`;
}

function leadPart(lead: LeadFigure, locale: Locale): Html {
  return html`<div class="lead"><p class="meta">${termed(lead.label, lead.term, locale)}</p><b class="num ${lead.tone}">${lead.figure}</b>
${lead.bar ? bar(lead.bar, lead) : null}
${lead.notes.map(({ text, term }) => html`<p class="meta">${termed(text, term, locale)}</p>`)}</div>`;
}

const [width, inset] = [270, 6];

/** The range with its zero mark, and the figures of its ends below. */
function bar({ zero, low, high, value }: LeadBar, lead: LeadFigure): Html {
  const at = (share: number) => (inset + share * (width - 2 * inset)).toFixed(1);
  const labels = leadLabels(lead).map(
    (label) => html`<text x="${at(label.at)}" y="40" text-anchor="${label.anchor}">${label.text}</text>`,
  );
  return html`<svg class="range ${lead.tone}" viewBox="0 0 ${width} 46" role="img" aria-label="${lead.range}"><line class="axis" x1="${at(0)}" x2="${at(1)}" y1="16" y2="16"/><rect x="${at(low)}" y="11" width="${((high - low) * (width - 2 * inset)).toFixed(1)}" height="10" rx="5"/><line class="zero" x1="${at(zero)}" x2="${at(zero)}" y1="7" y2="25"/><circle cx="${at(value)}" cy="16" r="6"/>${labels}</svg>`;
}

/** A word of the trade, explained on hover and on focus. */
export function termed(text: string, term: Term | null, locale: Locale): Html {
  if (term === null) return html`${text}`;
  return html`<span class="term" tabindex="0">${text}<span class="definition" role="tooltip">${explain(term, locale)}</span></span>`;
}
