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
  await expect(page.getByText("with a date that is none")).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "dataset");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download them with the reasons" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);

  await data.open();
  await expect(data.rowOf("orders")).toContainText("Ready");
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
