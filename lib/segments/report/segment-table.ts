import { formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import { writeIndex, writeShare } from "../charts/number-format.ts";
import { peopleWords } from "../charts/people.ts";
import { writeTypical } from "../charts/profile.ts";
import { shareRows } from "../charts/share-rows.ts";
import { hasMoney } from "../charts/shares.ts";
import { noSegment } from "../no-segment.ts";
import type { ReportData, Segment } from "../schema.ts";
import { type Html, html } from "./html.ts";
import { say } from "./messages.ts";
import { shareBars } from "./share-bars.ts";

/** Figures of a group this small move with every member. */
const small = 30;

export function segmentDot(segment: number): Html {
  if (segment < 0) return html`<span class="dot none" aria-hidden="true"></span>`;
  const hatch = segment < 12 ? "" : ` h${Math.floor(segment / 12) % 4}`;
  return html`<span class="dot d${segment % 12}${hatch}" aria-hidden="true"></span>`;
}

/** One row a segment, and a last one for who is in none: name, what sets it apart, size, shares, fit and spend. */
export function segmentTable(data: ReportData, locale: Locale): Html {
  const { segments } = data.summary;
  const words = peopleWords(data, locale);
  const money = hasMoney(data);
  const typical = typicalFeatures(data);
  const rows = shareRows(data);
  const full = Math.max(...rows.map((s) => Math.max(s.share, s.revenueShare ?? 0)));
  const shareLabel = say(locale, money ? "shareBoth" : "shareOnly", words);
  const labels = typical.map(({ info }) =>
    say(locale, info.unit === "share" || info.unit === "yes-no" ? "typicalShare" : "typical", {
      label: info.label[locale],
    }),
  );
  const isMarked = segments.filter(({ size }) => size < small).length <= segments.length / 2;
  const row = (segment: Segment) => html`<tr data-row="${segment.id}">
<th scope="row" class="name"><button type="button" data-segment="${segment.id}" aria-pressed="false">${segmentDot(segment.id)}<span>${segment.name[locale]}</span></button>${
    segment.fixed ? html` <span class="chip">${say(locale, "fixedByRule")}</span>` : null
  }${
    isMarked && segment.size < small && segment.id !== noSegment
      ? html` <span class="chip warn" title="${say(locale, "tooSmallHelp", words)}">${say(locale, "tooSmall", words)}</span>`
      : null
  }</th>
<td class="t line" data-label="${say(locale, "setsApart")}">${segment.line[locale]}</td>
<td class="n" data-label="${words.People}">${formatNumber(segment.size)}</td>
<td class="t shares" data-label="${shareLabel}"><span class="share">${shareBars(segment, full)}<span class="meta num">${writeShare(segment.share, locale)}${
    segment.revenueShare === null ? null : ` / ${writeShare(segment.revenueShare, locale)}`
  }</span></span></td>
<td class="n" data-label="${say(locale, "fit")}">${writeIndex(segment.silhouette)}</td>
${typical.map(
  ({ info, index }, i) =>
    html`<td class="n" data-label="${labels[i] ?? ""}">${writeTypical(segment.profile[index], info, locale, data.currency)}</td>`,
)}</tr>`;
  return html`<section class="card segments" id="segments"><h2 class="unseen">${say(locale, "segments")}</h2>
<table class="cards"><thead><tr><th scope="col">${say(locale, "segment")}</th><th scope="col">${say(locale, "setsApart")}</th><th scope="col" class="n">${words.People}</th><th scope="col">${shareLabel}</th><th scope="col" class="n">${say(locale, "fit")}</th>${labels.map((label) => html`<th scope="col" class="n">${label}</th>`)}</tr></thead>
<tbody>${rows.map(row)}</tbody></table></section>
<p class="meta note">${isMarked ? null : say(locale, "mostSmall", words)} ${say(locale, "segmentsNote")}</p>`;
}

/** Spend, which the line says too, stands in a column of its own so that segments can be compared by it. */
function typicalFeatures(data: ReportData) {
  return data.summary.features.map((info, index) => ({ info, index })).filter(({ info }) => info.id === "monetary");
}
