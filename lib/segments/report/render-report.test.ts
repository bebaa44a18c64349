import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeHostileReport, makeLargeReport, makeReport, makeUsersReport } from "../charts/fixtures/report-data.ts";
import { renderReport } from "./render-report.ts";

const client = { script: 'console.log("</script>")', styles: "body{margin:0}" };
const voids = new Set(["meta", "br", "img", "input", "link", "rect", "circle", "path"]);

/** The elements left open at the end, and those closed that were not open. */
function unbalanced(page: string): string[] {
  const markup = page.replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<!doctype html>/g, "");
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, slash, name = "", end] of markup.matchAll(/<(\/?)([a-z0-9]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (slash) {
      if (open.pop() !== name) wrong.push(`</${name}>`);
    } else if (!end && !voids.has(name)) open.push(name);
  }
  return [...open, ...wrong];
}

describe("renderReport", () => {
  const page = renderReport(makeReport(), client);

  it("is one well-formed page with the verdict as its headline", () => {
    for (const data of [makeReport(), makeUsersReport(), makeHostileReport(), makeLargeReport(500)])
      expect(unbalanced(renderReport(data, client))).toEqual([]);
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page).toContain("<h1>Five useful slices of one cloud.");
  });

  it("needs nothing from anywhere else", () => {
    expect(page).not.toMatch(/(src|href|action|url\()\s*=?\s*["'(]?(https?:)?\/\//i);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/script-src[^;]*unsafe|connect-src/);
  });

  it("lets only its own script and styles run, by their hashes", () => {
    const script = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? "";
    expect(script).toBe('console.log("<\\/script>")');
    const digest = (text: string) => createHash("sha256").update(text).digest("base64");
    expect(page).toContain(`script-src 'sha256-${digest(script)}'`);
    expect(page).toContain(`style-src-elem 'sha256-${digest(client.styles)}'`);
  });

  it("carries the data whole, as its charts draw from them", () => {
    const json = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? "";
    expect(JSON.parse(json)).toEqual(makeReport());
  });

  it("shows hostile names as text, wherever they stand", () => {
    const hostile = renderReport(makeHostileReport(), client);
    expect(hostile).not.toMatch(/<img/);
    expect(hostile.match(/<script/g)).toHaveLength(2);
    expect(hostile.match(/<\/script>/g)).toHaveLength(2);
    expect(hostile).toContain("&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;");
    expect(hostile).not.toMatch(/<script[^>]*>[^<]*[\u2028\u2029]/);
  });

  it("gives the same bytes for the same data", () => {
    expect(renderReport(makeReport(), client)).toBe(page);
  });

  it("shows at most 100 rows of a table twin, and says of how many", () => {
    expect(page).toContain("The first 100 of 4,338 rows; the CSV holds them all.");
    expect(page.match(/<tr>/g)?.length).toBeLessThan(200);
  });

  it("gives every chart a title, a twin, a picture and a table to take away", () => {
    for (const mark of ["<h2>", "data-twin", "data-png", "data-csv", 'class="twin"', 'role="img"'])
      expect(page.split(mark).length - 1, mark).toBeGreaterThanOrEqual(5);
  });

  it("is rendered within the time that a run can spare", () => {
    const data = makeLargeReport();
    const times = [1, 2, 3].map(() => {
      const start = performance.now();
      renderReport(data, { ...client, script: "x".repeat(700_000) });
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(120);
  });
});
