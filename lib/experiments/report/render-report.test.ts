import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeHillstrom, makeHostile } from "../charts/fixtures/reports.ts";
import { renderExperimentReport } from "./render-report.ts";

const client = { script: 'console.log("</script>")', styles: "body{margin:0}" };

describe("renderExperimentReport", () => {
  const page = renderExperimentReport(makeHillstrom(), "en", client);

  it("is one page in the language that is asked for, its first line the decision", () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="en"/);
    expect(page.match(/<h1>/g)).toHaveLength(1);
    const chinese = renderExperimentReport(makeHillstrom(), "zh", client);
    expect(chinese).toContain('<html lang="zh-CN"');
    expect(chinese).toContain("<h1>这封邮件略有盈利");
  });

  it("needs nothing from anywhere else, and lets only its own script run", () => {
    expect(page).not.toMatch(/(src|href|action|url\()\s*=?\s*["'(]?(https?:)?\/\//i);
    expect(page).toContain("default-src 'none'");
    const script = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? "";
    expect(page).toContain(`script-src 'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  });

  it("carries the report whole", () => {
    const json = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? "";
    expect(JSON.parse(json)).toEqual(makeHillstrom());
  });

  it("shows hostile names as text, wherever they stand", () => {
    const hostile = renderExperimentReport(makeHostile(), "en", client);
    expect(hostile).not.toMatch(/<img/);
    expect(hostile.match(/<script/g)).toHaveLength(2);
    expect(hostile.match(/<\/script>/g)).toHaveLength(2);
    expect(hostile).not.toMatch(/<script[^>]*>[^<]*[\u2028\u2029]/);
  });
});
