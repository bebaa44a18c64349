import { readFile } from "node:fs/promises";
import { shop } from "./people.ts";
import { asAdmin, asMarketer, expect, expectAccessible, keepScreenshot, send, test } from "./story.ts";

test.describe("a marketer", () => {
  test.use(asMarketer);

  test("sees segments and takes lists along, and is offered nothing that is not theirs", async ({
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
    const download = page.waitForEvent("download");
    await page
      .getByRole("button", { name: /^Export: / })
      .first()
      .click();
    const list = await readFile(await (await download).path(), "utf8");
    const people = list.trim().split(/\r?\n/).length - 1;
    await expect(page.getByRole("region", { name: /^Notices/ })).toContainText(
      `: ${people.toLocaleString("en")} people`,
    );
    await page
      .getByRole("button", { name: /^Choose what to export: / })
      .first()
      .click();
    await segment.dialog.getByRole("button", { name: "Close" }).first().click();

    await runs.openSample();
    await expect(run.legend.first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Rerun with a change" })).toHaveCount(0);
    await run.openSegment(0);
    await segment.exportButton.click();
    expect((await segment.takeList()).length).toBeGreaterThan(100);
    await segment.dialog.getByRole("button", { name: "Done" }).click();

    await shell.goTo("Settings");
    await expect(page.getByRole("main")).toContainText("An admin of this workspace can see and change this.");
    expect(await send(page, "PATCH", "workspace", { name: "Mine" })).toMatchObject({ status: 403, code: "FORBIDDEN" });
    await expect(page.getByRole("banner")).toContainText(shop);
  });
});

test.describe("an admin", () => {
  test.use(asAdmin);

  test("a run is stopped from any page by the dial", async ({ page, shell }) => {
    const { items } = await (await page.request.get("/api/v1/runs?status=done")).json();
    const config = { evaluation: { nullClouds: 100 }, seed: 1234 };
    await page.goto("/segments");
    const { id } = await send(page, "POST", "runs", { datasetId: items.at(-1).datasetId, config });
    await expect(shell.dial).toHaveText("1 running");
    await shell.dial.click();
    await expect(shell.jobs.getByRole("progressbar")).toBeVisible();
    await expectAccessible(page);
    await keepScreenshot(page, "dial");
    await shell.jobs.getByRole("button", { name: "Cancel" }).click();
    await expect(shell.jobs).toContainText("No jobs are running.");
    expect((await (await page.request.get(`/api/v1/runs/${id}`)).json()).status).toBe("cancelled");
  });
});
