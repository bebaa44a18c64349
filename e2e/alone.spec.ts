import { readFile } from "node:fs/promises";
import { everyPage, type fixedPages, settle } from "./pages/every-page.ts";
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

/** What opens on top of a page: where, and by which button. */
const dialogs: readonly (readonly [
  name: string,
  page: keyof typeof fixedPages | "run" | "segment" | "experiment",
  button: RegExp,
])[] = [
  ["invite", "members", /^Invite somebody/],
  ["new-password", "members", /^New password/],
  ["remove-member", "members", /^Remove$/],
  ["new-key", "keys", /^New key/],
  ["account", "home", /^Account of/],
  ["jobs", "home", /^No jobs|running$/],
  ["rerun", "run", /^Rerun with a change/],
  ["run-export", "run", /^Export list/],
  ["run-menu", "run", /^More$/],
  ["export", "segment", /^Export list/],
  ["colour", "segment", /^Colour/],
  ["share", "experiment", /^Share a link/],
  ["decide", "experiment", /^Decide$/],
];

test.describe("what opens on top of a page", () => {
  test.use(asAdmin);
  test.describe.configure({ timeout: 240_000 });

  test("opens, and goes back to where it was opened by Escape", async ({ page }) => {
    const paths = Object.fromEntries(await everyPage(page));
    for (const [name, room, button] of dialogs) {
      const path = paths[room] ?? "/";
      if (!page.url().endsWith(path)) await settle(page, path);
      const opener = page.getByRole("button", { name: button }).first();
      await opener.click();
      const dialog = page.locator("[role=dialog], [role=menu]");
      await expect(dialog).toBeVisible();
      await expectAccessible(page);
      await keepScreenshot(page, `dialog-${name}`);
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
      await expect(opener).toBeFocused();
    }
  });
});
