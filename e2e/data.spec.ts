import { csv, orders } from "./orders.ts";
import { asAdmin, expect, expectAccessible, keepScreenshot, test } from "./story.ts";

test.use(asAdmin);

test("a file is uploaded, understood, corrected and read; every row is accounted for", async ({
  page,
  data,
  dataset,
}) => {
  await data.open();
  await data.upload(csv("orders.csv", orders()));
  await expect(dataset.title).toHaveText("Check what Clade found, then read the data.");
  await expect(dataset.grid).toBeVisible();
  await expect(dataset.roleOf("customer")).toHaveValue("user");
  await expect(dataset.roleOf("date")).toHaveValue("time");
  await expect(dataset.roleOf("amount")).toHaveValue("amount");
  await expect(dataset.setting("Separator")).toHaveValue(";");
  await expect(dataset.setting("Order of dates")).toHaveValue("dmy");
  await expectAccessible(page);
  await keepScreenshot(page, "describe");

  await dataset.roleOf("order").selectOption("ignore");
  await expect(dataset.roleOf("order")).toHaveValue("ignore");
  await dataset.roleOf("order").selectOption("order");
  await expect(dataset.readButton).toBeEnabled();

  await dataset.readButton.click();
  await expect(dataset.title).toHaveText(/^60 users and \d+ rows are ready\.$/);
  await expect(dataset.rowsOf("Quarantined rows")).toHaveCount(0);
  await keepScreenshot(page, "dataset");
  for (const tab of ["Preview", "Profile", "Features", "Versions", "Quality"] as const) {
    await dataset.openTab(tab);
    await expect(page.getByRole("tabpanel").getByRole("table").first()).toBeVisible();
    await expectAccessible(page);
    await keepScreenshot(page, `dataset-${tab.toLowerCase()}`);
  }
  const row = dataset.rowsOf("Quarantined rows").filter({ hasText: "yesterday" });
  await expect(row).toContainText("with a date that is none");
  await expect(row).toContainText("orders.csv");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download them with the reasons" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);

  await data.open();
  await expect(data.rowOf("orders")).toContainText("2 rows quarantined");
  await expect(data.rowOf("orders")).toContainText("Version 1");
  await expectAccessible(page);
  await keepScreenshot(page, "data");
});

test("a file that is no table says so, and the dataset can be thrown away", async ({ page, data, dataset }) => {
  await data.open();
  const noise = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256));
  await data.upload({ name: "photo.csv", mimeType: "text/csv", buffer: noise });
  await expect(dataset.problem.first()).toBeVisible({ timeout: 30_000 });
  await expect(dataset.readButton).toBeDisabled();
  await expectAccessible(page);
  await keepScreenshot(page, "broken-file");

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page).toHaveURL(/\/data$/);
  await expect(data.rowOf("photo")).toHaveCount(0);
});

test("tabs are reached by keyboard and by a link", async ({ page, data, dataset }) => {
  await data.open();
  await data.upload(csv("tabs.csv", orders()));
  await dataset.readButton.click();
  await dataset.tab("Preview").focus();
  await page.keyboard.press("ArrowRight");
  await expect(dataset.tab("Profile")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(dataset.tab("Quality")).toBeFocused();
  await expect(page).toHaveURL(/tab=quality/);
  await page.reload();
  await expect(dataset.tab("Quality")).toHaveAttribute("aria-selected", "true");
});

test("a file more makes the next version; a run keeps its own and goes on to the newest", async ({
  page,
  data,
  dataset,
  run,
}) => {
  test.setTimeout(180_000);
  await data.open();
  await data.upload(csv("may.csv", orders()));
  await dataset.readButton.click();
  await dataset.findSegments.click();
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await expect(run.legend.first()).toBeVisible({ timeout: 60_000 });
  const first = page.url();
  await page.getByRole("link", { name: "may, version 1" }).click();

  await dataset.refresh("Add files…", csv("june.csv", orders().replaceAll(/C(\d+);O/g, "D$1;P")));
  await expect(dataset.title).toHaveText("Check what Clade found, then read version 2.");
  await expect(page.getByText("Version 1 stays in use until you read this one.")).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "next-version");
  await dataset.readButton.click();
  await expect(dataset.title).toHaveText(/^120 users and \d+ rows are ready\.$/);
  await dataset.openTab("Versions");
  await expect(dataset.rowsOf("Versions")).toHaveCount(2);
  await expect(dataset.rowsOf("Versions").first()).toContainText("+60");
  await page.getByRole("button", { name: "Show version 1" }).click();
  await expect(page.getByRole("note")).toContainText("version 1");
  await expect(page).toHaveURL(/version=1/);

  await page.goto(first);
  await page.getByRole("button", { name: "Run again on the newest" }).click();
  await expect(page).not.toHaveURL(first);
  await expect(page.getByRole("link", { name: "may, version 2" })).toBeVisible({ timeout: 60_000 });
});

test("a next version is thrown away, and the one before stands", async ({ page, data, dataset }) => {
  await data.open();
  await data.upload(csv("kept.csv", orders()));
  await dataset.readButton.click();
  await expect(dataset.title).toHaveText(/rows are ready\.$/);
  await dataset.refresh("Replace the files…", csv("other.csv", "a;b\n1;2\n3;4\n"));
  await page.getByRole("button", { name: "Back to version 1" }).click();
  await expect(dataset.title).toHaveText(/^60 users and \d+ rows are ready\.$/);
  await dataset.openTab("Versions");
  await expect(dataset.rowsOf("Versions")).toHaveCount(1);
});

test("a cut upload goes on where it was", async ({ page, data, dataset }) => {
  let parts = 0;
  let cuts = 0;
  await page.route("**/api/v1/uploads/*", (route) => {
    if (route.request().method() !== "PATCH") return route.continue();
    parts += 1;
    if (parts !== 1) return route.continue();
    cuts += 1;
    return route.abort("connectionreset");
  });
  await data.open();
  await data.upload(csv("again.csv", orders()));
  await expect(dataset.title).toHaveText("Check what Clade found, then read the data.");
  expect(cuts).toBe(1);
  expect(parts).toBeGreaterThan(1);
});
