import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeHillstrom, makeHostile } from "../lib/experiments/charts/fixtures/reports.ts";
import { renderExperimentReport } from "../lib/experiments/report/render-report.ts";
import { experimentClient } from "../lib/experiments/report/stored-client.ts";
import { makeHostileReport, makeReport } from "../lib/segments/charts/fixtures/report-data.ts";
import { renderReport } from "../lib/segments/report/render-report.ts";
import type { ReportClient } from "../lib/segments/report/whole-page.ts";
import { buildReport } from "./build-report.ts";

let client: ReportClient;
let ofExperiments: ReportClient;
let folder: string;

beforeAll(async () => {
  await buildReport();
  const read = (name: string) => readFileSync(new URL(`../.build/${name}`, import.meta.url), "utf8");
  client = { script: read("report-client.js"), styles: read("report.css") };
  ofExperiments = experimentClient();
  folder = mkdtempSync(join(tmpdir(), "clade-report-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the report's script and styles", () => {
  it("are small enough to send by mail and hold the typeface", () => {
    for (const { script, styles } of [client, ofExperiments]) {
      expect(script.length).toBeLessThan(900_000);
      expect(styles.length).toBeLessThan(120_000);
      expect(styles).toContain("data:font/woff2;base64,");
    }
  });

  it("fetch nothing, and make no code from text, which the page's policy would stop", () => {
    for (const { script, styles } of [client, ofExperiments]) {
      expect(script).not.toMatch(/\beval\(|new Function\(|fetch\(|XMLHttpRequest|WebSocket/);
      expect(styles).not.toMatch(/@import|url\((?!data:)/);
    }
  });
});

const browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

/** The page as a browser has it once its script ran, and what it complained of. */
function open(html: string, hash: string): string {
  const file = join(folder, "report.html");
  writeFileSync(file, html);
  const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  const flags = ["--headless", "--no-sandbox", ...quiet, "--disable-component-update", "--disable-sync"];
  const own = [`--user-data-dir=${join(folder, "profile")}`, "--window-size=1300,1000", "--virtual-time-budget=4000"];
  const url = `${pathToFileURL(file).href}${hash}`;
  const stdio: ["ignore", "pipe", "ignore"] = ["ignore", "pipe", "ignore"];
  return execFileSync(browser ?? "", [...flags, ...own, "--dump-dom", url], { stdio, maxBuffer: 1 << 26 }).toString();
}

describe.skipIf(!browser)("report.html in a browser (needs Chromium)", () => {
  it("draws its charts and follows the link's language, theme, tab and focus", () => {
    const page = open(renderReport(makeReport(), client), "#lang=zh&theme=dark&tab=count&segment=2");
    expect(page).toMatch(/<html lang="zh-CN" data-theme="dark" class="js">/);
    expect(page).toContain("<h1>整体连成一片");
    expect(page).toMatch(/data-chart="map"[\s\S]*?<canvas/);
    expect(page).toMatch(/panel on"[^>]*data-chart="count"[\s\S]*?<svg[^>]*>[\s\S]*?选用：0\.34/);
    expect(page).toMatch(/data-segment="2" aria-pressed="true"/);
    expect(page).toMatch(/<tr data-row="0" class="faded">/);
  });

  it("draws hostile names as text", () => {
    const page = open(renderReport(makeHostileReport(), client), "#lang=en&theme=light&tab=shares");
    expect(page).not.toContain("<img");
    expect(page).toMatch(/<html lang="en" data-theme="light" class="js">/);
  });

  it("draws an experiment's intervals, segments and days, in the link's language", () => {
    const page = open(renderExperimentReport(makeHillstrom(), "en", ofExperiments), "#lang=zh&theme=dark&table=arms");
    expect(page).toMatch(/<html lang="zh-CN" data-theme="dark" class="js">/);
    expect(page).toMatch(/data-chart="intervals"[\s\S]*?<svg[^>]*>[\s\S]*?\+42\.6%/);
    expect(page).toMatch(/data-chart="segments-1"[\s\S]*?<svg[^>]*>[\s\S]*?全体用户/);
    expect(page).toMatch(/figure as-table" data-chart="arms"/);
    expect(open(renderExperimentReport(makeHostile(), "en", ofExperiments), "#lang=en")).not.toContain("<img");
  });
});
