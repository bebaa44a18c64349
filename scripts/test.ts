import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChecks } from "./check.ts";

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
}

/** Every runner in turn; ends in one plain line of counts summed over them, and fails if anything did. */
async function main(): Promise<void> {
  const checks = await runChecks();
  installRedis();
  const report = await runVitest();
  const broken = report.success || report.numFailedTests > 0 ? 0 : Math.max(1, report.numFailedTestSuites);
  const passed = checks.passed + report.numPassedTests;
  const failed = checks.failed + report.numFailedTests + broken;
  const skipped = report.numPendingTests > 0 ? `, ${report.numPendingTests} skipped` : "";
  console.log(`\n${passed} passed, ${failed} failed${skipped}`);
  process.exitCode = failed === 0 && report.numPassedTests > 0 ? 0 : 1;
}

/** The queue is tested on Redis as well where one is at hand; as root Debian's package is tried once. */
function installRedis(): void {
  const isThere = spawnSync("redis-server", ["--version"]).status === 0;
  if (isThere || process.getuid?.() !== 0) return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const args = ["install", "-y", "--no-install-recommends", "redis-server"];
  const { status } = spawnSync("apt-get", args, { env, timeout: 120_000, stdio: "ignore" });
  if (status !== 0) console.log("redis-server could not be installed; what needs it is skipped.");
}

async function runVitest(): Promise<VitestReport> {
  const folder = mkdtempSync(join(tmpdir(), "clade-test-"));
  const file = join(folder, "report.json");
  try {
    const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    await new Promise((resolve) => {
      spawn("vitest", args, { stdio: ["ignore", "inherit", "inherit"] }).once("close", resolve);
    });
    return JSON.parse(readFileSync(file, "utf8")) as VitestReport;
  } catch (error) {
    console.error(`vitest left no report: ${String(error)}`);
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numFailedTestSuites: 1, success: false };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
