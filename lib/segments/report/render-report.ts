import { createHash } from "node:crypto";
import type { ReportData } from "../schema.ts";
import { embedJson, escapeHtml } from "./html.ts";
import { say } from "./messages.ts";
import { page } from "./page.ts";

/** What `scripts/build-report.ts` makes: the browser script, and the style sheet with the typeface in it. */
export interface ReportClient {
  readonly script: string;
  readonly styles: string;
}

/**
 * A run's report as one HTML file that needs nothing else: no server, no network. Its policy lets only this very script
 * and style sheet run, so that text from a shop's file can never become code. Style attributes are allowed, as the
 * chart library sets them.
 */
export function renderReport(data: ReportData, client: ReportClient): string {
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
<html lang="en" data-theme="light">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeHtml(say("en", "documentTitle", { title: data.title.en }))}</title>
<style>${styles}</style>
</head>
<body>
<div id="page">${page(data, "en").markup}</div>
<script type="application/json" id="data">${embedJson(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

function digest(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
