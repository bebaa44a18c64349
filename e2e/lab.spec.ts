import type { Page } from "@playwright/test";
import { asAdmin, expect, expectAccessible, keepScreenshot, send, test } from "./story.ts";

test.use(asAdmin);

/** The open run once more with another way of finding segments; few clouds, to be quick. */
async function runWith(page: Page, clustering: object): Promise<string> {
  const from = page.url().split("/").at(-1);
  const changes = { clustering, evaluation: { nullClouds: 1 } };
  const { id = "" } = await send(page, "POST", `runs/${from}/rerun`, { changes });
  return id;
}

test("a tree is cut elsewhere; who is in no segment is counted, joins the nearest, and no way hides that on the board", async ({
  page,
  runs,
  run,
  segment,
}) => {
  test.setTimeout(180_000);
  await runs.openSample();
  const first = page.url().split("/").at(-1) ?? "";
  const dense = await runWith(page, { algorithm: "hdbscan" });
  const tree = await runWith(page, { algorithm: "hierarchical", k: 4 });

  await page.goto(`/runs/${tree}`);
  await expect(run.legend).toHaveCount(4, { timeout: 60_000 });
  await page.getByRole("slider", { name: "Segments" }).press("ArrowRight");
  await expect(page.getByRole("heading", { name: /^Cut into 5 segments: one more would split/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Run with 5 segments" }).click();
  await expect(page).not.toHaveURL(new RegExp(tree));
  const cut = page.url().split("/").at(-1) ?? "";

  // While that one works, the other is looked at.
  await page.goto(`/runs/${dense}?tab=tree`);
  await expect(run.legend.last()).toContainText("No segment", { timeout: 60_000 });
  await expect(page.getByText(/ in no segment, with [\d.]+\s% of revenue/)).toBeVisible();
  await expect(page.getByRole("heading", { name: /groups count as segments/ })).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "lab-tree");
  await segment.exportButton.click();
  await segment.dialog.getByRole("combobox", { name: "People in no segment" }).selectOption("nearest");
  const list = await segment.takeList();
  const placed = list.trim().split(/\r?\n/).slice(1);
  expect(placed.length).toBeGreaterThan(100);
  expect(placed.filter((line) => line.split(",")[1] === "-1")).toEqual([]);

  await page.goto(`/runs/board?runs=${[first, cut, dense].join(",")}`);
  const rows = page.getByRole("table", { name: "Every measure beside its null" }).locator("tbody tr");
  await expect(rows).toHaveCount(3);
  const made = rows.filter({ hasText: "Hierarchical" }).getByRole("cell", { name: "5", exact: true });
  await expect(made).toBeVisible({ timeout: 60_000 });
  await expect(rows.filter({ hasText: "HDBSCAN" })).toContainText(/of \d+\s% of users/);
  await expectAccessible(page);
  await keepScreenshot(page, "lab-board");
  await page
    .getByRole("link", { name: /adjusted Rand index/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/stayed together; [\d,]+ of [\d,]+ moved$/);
});

test("a segment is kept fixed from its page, and stands in the new run under its name", async ({
  page,
  runs,
  run,
  segment,
}) => {
  test.setTimeout(120_000);
  await runs.openSample();
  const first = page.url().split("/").at(-1) ?? "";
  const { id = "" } = await send(page, "POST", `runs/${first}/rerun`, { changes: { evaluation: { nullClouds: 1 } } });
  await page.goto(`/runs/${id}`);
  await expect(run.legend.first()).toBeVisible({ timeout: 60_000 });
  const count = await run.legend.count();
  await page
    .getByRole("link", { name: /^Open “/ })
    .first()
    .click();
  await segment.rename("VIP");
  await expect(segment.title).toHaveText(/VIP/);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Keep this segment fixed…" }).click();
  await segment.dialog.getByRole("radio", { name: "Its rule" }).click();
  await expect(segment.dialog.getByText(/On people it was not learnt from/)).toBeVisible();
  await segment.dialog.getByRole("radio", { name: "Its members" }).click();
  await expectAccessible(page);
  await segment.dialog.getByRole("button", { name: "Start the run" }).click();
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}$/);
  await expect(run.legend.filter({ hasText: "VIP" })).toHaveCount(1, { timeout: 60_000 });
  expect(await run.legend.count()).toBeGreaterThan(Math.min(2, count - 1));
  await page.getByRole("link", { name: "Open “VIP”" }).click();
  await expect(segment.title).toContainText("fixed");
  await expect(page.getByText("By a list of users").first()).toBeVisible();
  await keepScreenshot(page, "lab-fixed");
});
