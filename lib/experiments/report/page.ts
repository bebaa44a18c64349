import type { Locale } from "../../core/localised.ts";
import { type Html, html } from "../../segments/report/html.ts";
import { mark } from "../../segments/report/mark.ts";
import type { ExperimentData } from "../charts/experiment-chart.ts";
import { placedCharts } from "../charts/index.ts";
import { figures } from "./figures.ts";
import { header } from "./header.ts";
import { say } from "./messages.ts";
import { statistics } from "./statistics-part.ts";

/** The whole page in one language; written into the file in one and again by the browser when the language changes. */
export function page(data: ExperimentData, locale: Locale): Html {
  return html`<a class="skip" href="#charts" data-skip>${say(locale, "skip")}</a>
<header class="top">${mark}<b>Clade</b><span class="gap"></span>
<span class="group" role="group" aria-label="${say(locale, "language")}"><button type="button" data-lang="en" lang="en">English</button><button type="button" data-lang="zh" lang="zh">中文</button></span>
<span class="group" role="group" aria-label="${say(locale, "theme")}"><button type="button" data-theme-choice="system">${say(locale, "themeSystem")}</button><button type="button" data-theme-choice="light">${say(locale, "themeLight")}</button><button type="button" data-theme-choice="dark">${say(locale, "themeDark")}</button></span>
<button type="button" class="button" data-print>${say(locale, "print")}</button></header>
<main>${header(data, locale)}
<noscript><p class="card warning">${say(locale, "noScript")}</p></noscript>
${figures(placedCharts(data), data, locale, "charts")}
${statistics(data, locale)}</main>
<footer class="meta"><p>${say(locale, "footer")}</p></footer>`;
}
