import { sessionOf } from "./artefacts.ts";
import { mira, shop, tom } from "./people.ts";
import { asAdmin, expect, expectAccessible, keepScreenshot, test } from "./story.ts";

const link = process.env.CLADE_E2E_LINK ?? "";

test("the one-time link makes the first admin, once", async ({ page, doors, shell }) => {
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Set up this workspace");
  await expectAccessible(page);
  await keepScreenshot(page, "set-up");

  await doors.setUp(link, shop, mira);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("in three steps");
  await expect(shell.rail).toBeVisible();
  await expect(page.getByRole("banner")).toContainText(shop);
  await page.context().storageState({ path: sessionOf("admin") });

  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link no longer works.");
});

test("a page asks for the sign-in, says what is wrong and then leads to where one wanted to go", async ({
  page,
  doors,
}) => {
  await page.goto("/data");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await expectAccessible(page);
  await keepScreenshot(page, "sign-in");

  await doors.signIn(mira, "not the password");
  await expect(page.getByText("do not belong together")).toBeVisible();
  await doors.signIn(mira, mira.password);
  await expect(page).toHaveURL(/\/data$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No data yet");
});

test("a colleague joins by a link that works once, with the role that was given", async ({
  browser,
  page,
  doors,
  shell,
}) => {
  const admin = await browser.newContext(asAdmin);
  const { Members } = await import("./pages/members.ts");
  const members = new Members(await admin.newPage());
  await members.open();
  const invitation = await members.invite(tom.email, "marketer");
  await admin.close();

  await page.goto(invitation);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Join ${shop}`);
  await expectAccessible(page);
  await keepScreenshot(page, "invitation");
  await doors.acceptInvitation(invitation, tom);
  await expect(shell.rail).toBeVisible();
  await page.context().storageState({ path: sessionOf("marketer") });

  // A browser of its own: the first one may still be on its way home.
  const stranger = await browser.newContext();
  const late = await stranger.newPage();
  await late.goto(invitation);
  await expect(late.getByRole("heading", { level: 1 })).toHaveText("This link no longer works.");
  await stranger.close();
});
