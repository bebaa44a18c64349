import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeHostileReport, makeReport } from "../lib/segments/charts/fixtures/report-data.ts";
import { renderReport } from "../lib/segments/report/render-report.ts";
import type { ReportClient } from "../lib/segments/report/whole-page.ts";
import type { ReportData } from "../lib/segments/schema.ts";
import { buildReport } from "./build-report.ts";

let client: ReportClient;
let folder: string;

beforeAll(async () => {
  await buildReport();
  const read = (name: string) => readFileSync(new URL(`../.build/${name}`, import.meta.url), "utf8");
  client = { script: read("report-client.js"), styles: read("report.css") };
  folder = mkdtempSync(join(tmpdir(), "clade-report-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the report's script and styles", () => {
  it("are small enough to send by mail and hold the typeface", () => {
    expect(client.script.length).toBeLessThan(900_000);
    expect(client.styles.length).toBeLessThan(120_000);
    expect(client.styles).toContain("data:font/woff2;base64,");
  });

  it("fetch nothing, and make no code from text, which the page's policy would stop", () => {
    expect(client.script).not.toMatch(/\beval\(|new Function\(|fetch\(|XMLHttpRequest|WebSocket/);
    expect(client.styles).not.toMatch(/@import|url\((?!data:)/);
  });
});

const browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

/** The page as a browser has it once its script ran, and what it complained of. */
function open(data: ReportData, hash: string): string {
  const file = join(folder, "report.html");
  writeFileSync(file, renderReport(data, client));
  const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  const flags = ["--headless", "--no-sandbox", ...quiet, "--disable-component-update", "--disable-sync"];
  const own = [`--user-data-dir=${join(folder, "profile")}`, "--window-size=1300,1000", "--virtual-time-budget=4000"];
  const url = `${pathToFileURL(file).href}${hash}`;
  const stdio: ["ignore", "pipe", "ignore"] = ["ignore", "pipe", "ignore"];
  return execFileSync(browser ?? "", [...flags, ...own, "--dump-dom", url], { stdio, maxBuffer: 1 << 26 }).toString();
}

describe.skipIf(!browser)("report.html in a browser (needs Chromium)", () => {
  it("draws its charts and follows the link's language, theme, tab and focus", () => {
    const page = open(makeReport(), "#lang=zh&theme=dark&tab=count&segment=2");
    expect(page).toMatch(/<html lang="zh-CN" data-theme="dark" class="js">/);
    expect(page).toContain("<h1>整体连成一片");
    expect(page).toMatch(/data-chart="map"[\s\S]*?<canvas/);
    expect(page).toMatch(/panel on"[^>]*data-chart="count"[\s\S]*?<svg[^>]*>[\s\S]*?选用：0\.34/);
    expect(page).toMatch(/data-segment="2" aria-pressed="true"/);
    expect(page).toMatch(/<tr data-row="0" class="faded">/);
  });

  it("draws hostile names as text", () => {
    const page = open(makeHostileReport(), "#lang=en&theme=light&tab=shares");
    expect(page).not.toContain("<img");
    expect(page).toMatch(/<html lang="en" data-theme="light" class="js">/);
  });
});
