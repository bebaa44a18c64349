import type { Browser } from "@playwright/test";
import { Doors } from "./pages/doors.ts";
import { Members } from "./pages/members.ts";
import { ana, fang, type Person } from "./people.ts";
import { asAdmin, expect, expectAccessible, keepScreenshot, send, test } from "./story.ts";

/** The admin invites them; `doors` is where they accept. */
async function join(browser: Browser, doors: Doors, person: Person, role: "analyst" | "manager"): Promise<void> {
  const context = await browser.newContext(asAdmin);
  const members = new Members(await context.newPage());
  await members.open();
  const link = await members.invite(person.email, role);
  await context.close();
  await doors.acceptInvitation(link, person);
}

test("an analyst starts runs and names segments, and has no say over people and keys", async ({
  browser,
  page,
  doors,
  shell,
  runs,
  run,
  segment,
}) => {
  await join(browser, doors, ana, "analyst");
  await expect(shell.rail).toBeVisible();
  await page.goto("/runs/new");
  await expect(runs.start).toBeEnabled();
  await runs.openSample();
  await expect(page.getByRole("button", { name: "Rerun with a change" })).toBeVisible();
  await run.openSegment(1);
  await segment.rename("Named by the analyst");
  await expect(segment.title).toContainText("Named by the analyst");
  await shell.goTo("Settings");
  await expect(page.getByRole("main")).toContainText("An admin of this workspace can see and change this.");
  for (const path of ["members", "keys", "audit"])
    expect((await page.request.get(`/api/v1/${path}`)).status(), path).toBe(403);
});

test("a manager reads every result, changes nothing, and comes back by a reset link", async ({
  browser,
  page,
  doors,
  shell,
  runs,
  run,
  segment,
}) => {
  await join(browser, doors, fang, "manager");
  await expect(shell.rail).toBeVisible();
  await keepScreenshot(page, "home-manager");
  await expectAccessible(page);
  await runs.openSample();
  await expect(run.legend.first()).toBeVisible();
  await expect(page.getByRole("button", { name: /Export|Rerun/ })).toHaveCount(0);
  await run.openSegment(0);
  await expect(segment.title.getByRole("button")).toHaveCount(0);
  await expect(segment.exportButton).toHaveCount(0);
  expect(await send(page, "POST", "runs", {})).toMatchObject({ status: 403, code: "FORBIDDEN" });

  const admin = await browser.newContext(asAdmin);
  const members = new Members(await admin.newPage());
  await members.open();
  const link = await members.resetLink(fang.name);
  await admin.close();
  const elsewhere = await browser.newContext();
  const late = await elsewhere.newPage();
  await late.goto(link);
  await expect(late.getByRole("heading", { level: 1 })).toHaveText("Choose a new password");
  await expectAccessible(late);
  await keepScreenshot(late, "reset");
  await new Doors(late).choosePassword(link, "this one I shall remember");
  await expect(late.getByRole("navigation", { name: "Rooms of the product" })).toBeVisible();
  await elsewhere.close();

  // Whoever knew the old password is out, and stays out.
  await page.goto("/runs");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await doors.signIn(fang, fang.password);
  await expect(page.getByText("do not belong together")).toBeVisible();
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link no longer works.");
});

test.describe("an API key", () => {
  test.use(asAdmin);

  test("is made, opens the API as its role, and is refused once revoked", async ({ page, request }) => {
    await page.goto("/settings?tab=keys&new=key");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name of the key").fill("Nightly export");
    await dialog.getByLabel("Role").selectOption("marketer");
    await dialog.getByRole("button", { name: "Make the key" }).click();
    const key = await dialog.getByLabel("API key").inputValue();
    await expectAccessible(page);
    await keepScreenshot(page, "key");
    await dialog.getByRole("button", { name: "Done" }).click();

    const ask = (path: string) =>
      request.get(`/api/v1/${path}`, { headers: { authorization: `Bearer ${key}`, cookie: "" } });
    expect((await (await ask("segments")).json()).items.length).toBeGreaterThan(2);
    expect((await ask("members")).status()).toBe(403);

    const row = page.getByRole("table", { name: "API keys" }).locator("tbody tr").filter({ hasText: "Nightly export" });
    await row.getByRole("button", { name: "Revoke" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    // The table is hidden as long as the question stands.
    await expect(dialog).toHaveCount(0);
    await expect(row).toHaveCount(0);
    expect((await ask("segments")).status()).toBe(401);
  });
});
