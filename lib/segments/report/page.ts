import type { Locale } from "../../core/localised.ts";
import type { ReportData } from "../schema.ts";
import { figures } from "./figures.ts";
import { found } from "./found.ts";
import { header } from "./header.ts";
import { type Html, html } from "./html.ts";
import { mark } from "./mark.ts";
import { say } from "./messages.ts";
import { footer, reading } from "./reading.ts";
import { receipt } from "./receipt.ts";
import { segmentTable } from "./segment-table.ts";
import { voices } from "./voices.ts";

/** The whole page in one language; written into the file in English and again by the browser when the language changes. */
export function page(data: ReportData, locale: Locale): Html {
  return html`<a class="skip" href="#segments" data-skip>${say(locale, "skip")}</a>
<header class="top">${mark}<b>Clade</b><span class="gap"></span>
<span class="group" role="group" aria-label="${say(locale, "language")}"><button type="button" data-lang="en" lang="en">English</button><button type="button" data-lang="zh" lang="zh">中文</button></span>
<span class="group" role="group" aria-label="${say(locale, "theme")}"><button type="button" data-theme-choice="system">${say(locale, "themeSystem")}</button><button type="button" data-theme-choice="light">${say(locale, "themeLight")}</button><button type="button" data-theme-choice="dark">${say(locale, "themeDark")}</button></span>
<button type="button" class="button" data-print>${say(locale, "print")}</button></header>
<main>${header(data, locale)}
<noscript><p class="card warning">${say(locale, "noScript")}</p></noscript>
${figures(data, locale)}${segmentTable(data, locale)}${voices(data, locale)}${found(data, locale)}${receipt(data, locale)}${reading(data, locale)}</main>
${footer(data, locale)}`;
}
