import { expect, it } from "vitest";
import { makeReport } from "../charts/fixtures/report-data.ts";
import type { NearnessMap } from "../schema.ts";
import { page } from "./page.ts";
import { reportCharts } from "./report-charts.ts";

const shop = makeReport();
const { x, y } = shop.map;
const told = { ok: true, value: 0.98 } as const;
const nearness: NearnessMap = {
  ...{ x, y, users: x.length, neighbours: 15, minDistance: 0.1, fitted: x.length, continued: null },
  ...{ placed: { missing: 0, beyondSample: 0 }, trustworthiness: { nearness: told, axes: told } },
};

it("has both maps side by side where a run has both, and says how the second is read", () => {
  expect(reportCharts(shop).map(({ id }) => id)).not.toContain("nearness");
  expect(page(shop, "en").markup).not.toContain("The map by nearness");
  const both = { ...shop, map: { ...shop.map, nearness } };
  const [front, beside, ...others] = reportCharts(both);
  expect([front?.id, beside?.id]).toEqual(["map", "nearness"]);
  expect(others).toEqual(reportCharts(shop).slice(1));
  const { markup } = page(both, "zh");
  expect(markup).toContain("近邻图");
  expect(markup).toContain("只看谁与谁相邻");
});
