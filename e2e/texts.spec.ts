import { csv, orders } from "./orders.ts";
import { asAdmin, expect, expectAccessible, keepScreenshot, test } from "./story.ts";

test.use(asAdmin);

/** Who wrote of boots, and who of tea; every fifth left the shop's own phrase. */
function reviews(): string {
  const lines = ["customer,written,review"];
  for (let user = 1; user <= 60; user += 1) {
    const day = String((user % 28) + 1).padStart(2, "0");
    const own =
      user % 2 === 0 ? `Warm boots, they fit and keep dry, pair ${user}` : `Fine tea with a soft taste, tin ${user}`;
    lines.push(`C${user},2025-05-${day},"${own}, so far"`);
    lines.push(`C${user},2025-06-${day},"${user % 5 === 0 ? "此用户没有填写评价" : own}"`);
  }
  return `${lines.join("\n")}\n`;
}

/** What a shop knows of its customers: here just what their texts tell. */
function likings(): string {
  const lines = Array.from({ length: 60 }, (_, i) => `C${i + 1},${(i + 1) % 2 === 0 ? "boots" : "tea"}`);
  return `customer,likes\n${lines.join("\n")}\n`;
}

test("what people wrote joins a run by the bundled model, and is read on a segment's page", async ({
  page,
  data,
  dataset,
  runs,
  run,
}) => {
  test.setTimeout(180_000);
  await data.open();
  await data.upload([csv("orders.csv", orders()), csv("reviews.csv", reviews()), csv("customers.csv", likings())]);
  await expect(dataset.title).toHaveText("Check what Clade found, then read the data.");
  await expect(dataset.roleOf("review")).toHaveValue("text");
  await dataset.roleOf("likes").selectOption("label");
  await expect(dataset.readButton).toBeEnabled();
  await dataset.readButton.click();
  await expect(dataset.title).toHaveText(/are ready\.$/);

  await page.goto(`/runs/new?dataset=${new URL(page.url()).pathname.split("/").at(-1)}`);
  await expect(page.getByText(/^\d+\s% of people wrote something \(120 texts\)$/)).toBeVisible();
  await expect(page.getByRole("radio", { name: /^Bundled offline model/ })).toBeChecked();
  await page.getByRole("checkbox", { name: "Judge by what came later" }).check();
  await expect(runs.estimate).toContainText(/about [\d.]+ s/);
  await expectAccessible(page);
  await keepScreenshot(page, "new-run-texts");
  await runs.start.click();

  await expect(page.getByRole("heading", { name: "What was used: features, texts" })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("Templates and default reviews set apart")).toBeVisible();
  await expect(
    page
      .getByRole("figure", { name: /agreement (falls to|stays at)/ })
      .getByRole("img")
      .first(),
  ).toBeVisible();
  await expect(page.getByText(/^Texts alone find /)).toBeVisible();
  await expectAccessible(page);

  await run.findings.filter({ hasText: "Out of time" }).click();
  await expect(page.getByText("Too few customers had bought before the cut")).toBeVisible();
  await run.findings.filter({ hasText: "Labels" }).click();
  await expect(page).toHaveURL(/found=labels/);
  const models = page.getByRole("figure", { name: /tells “likes” best|comes first for “likes”/ });
  await expect(models.getByRole("img").first()).toBeVisible();
  await models
    .getByRole("button", { name: /as a table$/ })
    .first()
    .click();
  await expect(
    models.getByRole("row").filter({ hasText: "Logistic regression" }).filter({ hasText: "texts" }),
  ).toBeVisible();
  await expect(page.getByRole("figure", { name: /of those who are “tea” are found/ })).toBeVisible();
  await expect(page.getByRole("figure", { name: /^“tea” outscores/ })).toBeVisible();
  await page.getByLabel("One model from near").selectOption({ label: "Decision tree, features" });
  await expect(page).toHaveURL(/model=\d/);
  await expectAccessible(page);
  await keepScreenshot(page, "run-labels");
  await run.segments.first().getByRole("link", { name: "Open" }).click();
  const words = page.getByRole("heading", { name: /^In their words: / });
  await expect(words).toBeVisible();
  await expect(page.getByRole("blockquote").first()).toContainText(/boots|tea/);
  await expectAccessible(page);
  await keepScreenshot(page, "segment-words");
});
