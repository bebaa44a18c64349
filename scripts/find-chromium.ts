import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const systemBrowser = "/usr/bin/chromium";
const installMs = 240_000;

/** A browser for the tests: Playwright's own where it is installed, else the system's. */
export function findChromium(): string | undefined {
  return [chromium.executablePath(), systemBrowser].find((path) => existsSync(path));
}

/** As `findChromium`; where there is none, tries to install Playwright's own, then as root Debian's package. */
export function findOrInstallChromium(): string | undefined {
  const found = findChromium();
  if (found) return found;
  attempt("playwright", ["install", "chromium"]);
  if (findChromium() === undefined && process.getuid?.() === 0) {
    attempt("apt-get", ["update", "-qq"]);
    attempt("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"]);
  }
  return findChromium();
}

function attempt(command: string, args: readonly string[]): void {
  console.log(`No browser for the page tests: ${command} ${args.join(" ")} …`);
  spawnSync(command, args, {
    stdio: "ignore",
    timeout: installMs,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
}
