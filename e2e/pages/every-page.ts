import { expect, type Page } from "@playwright/test";
import { send } from "../story.ts";

/** Pages that are there from the first day. */
export const fixedPages: Readonly<Record<string, string>> = {
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
export async function everyPage(page: Page): Promise<[name: string, path: string][]> {
  const first = async (room: string) => {
    const { items } = await (await page.request.get(`/api/v1/${room}`)).json();
    const ready = items.find(({ status }: { readonly status?: string }) => status === undefined || status !== "draft");
    return ready.id as string;
  };
  return [
    ...Object.entries(fixedPages),
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

export async function settle(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForLoadState("networkidle");
}
