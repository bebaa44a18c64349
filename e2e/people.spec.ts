import { shop } from "./people.ts";
import { asMarketer, expect, keepScreenshot, test } from "./story.ts";

test.use(asMarketer);

test("a marketer sees segments and takes lists along, and is offered nothing that is not theirs", async ({
  page,
  runs,
  run,
  segment,
  shell,
}) => {
  await page.goto("/");
  await expect(page.getByRole("region", { name: "Segments of the newest run" })).toBeVisible();
  await expect(page.getByRole("link", { name: "New run" })).toHaveCount(0);
  await keepScreenshot(page, "home-marketer");

  await runs.openSample();
  await expect(run.legend.first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Rerun with a change" })).toHaveCount(0);
  await run.openSegment(0);
  await segment.exportButton.click();
  expect((await segment.takeList()).length).toBeGreaterThan(100);
  await segment.dialog.getByRole("button", { name: "Done" }).click();

  await shell.goTo("Settings");
  await expect(page.getByRole("main")).toContainText("An admin of this workspace can see and change this.");
  const answer = await page.request.patch("/api/v1/workspace", { data: { name: "Mine" } });
  expect(answer.status()).toBe(403);
  await expect(page.getByRole("banner")).toContainText(shop);
});
