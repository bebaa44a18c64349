import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChecks } from "./check.ts";
import { findOrInstallChromium } from "./find-chromium.ts";

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
}

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  /** What went wrong outside a test: a house that did not start, a file that does not load. */
  readonly errors: readonly unknown[];
}

/** Every runner in turn; ends in one plain line of counts summed over them, and fails if anything did. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "clade-test-"));
  try {
    const checks = await runChecks();
    const tests = await runVitest(join(folder, "vitest.json"));
    const stories = await runPlaywright(join(folder, "playwright.json"));
    const all = [{ ...checks, skipped: 0 }, tests, stories];
    const passed = sum(all.map((counts) => counts.passed));
    const failed = sum(all.map((counts) => counts.failed));
    const skipped = sum(all.map((counts) => counts.skipped));
    console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
    process.exitCode = failed === 0 && tests.passed > 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Unit tests, and those on a real database. */
async function runVitest(file: string): Promise<Counts> {
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const report = await runForReport<VitestReport>("vitest", args, file);
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const broken = report.success || report.numFailedTests > 0 ? 0 : Math.max(1, report.numFailedTestSuites);
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken, skipped: report.numPendingTests };
}

/** The stories in a browser; where none can be had they are skipped, and that is said. */
async function runPlaywright(file: string): Promise<Counts> {
  if (findOrInstallChromium() === undefined) {
    console.log(
      "\nPage tests skipped: no Chromium is here and none could be installed (npx playwright install chromium).",
    );
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const report = await runForReport<PlaywrightReport>("playwright", ["test", "--reporter=list,json"], file);
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped };
}

/** What the runner wrote; nothing where it came to no report. */
async function runForReport<T>(command: string, args: readonly string[], file: string): Promise<T | undefined> {
  try {
    await new Promise((resolve, reject) => {
      const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
      spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], env })
        .once("close", resolve)
        .once("error", reject);
    });
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch (error) {
    console.error(`${command} left no report: ${String(error)}`);
    return undefined;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

await main();
