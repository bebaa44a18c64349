import { asAdmin, expect, expectAccessible, keepScreenshot, test } from "./story.ts";

test.use(asAdmin);

test("one click makes the sample shop, and its map is there", async ({ page, data, dataset, shell, runs, run }) => {
  test.setTimeout(240_000);
  await page.goto("/");
  await expectAccessible(page);
  await keepScreenshot(page, "home-empty");
  await data.sampleButton.click();
  await expect(page).toHaveURL(/\/data\/[\w-]{10,}$/);
  await expect(dataset.title).toHaveText(/^[\d,]+ users and [\d,]+ rows are ready\.$/, { timeout: 120_000 });
  await shell.goTo("Runs");
  await runs.rows.first().getByRole("link").first().click();
  await expect(run.legend.first()).toBeVisible({ timeout: 120_000 });
  await expect(run.map).toBeVisible();
  await expect(run.title).not.toHaveText("");
  await keepScreenshot(page, "run");
  await page.goto("/");
  await expect(page.getByRole("region", { name: "Segments of the newest run" })).toBeVisible();
  await keepScreenshot(page, "home");
});
