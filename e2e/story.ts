import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { screenshotOf, sessionOf } from "./artefacts.ts";
import { DataPage } from "./pages/data-page.ts";
import { DatasetPage } from "./pages/dataset-page.ts";
import { Doors } from "./pages/doors.ts";
import { Members } from "./pages/members.ts";
import { RunPage } from "./pages/run-page.ts";
import { RunsPage } from "./pages/runs-page.ts";
import { SegmentPage } from "./pages/segment-page.ts";
import { Shell } from "./pages/shell.ts";

interface Pages {
  readonly doors: Doors;
  readonly shell: Shell;
  readonly data: DataPage;
  readonly dataset: DatasetPage;
  readonly members: Members;
  readonly runs: RunsPage;
  readonly run: RunPage;
  readonly segment: SegmentPage;
  /** Fails the story where a page threw, logged an error, or tried what its content policy forbids. */
  readonly quiet: undefined;
}

/** A test in front of the Clade of this run, with a page object for each room. */
export const test = base.extend<Pages>({
  doors: ({ page }, use) => use(new Doors(page)),
  shell: ({ page }, use) => use(new Shell(page)),
  data: ({ page }, use) => use(new DataPage(page)),
  dataset: ({ page }, use) => use(new DatasetPage(page)),
  members: ({ page }, use) => use(new Members(page)),
  runs: ({ page }, use) => use(new RunsPage(page)),
  run: ({ page }, use) => use(new RunPage(page)),
  segment: ({ page }, use) => use(new SegmentPage(page)),
  quiet: [
    async ({ page }, use) => {
      const said: string[] = [];
      page.on("pageerror", (error) => said.push(String(error)));
      page.on("console", (message) => {
        // A refused request is part of some stories; the browser says it in its own words.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
          said.push(message.text());
      });
      await use(undefined);
      expect(said, "errors of the page").toEqual([]);
    },
    { auto: true },
  ],
});

/** Stories of somebody signed in. */
export const asAdmin = { storageState: sessionOf("admin") };
export const asMarketer = { storageState: sessionOf("marketer") };

/** Nothing serious for somebody who cannot see or point, on the page or within a part of it. */
export async function expectAccessible(page: Page, part = "html"): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .include(part)
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"])
    .analyze();
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join("\n  ")}`);
  expect(serious, `axe on ${page.url()}`).toEqual([]);
}

/** No page scrolls sideways, once its charts have taken the window's width. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  await expect.poll(() => findWide(page), { message: "wider than the window" }).toEqual([]);
}

function findWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    return [...document.querySelectorAll("main, main *, header, nav")]
      .filter((element) => element.getBoundingClientRect().right > room + 1 && !isInScroller(element))
      .map((element) => element.outerHTML.slice(0, 160));
    function isInScroller(element: Element): boolean {
      const parent = element.parentElement;
      if (parent === null || parent.tagName === "MAIN") return false;
      const { overflowX } = getComputedStyle(parent);
      return overflowX === "auto" || overflowX === "scroll" || overflowX === "hidden" || isInScroller(parent);
    }
  });
}

interface Answer {
  readonly status: number;
  readonly id?: string;
  readonly code?: string;
}

/** Asks the API as the page itself would: a mutation without the page's origin is refused whoever sends it. */
export function send(page: Page, method: "POST" | "PATCH", path: string, body: unknown): Promise<Answer> {
  return page.evaluate(
    async ({ method, path, body }) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(`/api/v1/${path}`, { method, headers, body: JSON.stringify(body) });
      const { id, code } = await response.json();
      return { id, code, status: response.status };
    },
    { method, path, body },
  );
}

export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: screenshotOf(name), animations: "disabled" });
}

export { expect };
