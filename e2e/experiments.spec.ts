import type { Browser } from "@playwright/test";
import { csv } from "./orders.ts";
import type { Doors } from "./pages/doors.ts";
import { ExperimentsPage } from "./pages/experiments-page.ts";
import { Members } from "./pages/members.ts";
import type { Person } from "./people.ts";
import {
  asAdmin,
  asMarketer,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  keepScreenshot,
  test,
} from "./story.ts";

const greta: Person = { name: "Greta Holm", email: "greta@lumen.example", password: "quite a plain sentence" };

/** A mail that moved: of 4,000 users each, 15 % visited without it and 21 % with it; spend follows. */
function finishedTest(): string {
  const lines = ["customer,group,visit,spend"];
  for (let user = 0; user < 8000; user += 1) {
    const isMailed = user % 2 === 1;
    const place = (user * 7919) % 1000;
    const visited = place < (isMailed ? 210 : 150);
    lines.push(
      `${10_000 + user},${isMailed ? "Mail" : "Control"},${Number(visited)},${visited ? 5 + (place % 40) : 0}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

test.describe("an experiment", () => {
  test.use(asMarketer);
  test.describe.configure({ timeout: 240_000 });

  test("is designed beside the smallest effect it can see, started, and its people are assigned", async ({ page }) => {
    const experiments = new ExperimentsPage(page);
    await experiments.open();
    await expectAccessible(page);
    await page.getByRole("link", { name: "New experiment" }).first().click();
    await expect(experiments.reach).toContainText("%");
    await page.getByLabel("Name of the experiment").fill("Voucher for the second order");
    await expectAccessible(page);
    await keepScreenshot(page, "experiment-new");
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.waitForURL(/\/experiments\/[\w-]{10,}$/);
    await expect(page.getByText(/^Day 1 of /)).toBeVisible();
    await expectAccessible(page);
    await keepScreenshot(page, "experiment-running");
    const id = page.url().split("/").at(-1) ?? "";
    const file = await page.request.get(`/api/v1/experiments/${id}/assignment`);
    const [head, first = ""] = (await file.text()).split("\r\n");
    expect(head).toBe("user_id,variant,segment,assigned_at");
    const user = first.split(",")[0] ?? "";
    const ask = () =>
      page.evaluate(
        async ({ id, user }) => {
          const headers = { "content-type": "application/json" };
          const body = JSON.stringify({ users: [user, "nobody of ours"] });
          const response = await fetch(`/api/v1/experiments/${id}/assign`, { method: "POST", headers, body });
          return (await response.json()).items.map(({ arm }: { arm: string | null }) => arm);
        },
        { id, user },
      );
    expect(await ask()).toEqual([first.split(",")[1], null]);
    expect(await ask()).toEqual(await ask());
  });

  test("that is over goes from its file to a report, a decision and a link that dies when it is revoked", async ({
    page,
    browser,
  }) => {
    const experiments = new ExperimentsPage(page);
    await experiments.open();
    await experiments.upload(csv("spring mail.csv", finishedTest()));
    await expect(experiments.roleOf("group")).toHaveValue("arm");
    await expect(experiments.roleOf("visit")).toHaveValue("proportion");
    await expect(experiments.roleOf("spend")).toHaveValue("mean");
    await expectAccessible(page);
    await keepScreenshot(page, "experiment-columns");
    await experiments.showReport.click();
    await expect(experiments.share).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("heading", { level: 2 }).first()).toContainText("Mail");
    await expectAccessible(page);
    await keepScreenshot(page, "experiment-report");

    await experiments.decide("Decision: go with Mail", "More visits, and they buy.");
    await expect(page.getByRole("region", { name: "Decision" })).toContainText("More visits, and they buy.");

    const link = await experiments.makeLink();
    const stranger = await browser.newContext({ storageState: { cookies: [], origins: [] } });
    const outside = await stranger.newPage();
    const answer = await outside.goto(link);
    expect(answer?.headers()["x-robots-tag"]).toContain("noindex");
    expect(answer?.headers()["referrer-policy"]).toBe("no-referrer");
    await expect(outside.getByRole("heading", { level: 2 }).first()).toContainText("Mail");
    await expect(outside.getByRole("navigation")).toHaveCount(0);
    expect(await outside.content()).not.toMatch(/\b1\d{4}\b.{0,40}(Mail|Control)/);
    await expectAccessible(outside);
    await keepScreenshot(outside, "experiment-shared");
    for (const path of ["experiments", "datasets", "segments", "workspace"])
      expect((await outside.request.get(`/api/v1/${path}`)).status(), path).toBe(401);
    await outside.setViewportSize({ width: 400, height: 860 });
    await expectNoSidewaysScroll(outside);

    await experiments.dialog.getByRole("button", { name: "Revoke" }).click();
    await expect(experiments.dialog.getByRole("button", { name: "Revoke" })).toHaveCount(0);
    await outside.goto("/experiments");
    await expect(outside).toHaveURL(/sign-in/);
    const gone = await outside.goto(link);
    const never = await outside.goto(`${link.slice(0, -4)}AAAA`);
    expect([gone?.status(), never?.status()]).toEqual([404, 404]);
    await stranger.close();
  });
});

async function joinAsManager(browser: Browser, doors: Doors): Promise<void> {
  const context = await browser.newContext(asAdmin);
  const members = new Members(await context.newPage());
  await members.open();
  const link = await members.invite(greta.email, "manager");
  await context.close();
  await doors.acceptInvitation(link, greta);
}

test("a manager finds the experiments at home, comments, and sees no person and no way to start one", async ({
  browser,
  page,
  doors,
  shell,
}) => {
  await joinAsManager(browser, doors);
  await expect(shell.rail).toBeVisible();
  await page
    .getByRole("link", { name: /spring mail/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("spring mail");
  await page.getByLabel("Say something about this experiment").fill("Good. Does it last?");
  await page.getByRole("button", { name: "Add comment" }).click();
  await expect(page.getByText("Good. Does it last?").last()).toBeVisible();
  await expect(page.getByRole("button", { name: /Share|Show the report|^More$/ })).toHaveCount(0);
  const id = page.url().split("/").at(-1) ?? "";
  for (const path of ["preview", "links", "assignment", "report/file?name=metrics.csv"])
    expect((await page.request.get(`/api/v1/experiments/${id}/${path}`)).status(), path).toBe(403);
  await page.goto("/experiments");
  await expect(page.getByRole("link", { name: "New experiment" })).toHaveCount(0);
  await expectAccessible(page);
  await keepScreenshot(page, "experiments-manager");
});
