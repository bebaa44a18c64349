import { asAdmin, expect, expectAccessible, keepScreenshot, test } from "./story.ts";

test.use(asAdmin);

test("a run shows its verdict, its map and its segments, and they point at each other", async ({ page, runs, run }) => {
  await runs.openSample();
  await expect(run.map).toBeVisible();
  await expectAccessible(page);
  const count = await run.legend.count();
  expect(count).toBeGreaterThan(2);
  await expect(run.segments).toHaveCount(count);

  await expect.poll(() => run.strongPixels()).toBeGreaterThan(0);
  const everybody = await run.strongPixels();
  await run.legend.last().click();
  await expect.poll(() => run.strongPixels()).toBeLessThan(everybody / 2);
  await run.legend.first().click();
  await expect(run.legend.first()).toHaveAttribute("aria-pressed", "true");
  await expect(run.segments.first().getByRole("button", { pressed: true })).toBeVisible();
  await run.legend.nth(1).click({ modifiers: ["Shift"] });
  await expect(run.segments.getByRole("button", { pressed: true })).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(run.segments.getByRole("button", { pressed: true })).toHaveCount(0);
});

test("every chart of a run has a table beside it", async ({ page, runs, run }) => {
  await runs.openSample();
  await expect(run.views.first()).toBeVisible();
  for (const tab of await run.views.all()) {
    await tab.click();
    const figure = page.getByRole("tabpanel").getByRole("figure");
    await expect(figure.locator("canvas, svg").first()).toBeVisible();
    await figure
      .getByRole("button", { name: / as a table$/ })
      .first()
      .click();
    await expect(figure.getByRole("table")).toBeVisible();
    await expectAccessible(page, "[role=tabpanel]");
  }
});

test("drawn around on the map, people become a segment whose list goes along", async ({ page, runs, run, segment }) => {
  await runs.openSample();
  await expect(run.map).toBeVisible();
  await run.lasso();
  const said = page.getByText(/^[\d,]+ people drawn around$/);
  await expect(said).toBeVisible();
  const drawn = Number((await said.textContent())?.replace(/\D/g, ""));
  await keepScreenshot(page, "lasso");
  await run.makeSegment("Around the middle");
  await expect(segment.title).toContainText("Around the middle");

  await segment.exportButton.click();
  const list = await segment.takeList();
  // Nobody is lost: who is not on the list has not agreed to be written to, and is counted.
  const left = /([\d,]+) people without consent/.exec((await segment.dialog.textContent()) ?? "")?.[1] ?? "0";
  const people = list.trim().split(/\r?\n/).length - 1;
  expect(people + Number(left.replace(",", ""))).toBe(drawn);
});

test("a segment has a page: renamed, its members found, its list exported with a control group", async ({
  page,
  runs,
  run,
  segment,
}) => {
  await runs.openSample();
  await run.openSegment(0);
  await expect(segment.members.first()).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "segment");

  await segment.rename("Best friends");
  await expect(segment.title).toContainText("Best friends");
  await page.reload();
  await expect(segment.title).toContainText("Best friends");

  const id = (await segment.members.nth(3).getByRole("button").textContent()) ?? "";
  await segment.searchMembers.fill(id);
  await expect(segment.members.first()).toContainText(id);
  await segment.members.first().getByRole("button").click();
  await expect(segment.dialog.getByRole("heading")).toHaveText(id);
  await expectAccessible(page);
  await keepScreenshot(page, "person");
  await page.keyboard.press("Escape");

  await segment.exportButton.click();
  await segment.dialog.getByLabel(/^Hold back 10 %/).check();
  await expectAccessible(page);
  await keepScreenshot(page, "export");
  const list = await segment.takeList();
  expect(list.charCodeAt(0)).toBe(0xfeff);
  const people = list.trim().split(/\r?\n/).length - 1;
  await expect(segment.dialog).toContainText(`${people.toLocaleString("en")} people on the list`);
  await expect(segment.dialog).toContainText("held back as a control group");

  await page.goto("/settings?tab=audit");
  await expect(page.getByRole("main")).toContainText("Best friends");
});

test("a run is cancelled in its middle, goes on from there, and a rerun takes over what it may", async ({
  page,
  runs,
  run,
}, testInfo) => {
  test.setTimeout(240_000);
  await page.goto("/runs/new");
  await runs.setting("Dataset").selectOption({ label: "Sample shop Lumen" });
  await expect(runs.estimate).toContainText("about");
  await expectAccessible(page);
  await keepScreenshot(page, "new-run");
  // So many that there is time to change one's mind.
  await runs.setting("Clouds to compare with").fill("100");
  // Another seed a try: a repeat of what was finished would take no time.
  await runs.setting("Seed").fill(String(7 + testInfo.retry));
  await runs.start.click();
  await expect(run.title).toHaveText(/is working$/);
  await keepScreenshot(page, "run-working");
  await page.reload();
  await page.getByRole("main").getByRole("button", { name: "Cancel" }).click();
  await expect(run.title).toHaveText(/was cancelled$/);
  await expectAccessible(page);
  await keepScreenshot(page, "run-cancelled");

  await page.getByRole("button", { name: "Go on from there" }).click();
  await expect(run.legend.first()).toBeVisible({ timeout: 90_000 });

  await page.getByRole("button", { name: "Rerun with a change" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "As many as I say" }).click();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Start", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(run.legend).toHaveCount(5, { timeout: 60_000 });

  // The rerun stands beside the run it came from.
  await page.getByRole("link", { name: "Compare…" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/stayed together; [\d,]+ of [\d,]+ moved$/);
  await expect(page.getByText("agreement (ARI)")).toBeVisible();
  await expect(page.getByRole("img", { name: /^From “.+” to “.+”: / })).toBeVisible();
  await page.getByText("As a table").click();
  await expect(page.getByRole("table", { name: "Who went where" }).locator("tbody tr").first()).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "compare");
});
