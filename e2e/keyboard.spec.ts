import type { Page } from "@playwright/test";
import { csv, orders } from "./orders.ts";
import { asAdmin, expect, expectAccessible, keepScreenshot, test } from "./story.ts";

test.use(asAdmin);

type Reached = "button" | "link" | "combobox" | "searchbox";

/** Tab until that has the focus. */
async function reach(page: Page, name: RegExp | string, role: Reached = "button"): Promise<void> {
  const target = page.getByRole(role, { name }).first();
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 150; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the ${role} ${name} was not reached`);
}

async function press(page: Page, name: RegExp | string, role?: Reached): Promise<void> {
  await reach(page, name, role);
  await page.keyboard.press("Enter");
}

test("from files to an exported list without a pointer", async ({ page, shell, dataset, runs, run, segment }) => {
  test.setTimeout(180_000);
  await page.goto("/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the page" })).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(shell.palette).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.type("data");
  await keepScreenshot(page, "palette");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/data$/);

  const chooser = page.waitForEvent("filechooser");
  await press(page, "Upload files");
  await (await chooser).setFiles(csv("by-keyboard.csv", orders()));
  await expect(dataset.readButton).toBeEnabled();
  await press(page, "Read the data");
  await expect(dataset.title).toHaveText(/are ready\.$/);
  await press(page, "Find segments", "link");
  await expect(runs.estimate).toContainText("about");
  await press(page, "Start");

  await expect(run.legend.first()).toBeVisible({ timeout: 60_000 });
  await reach(page, "Find an id", "combobox");
  await page.keyboard.type("C17");
  await expect(page.getByRole("button", { name: "C17", exact: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(segment.dialog.getByRole("heading", { name: "C17" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(segment.dialog).toBeHidden();
  await press(page, /^Open “/, "link");
  await expect(page).toHaveURL(/\/segments\//);
  await press(page, "Export list");
  await expect(segment.dialog).toBeVisible();
  await reach(page, "Export");
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  await expect(segment.dialog).toContainText("on the list");
  await page.keyboard.press("Escape");
  await expect(segment.exportButton).toBeFocused();
});
