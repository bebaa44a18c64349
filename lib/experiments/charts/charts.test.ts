import { describe, expect, it } from "vitest";
import { locales } from "../../core/localised.ts";
import { pageTheme } from "../../segments/charts/fixtures/themes.ts";
import type { ExperimentReport } from "../report-schema.ts";
import { experimentData } from "./experiment-chart.ts";
import {
  makeBlocked,
  makeCookieCats,
  makeHillstrom,
  makeHostile,
  makeInconclusive,
  makeManyArms,
  makeManySegments,
} from "./fixtures/reports.ts";
import { analystCharts, placedCharts } from "./index.ts";

const reports: readonly (readonly [string, ExperimentReport])[] = [
  ["Hillstrom", makeHillstrom()],
  ["Cookie Cats", makeCookieCats()],
  ["a blocked one", makeBlocked()],
  ["an inconclusive one", makeInconclusive()],
  ["twelve segments", makeManySegments()],
  ["eight arms", makeManyArms()],
  ["hostile names", makeHostile()],
];
const view = { width: 520, height: 430, focus: [] };

describe.each(reports)("the charts of %s", (_, report) => {
  const data = experimentData(report);
  const charts = [...placedCharts(data), ...analystCharts(data)].map(({ chart }) => chart);

  it("are each there once", () => {
    const ids = charts.map(({ id }) => id);
    expect(ids).toContain("intervals");
    expect(new Set(ids).size).toBe(ids.length);
  });

  describe.each(charts.map((chart) => [chart.id, chart] as const))("chart %s", (_id, chart) => {
    it("says its finding, measure and description in both languages, with nothing unfilled", () => {
      for (const part of [chart.title, chart.subtitle, chart.description]) {
        const [en, zh] = locales.map((locale) => part(data, locale));
        for (const text of [en, zh]) {
          expect(text).not.toBe("");
          expect(text).not.toMatch(/undefined|NaN|Infinity|\[object|\?\?|\{\w+\}/);
        }
        expect(zh).not.toBe(en);
        expect(zh).toMatch(/[\u4e00-\u9fff]/);
      }
    });

    it("is pure, and draws with the theme's colours", () => {
      const before = JSON.stringify(report);
      const light = JSON.stringify(chart.option(data, "en", pageTheme("light"), view));
      expect(JSON.stringify(chart.option(data, "en", pageTheme("light"), view))).toBe(light);
      expect(JSON.stringify(report)).toBe(before);
      const dark = JSON.stringify(chart.option(data, "en", pageTheme("dark"), view));
      expect(dark).not.toContain(pageTheme("light").ink);
      expect(dark + light).not.toMatch(/missing:|undefined/);
    });

    it("says its finding to screen readers, at phone width too", () => {
      const option = chart.option(data, "zh", pageTheme("light"), { width: 340, height: 240, focus: [] });
      expect(option.aria).toMatchObject({ enabled: true, label: { description: chart.description(data, "zh") } });
      expect(option.animation).toBe(false);
    });

    it("has a table twin with a cell of the right kind for every column", () => {
      for (const locale of locales) {
        const { columns, rows } = chart.table(data, locale);
        expect(rows.length).toBeGreaterThan(0);
        expect(new Set(columns.map(({ label }) => label)).size).toBe(columns.length);
        for (const row of rows) {
          expect(row).toHaveLength(columns.length);
          row.forEach((cell, at) => {
            if (cell !== null) expect(typeof cell).toBe(columns[at]?.kind === null ? "string" : "number");
          });
        }
      }
    });

    it("has nothing to say about a mark that is not there", () => {
      expect(chart.hover(data, "en", { series: "arm-99", index: 999, value: [999, 999] })).toBeNull();
    });
  });
});
