import type { Page } from "@playwright/test";
import { asAdmin, expect, expectAccessible, expectNoSidewaysScroll, keepScreenshot, send, test } from "./story.ts";

test.use(asAdmin);

const fixed: Readonly<Record<string, string>> = {
  home: "/",
  data: "/data",
  runs: "/runs",
  "new-run": "/runs/new",
  segments: "/segments",
  experiments: "/experiments",
  "new-experiment": "/experiments/new",
  "compare-experiments": "/experiments/compare",
  members: "/settings",
  models: "/settings?tab=models",
  keys: "/settings?tab=keys",
  audit: "/settings?tab=audit",
  health: "/settings?tab=health",
  missing: "/no-such-page",
};

/** Every page behind the sign-in, with one dataset, run and segment each. */
async function everyPage(page: Page): Promise<[name: string, path: string][]> {
  const first = async (room: string) => {
    const { items } = await (await page.request.get(`/api/v1/${room}`)).json();
    const ready = items.find(({ status }: { readonly status?: string }) => status === undefined || status !== "draft");
    return ready.id as string;
  };
  return [
    ...Object.entries(fixed),
    ["compare", "/runs/compare"],
    ["dataset", `/data/${await first("datasets")}`],
    ["run", `/runs/${await first("runs?status=done")}`],
    ["segment", `/segments/${await first("segments")}`],
    ["experiment", `/experiments/${await experimentId(page)}`],
  ];
}

/** An experiment with a report: the sample's, made when it is first asked for. */
async function experimentId(page: Page): Promise<string> {
  const list = async () => (await (await page.request.get("/api/v1/experiments")).json()).items;
  if ((await list()).length === 0) {
    await page.goto("/experiments");
    await send(page, "POST", "experiments", { source: "sample" });
  }
  await expect.poll(async () => (await list()).at(-1).verdict, { timeout: 90_000 }).not.toBeNull();
  return (await list()).at(-1).id;
}

async function settle(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForLoadState("networkidle");
}

test.describe.configure({ timeout: 240_000 });

/** What opens on top of a page: where, and by which button. */
const dialogs: readonly (readonly [
  name: string,
  page: keyof typeof fixed | "run" | "segment" | "experiment",
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

test("every dialog, and back to where it was opened by Escape", async ({ page }) => {
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

test("every page in the dark", async ({ page, shell }) => {
  await page.goto("/");
  await shell.choose("Dark");
  for (const [name, path] of await everyPage(page)) {
    await settle(page, path);
    await expectAccessible(page);
    await keepScreenshot(page, `${name}-dark`);
  }
});

test("every page in Chinese, and nothing of it in English", async ({ page }) => {
  for (const [name, path] of await everyPage(page)) {
    await settle(page, `/zh${path}`);
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/[\u4e00-\u9fff]/);
    await expect(page.getByRole("navigation").first()).toContainText("首页");
    await expectAccessible(page);
    await keepScreenshot(page, `${name}-zh`);
  }
});

test("every page on a phone, without scrolling sideways", async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 860 });
  for (const [name, path] of await everyPage(page)) {
    await settle(page, path);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await keepScreenshot(page, `${name}-phone`);
  }
});
