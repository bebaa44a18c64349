import type { Page } from "@playwright/test";
import { asAdmin, expect, expectAccessible, expectNoSidewaysScroll, keepScreenshot, test } from "./story.ts";

test.use(asAdmin);

const fixed: Readonly<Record<string, string>> = {
  home: "/",
  data: "/data",
  runs: "/runs",
  "new-run": "/runs/new",
  segments: "/segments",
  members: "/settings",
  keys: "/settings?tab=keys",
  audit: "/settings?tab=audit",
  health: "/settings?tab=health",
  missing: "/no-such-page",
};

/** Every page behind the sign-in, with one dataset, run and segment each. */
async function everyPage(page: Page): Promise<[name: string, path: string][]> {
  const first = async (room: string) => {
    const { items } = await (await page.request.get(`/api/v1/${room}`)).json();
    return items[0].id as string;
  };
  return [
    ...Object.entries(fixed),
    ["dataset", `/data/${await first("datasets")}`],
    ["run", `/runs/${await first("runs?status=done")}`],
    ["segment", `/segments/${await first("segments")}`],
  ];
}

async function settle(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForLoadState("networkidle");
}

test.describe.configure({ timeout: 240_000 });

test("every page in the dark", async ({ page, shell }) => {
  await page.goto("/");
  await shell.choose("Dark");
  for (const [name, path] of await everyPage(page)) {
    await settle(page, path);
    await expectAccessible(page);
    await keepScreenshot(page, `${name}-dark`);
  }
});

test("every page in Chinese, and nothing of it in English", async ({ page }) => {
  for (const [name, path] of await everyPage(page)) {
    await settle(page, `/zh${path}`);
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/[\u4e00-\u9fff]/);
    await expect(page.getByRole("navigation").first()).toContainText("首页");
    await expectAccessible(page);
    await keepScreenshot(page, `${name}-zh`);
  }
});

test("every page on a phone, without scrolling sideways", async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 860 });
  for (const [name, path] of await everyPage(page)) {
    await settle(page, path);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await keepScreenshot(page, `${name}-phone`);
  }
});
