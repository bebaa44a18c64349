import { describe, expect, it } from "vitest";
import { locales } from "../../core/localised.ts";
import type { ReportData } from "../schema.ts";
import { makeNoiseReport } from "./fixtures/noise-report.ts";
import { makeHostileReport, makeLargeReport, makeReport, makeUsersReport } from "./fixtures/report-data.ts";
import { pageTheme } from "./fixtures/themes.ts";
import { charts, chartsOf } from "./index.ts";
import { mapChart } from "./map.ts";

const reports: readonly (readonly [string, ReportData])[] = [
  ["a shop", makeReport()],
  ["ten segments and long names", makeLargeReport(1000)],
  ["users without money", makeUsersReport()],
  ["hostile names", makeHostileReport()],
  ["users of whom some are in no segment", makeNoiseReport()],
];
const view = { width: 520, height: 430, focus: [] };

describe("the list of charts", () => {
  it("has each chart once, the map first", () => {
    const ids = charts.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toBe("map");
  });

  it("is whole from two segments on, and the map alone of fewer", () => {
    expect(chartsOf({ k: 2, fits: [] })).toEqual(charts);
    for (const k of [0, 1]) expect(chartsOf({ k, fits: [] })).toEqual([mapChart]);
  });
});

describe.each(charts.map((chart) => [chart.id, chart] as const))("chart %s", (_, chart) => {
  describe.each(reports)("of %s", (_name, data) => {
    it("says its finding, measure and description in both languages, with nothing unfilled", () => {
      for (const part of [chart.title, chart.subtitle, chart.description]) {
        const [en, zh] = locales.map((locale) => part(data, locale));
        for (const text of [en, zh]) {
          expect(text).not.toBe("");
          expect(text).not.toMatch(/undefined|NaN|Infinity|\[object|\?\?/);
        }
        expect(zh).not.toBe(en);
        expect(zh).toMatch(/[\u4e00-\u9fff]/);
      }
    });

    it("is pure: the same data give the same option, which survives JSON", () => {
      const before = JSON.stringify(data);
      const first = JSON.stringify(chart.option(data, "en", pageTheme("light"), view));
      expect(JSON.stringify(chart.option(data, "en", pageTheme("light"), view))).toBe(first);
      expect(JSON.stringify(data)).toBe(before);
    });

    it("draws with the theme's colours, so that dark differs from light", () => {
      const dark = JSON.stringify(chart.option(data, "en", pageTheme("dark"), view));
      const light = pageTheme("light");
      expect(dark).not.toContain(light.ink);
      expect(dark).not.toContain("missing:");
    });

    it("can be drawn small, in focus, and says its finding to screen readers", () => {
      const small = { width: 340, height: 240, focus: [1] };
      const option = chart.option(data, "zh", pageTheme("light"), small);
      expect(option.aria).toMatchObject({ enabled: true, label: { description: chart.description(data, "zh") } });
      expect(option.animation).toBe(false);
    });

    it("has a table twin with a cell for every column, headed in both languages", () => {
      for (const locale of locales) {
        const { columns, rows } = chart.table(data, locale);
        expect(rows.length).toBeGreaterThan(0);
        const isFilled = rows.every(
          (row) =>
            row.length === columns.length &&
            row.every(
              (cell, at) => cell === null || typeof cell === (columns[at]?.kind === null ? "string" : "number"),
            ),
        );
        expect(isFilled).toBe(true);
      }
    });

    it("has nothing to say about a mark that is not there", () => {
      expect(chart.hover(data, "en", { series: "names", index: 999, value: [999, 999] })).toBeNull();
    });
  });
});
