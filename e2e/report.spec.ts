import { artefactOf } from "./artefacts.ts";
import { asAdmin, expect, expectAccessible, test } from "./story.ts";

test.use(asAdmin);

test("the report goes along as one file, opens offline in both languages, and prints on a few pages", async ({
  page,
  browser,
  runs,
  run,
}, testInfo) => {
  await runs.openSample();
  await expect(run.legend.first()).toBeVisible();
  await page.getByRole("button", { name: "More" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Report for reading and printing" }).click();
  const file = testInfo.outputPath("report.html");
  await (await download).saveAs(file);

  const offline = await browser.newContext({ offline: true });
  const reader = await offline.newPage();
  const asked: string[] = [];
  reader.on("request", (request) => asked.push(request.url()));
  for (const [language, segments] of [
    ["en", "Segments"],
    ["zh", "人群"],
  ] as const) {
    await reader.goto(`file://${file}?${language}#lang=${language}`);
    await expect(reader.getByRole("heading", { level: 1 })).not.toHaveText("");
    await expect(reader.locator("canvas").first()).toBeVisible();
    await expect(reader.getByRole("main")).toContainText(segments);
    await expectAccessible(reader);
    const pdf = await reader.pdf({ path: artefactOf(`report-${language}.pdf`), preferCSSPageSize: true });
    // Two; a third where there are as many segments as in the sample shop, a fourth for what they say.
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length, language).toBeLessThanOrEqual(4);
  }
  expect(asked.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
  await offline.close();
});
