import type { Locale } from "../../core/localised.ts";
import { writeShare } from "../charts/number-format.ts";
import type { ReportData, Segment } from "../schema.ts";
import { type Html, html } from "./html.ts";
import { say } from "./messages.ts";
import { segmentDot } from "./segment-table.ts";

/** What each segment's members write that others do not; nothing where the run has no texts. */
export function voices(data: ReportData, locale: Locale): Html | null {
  const { segments, voices: all } = data.summary;
  if (!all) return null;
  return html`<section class="card voices"><h2>${say(locale, "voices")}</h2>
<div class="columns">${segments.map((segment) => voice(segment, all[segment.id], locale))}</div>
<p class="meta">${say(locale, "voicesNote")}</p></section>`;
}

type Voices = NonNullable<ReportData["summary"]["voices"]>[number];

function voice({ id, name, size }: Segment, own: Voices | undefined, locale: Locale): Html {
  const { wrote = 0, texts = 0, words = [], quotes = [], rising = [] } = own ?? {};
  const joined = (some: readonly string[]) => some.join(locale === "zh" ? "、" : ", ");
  const share = writeShare(wrote / Math.max(1, size), locale);
  const coverage = wrote === 0 ? say(locale, "voicesSilent") : say(locale, "voicesWrote", { share, texts, n: texts });
  return html`<div><h3>${segmentDot(id)} ${name[locale]} <span class="meta">${coverage}</span></h3>
${words.length > 0 ? html`<p>${say(locale, "voicesWords", { words: joined(words.map(({ word }) => word)) })}</p>` : null}
${quotes.map((quote) => html`<blockquote>${quote}</blockquote>`)}
${rising.length > 0 ? html`<p class="meta">${say(locale, "voicesRising", { words: joined(rising) })}</p>` : null}</div>`;
}
