import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/find-chromium.ts";

const executablePath = findChromium();

/** Stories of people in a browser, in front of a Clade of their own: `npx playwright test`. */
export default defineConfig({
  testDir: "e2e",
  outputDir: ".build/e2e/results",
  globalSetup: "./e2e/house.ts",
  // While one story waits, for a run or for a page to be quiet, the other one goes on.
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // A busy machine may be late once; what fails twice fails.
  retries: process.env.CI === undefined ? 0 : 1,
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"]],
  use: {
    baseURL: process.env.CLADE_E2E_URL ?? "",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1440, height: 900 },
    // A colour that is on its way to another one is no colour to judge a page by.
    contextOptions: { reducedMotion: "reduce" },
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
        ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
      ],
    },
  },
  // In the order of a shop's first day: the stories need somebody signed in, and a run to look at. The last ones read
  // what is said of jobs and lists, where nobody else is at work.
  projects: [
    { name: "first start", testMatch: "first-start.spec.ts" },
    { name: "sample shop", testMatch: "sample-shop.spec.ts", dependencies: ["first start"] },
    { name: "stories", testIgnore: /(first-start|sample-shop|alone)\.spec/, dependencies: ["sample shop"] },
    { name: "alone", testMatch: "alone.spec.ts", dependencies: ["stories"] },
  ],
});
