import { everyPage, settle } from "./pages/every-page.ts";
import { asAdmin, expect, expectAccessible, expectNoSidewaysScroll, keepScreenshot, test } from "./story.ts";

test.use(asAdmin);

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
