import { createHash } from "node:crypto";
import type { Locale } from "../../core/localised.ts";
import { embedJson, escapeHtml, type Html } from "./html.ts";

/** What `scripts/build-report.ts` makes: the browser script, and the style sheet with the typeface in it. */
export interface ReportClient {
  readonly script: string;
  readonly styles: string;
}

interface WholePage {
  readonly title: string;
  readonly content: Html;
  /** What the script draws its charts from. */
  readonly data: unknown;
  readonly locale: Locale;
}

/**
 * A report as one HTML file that needs nothing else: no server, no network. Its policy lets only this very script and style
 * sheet run, so that text from a shop's file can never become code. Style attributes are allowed, as the chart library sets
 * them.
 */
export function wholePage({ title, content, data, locale }: WholePage, client: ReportClient): string {
  const script = client.script.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
  const styles = client.styles.replaceAll("</style", "<\\/style");
  const policy = [
    "default-src 'none'",
    `script-src '${digest(script)}'`,
    `style-src-elem '${digest(styles)}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src data: blob:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="${locale === "zh" ? "zh-CN" : "en"}" data-theme="light">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${styles}</style>
</head>
<body>
<div id="page">${content.markup}</div>
<script type="application/json" id="data">${embedJson(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

function digest(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
