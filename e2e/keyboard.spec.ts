import { asAdmin, expect, expectAccessible, keepScreenshot, test } from "./story.ts";

test.use(asAdmin);

test("from the home page to an exported list without a pointer", async ({ page, shell, segment }) => {
  /** Tab until that has the focus. */
  const reach = async (name: RegExp | string, role: "button" | "link" | "combobox" = "button") => {
    const target = page.getByRole(role, { name }).first();
    await expect(target).toBeVisible();
    for (let presses = 0; presses < 150; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`the ${role} ${name} was not reached`);
  };
  await page.goto("/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the page" })).toBeFocused();

  await page.keyboard.press("Control+k");
  await expect(shell.palette).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.type("runs");
  await keepScreenshot(page, "palette");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/runs$/);

  await reach(/Sample shop/, "link");
  await page.keyboard.press("Enter");
  await reach(/^Open “/, "link");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/segments\//);
  await reach("Export list");
  await page.keyboard.press("Enter");
  await expect(segment.dialog).toBeVisible();
  await reach("Export");
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  await expect(segment.dialog).toContainText("on the list");
  await page.keyboard.press("Escape");
  await expect(segment.exportButton).toBeFocused();
});
